/// How far contacts were with the same provider: pure numbers over a sequence.
///
/// Sources: usual provider and sequential continuity, Steinwachs 1979; the Bice–Boxerman index, 1977; Herfindahl's
/// index and its inverse, the effective number of providers.
struct Continuity: Sendable {
    /// N: how many contacts.
    let count: Int
    /// How many were with the provider who has most.
    private let most: Int
    /// Σnᵢ².
    private let squares: Int
    /// How many contacts have the provider of the one before.
    private let unbroken: Int

    /// Counts contacts, in the order in which they were, by their providers.
    init<Provider: Hashable>(_ providers: [Provider]) {
        var counts: [Provider: Int] = [:]
        for provider in providers { counts[provider, default: 0] += 1 }
        count = providers.count
        most = counts.values.max() ?? 0
        squares = counts.values.reduce(0) { $0 + $1 * $1 }
        unbroken = zip(providers, providers.dropFirst()).count { $0 == $1 }
    }

    /// The share of the usual provider; nil without contacts.
    var usualProvider: Double? { share(most, of: count) }

    /// The index of Bice and Boxerman: 1 where all are with one, 0 where no two are; nil for fewer than two contacts.
    var biceBoxerman: Double? { share(squares - count, of: count * (count - 1)) }

    /// How concentrated they are; nil without contacts.
    var herfindahl: Double? { share(squares, of: count * count) }

    /// With how many providers, equally shared, they would be as concentrated; nil without contacts.
    var effectiveNumber: Double? { share(count * count, of: squares) }

    /// How often the next contact is with the same provider; nil for fewer than two contacts.
    var sequential: Double? { share(unbroken, of: count - 1) }

    private func share(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }
}
