/// What stood in the way, over HTTP.
enum BarrierRoutes {
    static let all: [Route] = [
        .create("/v1/barriers", Barrier.table, .casework, "Says what stood in the way: one line is enough.") {
            _, draft, access, transaction in
            try Barrier.table.insert(draft, by: access, transaction)
        },
        .list(
            "/v1/barriers", Barrier.table, .learning, "Lists what stood in the way, across cases.",
            sorts: [.newest, .created]),
        BarrierSummaryRoutes.summary,
        .find("/v1/barriers/{id}", Barrier.table, .learning, "Reads what stood in the way."),
        .update(
            "/v1/barriers/{id}", Barrier.table, .casework, "Says it better, or shares it; what is shared stays so.",
            update: BarrierStore.update),
        .create(
            "/v1/barriers/{id}/links", BarrierLink.table, .casework, "Says in which case something stood in the way."
        ) { path, draft, access, transaction in
            try BarrierStore.link(path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/barriers/{id}/links", BarrierLink.table, .casework,
            "Lists the cases in which something stood in the way, of those that the caller reads.",
            sorts: [.newest, .created]
        ) { call, query in
            query.narrow(try BarrierStore.links.children(of: try call.id(), call.reading))
        },
        .find(
            "/v1/barriers/{id}/links/{link}", BarrierLink.table, .casework,
            "Reads in which case something stood in the way.", under: BarrierStore.links),
    ]
}
