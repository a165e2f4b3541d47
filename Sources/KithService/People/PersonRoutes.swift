/// People over HTTP.
enum PersonRoutes {
    static let all: [Route] = [
        .create("/v1/people", Person.table, .casework, "Says hello to somebody: a name is enough.") {
            _, draft, access, transaction in
            try Person.table.insert(draft, by: access, transaction)
        },
        .list(
            "/v1/people", Person.table, .casework, "Lists people.", sorts: [.byName, .created, .newest]),
        .find("/v1/people/{id}", Person.table, .casework, "Reads a person."),
        .update("/v1/people/{id}", Person.table, .casework, "Changes what is known of a person."),
    ]
}
