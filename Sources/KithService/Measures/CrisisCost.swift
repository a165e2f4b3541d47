/// What the services of crisis cost in as many days before a case began as from then on.
///
/// A use counts where it happened or began. What nobody knows the cost of is listed, and is never nothing; neither is
/// what nobody wrote down.
struct CrisisCost: Sendable {
    private let history: History
    private let days: MeasureDays
    /// How many days are compared: as many as were asked for, and as have passed since the case began.
    private let count: Int

    /// Compares what a history has.
    init(_ history: History, _ days: MeasureDays, today: LocalDate) {
        self.history = history
        self.days = days
        count = min(days.count, min(days.last, today).days(since: history.began) + 1)
    }

    /// In which days uses are needed for it; nil where nothing can be compared.
    var needed: MeasureDays? {
        guard let before = days(.before), let after = days(.after) else { return nil }
        return MeasureDays(first: before.first, last: after.last)
    }

    /// The two sides.
    var measures: [Measure] { Side.allCases.map(measure) }

    private enum Side: String, CaseIterable {
        case before, after
    }

    private func days(_ side: Side) -> MeasureDays? {
        guard count > 0 else { return nil }
        let start = side == .after ? history.began : history.began.adding(days: -count) ?? .first
        return start.adding(days: count - 1).map { MeasureDays(first: start, last: $0) }
    }

    private func measure(_ side: Side) -> Measure {
        guard let compared = days(side) else {
            return Measure(
                name: .crisisCost, of: side.rawValue, value: .none(reason: "The case began after these days."),
                days: days, n: 0, uncosted: [], priceYears: [], note: Self.note)
        }
        let uses = history.uses.filter { compared.contains($0.on) }
        let costed = uses.filter { $0.unitCost != nil }
        let sum = costed.reduce(0.0) { $0 + Double($1.count) * ($1.unitCost ?? 0) }
        let reason =
            uses.isEmpty
            ? "No use of a service is written down for these days, which is not the same as none."
            : "What the services that were used cost is not known."
        var uncosted: [String: Int64] = [:]
        for use in uses where use.unitCost == nil { uncosted[use.service, default: 0] += use.count }
        return Measure(
            name: .crisisCost, of: side.rawValue, value: .of(costed.isEmpty ? nil : sum, orElse: reason),
            days: compared, n: costed.count, excluded: uses.count - costed.count,
            uncosted: uncosted.sorted { $0.key < $1.key }.map { (service: $0.key, count: $0.value) },
            priceYears: Set(costed.compactMap(\.priceYear)).sorted(), note: Self.note)
    }

    private static let note =
        "People begin in crisis, so much would have become less without anybody: a fall is not all effect."
}
