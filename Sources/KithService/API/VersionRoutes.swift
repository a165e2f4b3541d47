internal import HTTP
internal import JSON

extension Route {
    /// Answers what a record says and said before, the newest version first, to whoever reads the record.
    static func versions<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String, under parent: Parent? = nil
    ) -> Route {
        let versions = Versions(table)
        let schema = RecordSchema(
            name: Record.schemaName + "Version", summary: "A version of a record; all but the present one are marked.",
            members: VersionFields.all(Record.self))
        return Route(
            .get, template, summary, roles, parameters: [ListParameters.limit.spec, ListParameters.cursor.spec],
            answer: .list(schema),
            action: .read { call, writer in
                let ids = try call.ids()
                let reading = try parent?.check(ids, call.reading) ?? call.reading
                guard let id = ids.last else { throw AppError.notFound }
                try table.require(id, reading)
                return try NumberedPage(call, order: "-version").reply(&writer) { before, limit, writer in
                    try versions.write(id, before: before, limit: limit, reading, to: &writer)
                }
            })
    }
}
