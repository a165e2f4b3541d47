/// Agencies, teams and workers over HTTP.
enum OrganisationRoutes {
    static let all: [Route] =
        routes("/v1/agencies", Agency.table, .organisations, "an agency", "agencies")
        + routes("/v1/teams", Team.table, .organisations, "a team", "teams")
        + routes(
            "/v1/workers", Worker.table, .administration, "a worker", "workers", update: OrganisationStore.updateWorker)

    /// The four routes of a kind of record that everybody may read, and some may change.
    private static func routes<Record: Resource>(
        _ path: String, _ table: Table<Record>, _ writers: Roles, _ one: String, _ many: String,
        update: (@Sendable (ID, Int64, Draft<Record>, Access, WriteTransaction) throws -> Void)? = nil
    ) -> [Route] {
        [
            .create(path, table, writers, "Adds \(one).") { _, draft, access, transaction in
                try table.insert(draft, by: access, transaction)
            },
            .list(path, table, .everybody, "Lists \(many).", sorts: [.byName, .created, .newest], audit: .refusals),
            .find("\(path)/{id}", table, .everybody, "Reads \(one).", audit: .refusals),
            .update("\(path)/{id}", table, writers, "Changes \(one).", update: update),
        ]
    }
}
