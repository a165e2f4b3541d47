internal import HTTP
internal import JSON

/// The timeline of a case over HTTP: the first thing that a worker opens.
enum TimelineRoutes {
    private static let kind = Field("kind", .line, "Which kinds, with commas between; all unless said.")
        .taking(.several(TimelineKind.all.map(\.name)))
    private static let sorts = [TimelineList.newest, TimelineList.oldest]
    private static let from = Field("from", .date, "The first day (UTC).")
    private static let to = Field("to", .date, "The last day, which counts whole.")

    static let all: [Route] = [
        Route(
            .get, "/v1/cases/{id}/timeline", "Lists all that happened in a case, the newest first.", .casework,
            parameters: ListParameters.of(sorts: sorts, members: TimelineEntry.members)
                + [kind.spec, from.spec, to.spec],
            answer: .list(TimelineEntry.schema),
            offers: [.json, .csv, .ndjson],
            action: .read { call, writer in
                let supportCase = try call.id()
                try Case.table.require(supportCase, call.reading)
                let (from, to) = (call.parameters[from], call.parameters[to])
                try QueryDays.requireOrder(from: from, to: to)
                let kinds = try NameList.read(
                    call.parameters[kind], kind.spec, "kind", among: TimelineKind.all.map(\.name))
                let timeline = TimelineList(of: supportCase, kinds: kinds, from: from, to: to)
                let plan = ListAnswer<TimelineList>.Plan(list: timeline, sorts: sorts)
                return try ListAnswer(plan: plan, call: call).reply(&writer)
            })
    ]
}
