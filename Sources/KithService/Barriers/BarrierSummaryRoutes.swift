internal import HTTP
internal import JSON

/// What stood in the way, counted, over HTTP.
enum BarrierSummaryRoutes {
    private static let by = Field("by", .line, "What to count them by: kind unless said.")
        .taking(.one(BarrierGrouping.allCases.map(\.rawValue)))
    private static let from = Field(
        "from", .date, "The first day (UTC) of a half-year that has ended: 1 January or 1 July; the latest unless said."
    ).taking(.pattern("^20[0-9]{2}-0[17]-01$"))
    private static let to = Field("to", .date, "The last day of the same half-year: 30 June or 31 December.")
        .taking(.pattern("^20[0-9]{2}-(06-30|12-31)$"))

    /// There are no filters: a part of a group would be smaller than the group, and the rest could be told from it.
    static let summary = Route(
        .get, "/v1/barriers/summary", "Counts what stood in the way in half a year, for learning.", .learning,
        parameters: [by.spec, from.spec, to.spec],
        answer: .record(BarrierSummaryFields.schema),
        action: .read { call, writer in
            let grouping = try grouping(call)
            let days = try HalfYear.asked(
                from: call.parameters[from], to: call.parameters[to], today: call.reading.today)
            let groups = try BarrierSummaryStore.groups(
                by: grouping, days, call.service.vocabularies[.barrierKind], call.reading)
            BarrierSummary(by: grouping, days, groups).write(to: &writer)
            return .json(writer.bytes())
        })

    private static func grouping(_ call: Call) throws(AppError) -> BarrierGrouping {
        guard let text = call.parameters[by] else { return .kind }
        guard let grouping = BarrierGrouping(rawValue: text) else {
            let detail = Decoder.unknown("grouping", text, among: BarrierGrouping.allCases.map(\.rawValue))
            throw .invalidQuery([Fault(pointer: "/by", code: .unknownCode, detail: detail)])
        }
        return grouping
    }
}
