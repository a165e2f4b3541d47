/// Why somebody was found: what was asked for, and what of theirs it met.
struct PersonMatch: Sendable, Hashable {
    /// How a word met another, the surest first.
    enum How: String, Sendable, CaseIterable {
        case same, nickname, beginning
        case oneSlip = "one_slip"
        case sound
        case twoSlips = "two_slips"
        /// A day of birth within the month or year that was asked for, or the other way round.
        case within

        /// How much it counts for.
        var weight: Int {
            switch self {
            case .same: 100
            case .nickname: 90
            case .beginning: 80
            case .oneSlip: 75
            case .sound: 65
            case .twoSlips: 55
            case .within: 40
            }
        }
    }

    /// The member of the request.
    let member: String
    /// What was asked for: a word of a name, a date, a postcode, a number.
    let asked: String
    /// What it met.
    let found: String
    let how: How

    /// How much it counts for: a number that one person alone has counts for more than any name.
    var weight: Int { member == PersonQuery.identifier.spec.name ? 1000 : how.weight }
}

/// Somebody who was found, with the reasons.
struct PersonHit: Sendable {
    let person: ID
    let matches: [PersonMatch]

    /// How sure the hit is, beside others.
    var weight: Int { matches.reduce(0) { $0 + $1.weight } }
}
