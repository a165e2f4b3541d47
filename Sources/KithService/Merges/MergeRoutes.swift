internal import HTTP

/// Duplicates and merges over HTTP.
enum MergeRoutes {
    private static let person = Field("person", Shape<ID>.identity, "The person whose record was kept, or merged.")

    static let all: [Route] = [
        Route(
            .get, "/v1/people/{id}/duplicates",
            "Lists people who may be the same person, the surest first, and says why. Nobody is merged by it.",
            .casework, answer: .first(PersonSearchRoutes.schema),
            action: .read { call, writer in
                let hits = try DuplicateStore.find(of: try call.id(), call.reading)
                return try PersonSearchRoutes.answer(hits, limit: DuplicateStore.countMax, call.reading, &writer)
            }),
        Route(
            .post, "/v1/merges", "Makes two records of one person one. It can be undone whole.", .casework,
            body: RecordSchema(Merge.table), answer: .created(RecordSchema(Merge.table)),
            action: .write { call in
                let (draft, access) = (try call.draft(Merge.self), call.access)
                return { transaction in
                    let id = try MergeStore.create(draft, by: access, transaction)
                    var reply = try answer(id, .created, by: access, transaction)
                    reply.location = "/v1/merges/\(id.canonical)"
                    reply.subjects.append(id)
                    return reply
                }
            }),
        .list(
            "/v1/merges", Merge.table, .casework, "Lists merges of people.", sorts: [.newest, .created],
            parameters: [person.spec]
        ) { call, query in
            if let person = call.parameters[person] { query.narrow(MergeStore.touching(person)) }
        },
        .find("/v1/merges/{id}", Merge.table, .casework, "Reads a merge of two people."),
        Route(
            .delete, "/v1/merges/{id}",
            "Undoes a merge: both records are as they were, and what was written since stays with the kept one.",
            .casework, answer: .record(RecordSchema(Merge.table)),
            action: .write { call in
                let (id, access) = (try call.id(), call.access)
                let version = try Merge.table.record(id, call.reading).version
                try call.requireMatch(version)
                return { transaction in
                    try MergeStore.undo(id, version: version, by: access, transaction)
                    return try answer(id, .ok, by: access, transaction)
                }
            }),
    ]

    /// The merge as it is stored; the trail names the two people.
    private static func answer(
        _ id: ID, _ status: Status, by access: Access, _ transaction: WriteTransaction
    ) throws -> Reply {
        let reading = transaction.reading(by: access).decided
        var reply = try Route.stored(id, Merge.table, reading, status: status)
        let merge = try MergeStore.people(of: id, reading)
        reply.subjects = [merge.kept, merge.merged]
        return reply
    }
}
