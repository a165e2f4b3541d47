internal import JSON

/// Somebody stands in for the lead of a case for some days; the lead stays the lead.
enum Cover: Resource {
    static let kind = ResourceKind.cover
    static let summary = "Who stands in for the lead of a case, from which day to which: it is no change of lead."

    static let supportCase = Field("case", .reference(.supportCase), "The case.").readOnly()
    static let worker = Field("worker", .reference(.worker), "The worker who stands in.").required().fixed()
    static let from = Field("from", .date, "The first day; today unless said.").filledIn()
    static let to = Field("to", .date, "The last day; absent while nobody knows.")
    static let note = Field("note", .text, "What to know: what was promised, whom to ring.")

    static let fields = Fields(supportCase, worker, from, to, note)

    static func check(_ draft: Draft<Cover>, _ faults: inout Faults) {
        DayPeriod.check(from: draft[from], to: draft[to], &faults)
    }
}
