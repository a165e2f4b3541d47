/// The trail over HTTP, for auditors.
enum AuditRoutes {
    private static let subject = Field("subject", Shape<ID>.identity, "The id of a record that the rows are about.")
    private static let request = Field("request", Shape<ID>.identity, "The id of a request, as its answer had it.")
    private static let from = Field("from", .instant, "Requests that came in then or later.")
    private static let to = Field("to", .instant, "Requests that came in before.")

    static let all: [Route] = [
        .list(
            "/v1/audit", Audit.table, .audit, "Lists the audit trail: who asked for what.",
            sorts: [Audit.newest, Audit.oldest], parameters: [subject.spec, request.spec, from.spec, to.spec],
            audit: .requests
        ) { call, query in
            if let subject = call.parameters[subject] { query.narrow(AuditStore.about(subject)) }
            if let request = call.parameters[request] { query.narrow(AuditStore.of(request: request)) }
            if let from = call.parameters[from] { query.narrow(AuditStore.since(from)) }
            if let to = call.parameters[to] { query.narrow(AuditStore.before(to)) }
        },
        .find(
            "/v1/audit/{id}", Audit.table, .audit, "Reads the row of a request, by the request's id.",
            audit: .requests),
    ]
}
