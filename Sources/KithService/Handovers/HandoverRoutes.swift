/// Handovers over HTTP.
enum HandoverRoutes {
    static let all: [Route] = [
        .create(
            "/v1/cases/{id}/handovers", Handover.table, .casework, "Hands a case over to another worker."
        ) { path, draft, access, transaction in
            try HandoverStore.create(in: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/cases/{id}/handovers", Handover.table, .casework, "Lists the handovers of a case.",
            sorts: [.newest, .created]
        ) { call, query in
            query.narrow(try HandoverStore.parent.children(of: try call.id(), call.reading))
        },
        .find(
            "/v1/cases/{id}/handovers/{handover}", Handover.table, .casework, "Reads a handover.",
            under: HandoverStore.parent),
    ]
}
