/// The kinds of record that Kith keeps.
///
/// To add one: CONTRIBUTING.md has the list.
enum ResourceKind: String, Sendable, CaseIterable {
    case person, worker, agency, team, token, relationship, account
    case supportCase = "case"
    case move, lead, contact, note, asset, confirmation
    case cover, notice, audit, step, pull, decision, barrier, handover
    case serviceUse = "service_use"
    case barrierLink = "barrier_link"
    case teamMember = "team_member"
    case personBarrier = "person_barrier"
    case rightsRequest = "rights_request"
    case consent, merge
    case shareDecision = "share_decision"
    case legalHold = "legal_hold"
    case erasure, household
    case householdMember = "household_member"

    /// Its place among the kinds, for keys that are kept in memory alone.
    var number: UInt8 { Self.numbers[self] ?? 0 }

    private static let numbers = Dictionary(uniqueKeysWithValues: zip(allCases, UInt8(0)...))

    /// The table that holds the records of this kind.
    var table: String {
        switch self {
        case .person: "people"
        case .agency: "agencies"
        case .move: "case_moves"
        case .lead: "case_leads"
        case .cover: "case_covers"
        case .teamMember: "case_team"
        case .audit: "audit_rows"
        default: rawValue + "s"
        }
    }

    /// The type of party that a record of this kind is, or nil.
    var partyType: PartyType? {
        PartyType(rawValue: rawValue)
    }

    /// Whether its records belong to a case, which their field `case` names.
    var isOfCase: Bool {
        switch self {
        case .move, .lead, .cover, .handover, .teamMember, .contact, .note, .step, .pull, .decision, .serviceUse: true
        default: false
        }
    }

    /// What the API's description calls the shape of such a record.
    var schemaName: String {
        rawValue.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

/// What can stand at either end of a relationship.
enum PartyType: String, Sendable, CaseIterable {
    case person, worker, asset, agency
}
