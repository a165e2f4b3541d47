internal import HTTP
internal import JSON

/// People over HTTP.
enum PersonRoutes {
    static let all: [Route] = [
        .create("/v1/people", Person.table, .casework, "Says hello to somebody: a name is enough.") {
            _, draft, access, transaction in
            try PersonStore.create(draft, by: access, transaction)
        },
        .list(
            "/v1/people", Person.table, .casework, "Lists people.", sorts: [.byName, .created, .newest]),
        Route(
            .get, "/v1/people/{id}",
            "Reads a person; of one who is only tied to somebody whom the caller may read, id and preferred_name.",
            .casework, parameters: [ListParameters.fields(of: Person.table.members)],
            answer: .record(RecordSchema(Person.table)),
            action: .read(find)),
        .update(
            "/v1/people/{id}", Person.table, .casework, "Changes what is known of a person.",
            update: PersonStore.update),
        .versions(
            "/v1/people/{id}/versions", Person.table, .casework, "Lists what is said of a person, and was before."),
    ]

    @Sendable private static func find(_ call: Call, _ writer: inout JSONWriter) throws -> Reply {
        let id = try call.id()
        do {
            return try Route.one(id, Person.table, call, call.reading, &writer)
        } catch AppError.notFound {
            // No entity tag: it would tell of changes to what is not shown.
            let picks = try call.parameters[ListParameters.fields].map { try Picks($0, among: Person.table.members) }
            try PersonStore.writeStub(id, call.reading, picks: picks ?? .all, to: &writer)
            return .json(writer.bytes())
        }
    }
}
