internal import HTTP

/// Erasing over HTTP.
enum ErasureRoutes {
    private static let schema = RecordSchema(Erasure.table)

    static let all: [Route] = [
        Route(
            .post, "/v1/people/{id}/erasure",
            "Erases a person's record with all that hangs on it, or records why it is not erased.", .supervision,
            body: RecordSchema(request: ErasureRequest.self), answer: .created(schema),
            action: .write { call in
                let (person, access) = (try call.id(), call.access)
                let request = try call.draft(ErasureRequest.self)
                return { transaction in
                    try decided(
                        try ErasureStore.decide(person, request, by: access, transaction), by: access, transaction)
                }
            }),
        .list(
            "/v1/erasures", Erasure.table, .erasures,
            "Lists decisions to erase: one's own for supervisors, all for auditors.", sorts: [.newest, .created]),
        .find("/v1/erasures/{id}", Erasure.table, .erasures, "Reads a decision to erase or not to."),
    ]

    /// The answer to a decision.
    static func decided(_ id: ID, by access: Access, _ transaction: WriteTransaction) throws -> Reply {
        var reply = try Route.stored(
            id, Erasure.table, transaction.reading(by: access).decided, status: .created)
        reply.location = "/v1/erasures/\(id.canonical)"
        reply.subjects = [id]
        reply.hasErased = true
        return reply
    }
}
