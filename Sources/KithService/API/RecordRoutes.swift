internal import HTTP
internal import JSON

/// The routes that most kinds of record have, so that a slice says only what is its own.
extension Route {
    /// Makes a record, and answers it as stored.
    ///
    /// - Parameter create: Stores the draft, in the writer's transaction.
    static func create<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String,
        prepare: @escaping @Sendable (Call, Draft<Record>) throws -> Draft<Record> = { $1 },
        create: @escaping @Sendable (_ path: [ID], Draft<Record>, Access, WriteTransaction) throws -> ID
    ) -> Route {
        let schema = RecordSchema(table)
        return Route(
            method: .post, template: template, summary: summary, roles: roles, body: schema, answer: .created(schema),
            action: .write { call in
                let path = try call.ids()
                let draft = try prepare(call, try call.draft(Record.self))
                let (access, target) = (call.access, call.target)
                return { transaction in
                    let id = try create(path, draft, access, transaction)
                    var reply = try stored(id, table, transaction, status: .created)
                    reply.location = "\(target)/\(id.canonical)"
                    return reply
                }
            })
    }

    /// Answers one record.
    static func find<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String,
        under parent: Parent? = nil
    ) -> Route {
        Route(
            method: .get, template: template, summary: summary, roles: roles,
            parameters: [ListParameters.fields.spec], answer: .record(RecordSchema(table)),
            action: .read { call, writer in
                let ids = try call.ids()
                try parent?.check(ids, call.db)
                guard let id = ids.last else { throw AppError.notFound }
                return try one(id, table, call, &writer)
            })
    }

    /// Changes a record by a merge patch, and answers it as stored.
    static func update<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String, under parent: Parent? = nil,
        update: (@Sendable (ID, Int64, Draft<Record>, Access, WriteTransaction) throws -> Void)? = nil
    ) -> Route {
        let schema = RecordSchema(table)
        return Route(
            method: .patch, template: template, summary: summary, roles: roles, body: schema, answer: .record(schema),
            action: .write { call in
                let ids = try call.ids()
                try parent?.check(ids, call.db)
                guard let id = ids.last else { throw AppError.notFound }
                let (draft, version) = try call.change(id, table)
                let access = call.access
                return { transaction in
                    if let update {
                        try update(id, version, draft, access, transaction)
                    } else {
                        try table.update(id, version: version, to: draft, by: access, transaction)
                    }
                    return try stored(id, table, transaction, status: .ok)
                }
            })
    }

    /// Answers a list, page by page.
    static func list<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String, sorts: [Sort],
        parameters: [FieldSpec] = [],
        narrow: @escaping @Sendable (Call, inout ListQuery) throws -> Void = { _, _ in }
    ) -> Route {
        let plan = ListAnswer<Record>.Plan(table: table, sorts: sorts, narrow: narrow)
        return Route(
            method: .get, template: template, summary: summary, roles: roles,
            parameters: ListParameters.all + plan.filters + parameters, answer: .list(RecordSchema(table)),
            offers: [.json, .csv, .ndjson],
            action: .read { call, writer in try ListAnswer(plan: plan, call: call).reply(&writer) })
    }

    /// Answers a record that was read on the worker.
    static func one<Record: Resource>(
        _ id: ID, _ table: Table<Record>, _ call: Call, _ writer: inout JSONWriter
    ) throws -> Reply {
        guard let picked = call.parameters[ListParameters.fields] else {
            let version = try table.write(id, call.db, to: &writer)
            if try Preconditions.isNotModified(call.request.head, version) {
                return Reply(status: .notModified, version: version, content: .none)
            }
            return .json(writer.bytes(), version: version)
        }
        // A picked answer is another representation: it has no entity tag of its own.
        let picks = try Picks(picked, among: table.members)
        _ = try table.write(id, call.db, picks: picks, to: &writer)
        return .json(writer.bytes())
    }

    /// Answers a record as the writer's transaction has it.
    static func stored<Record: Resource>(
        _ id: ID, _ table: Table<Record>, _ transaction: WriteTransaction, status: Status
    ) throws -> Reply {
        var writer = JSONWriter(capacityBytes: 1024)
        let version = try table.write(id, transaction.db, to: &writer)
        return .json(writer.bytes(), status: status, version: version)
    }
}

extension Call {
    /// The ids of the path, in order.
    ///
    /// - Throws: `AppError.notFound` where one is none.
    func ids() throws(AppError) -> [ID] {
        var ids: [ID] = []
        for index in path.indices { ids.append(try id(index)) }
        return ids
    }
}
