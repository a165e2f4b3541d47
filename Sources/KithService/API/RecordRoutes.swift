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
            .post, template, summary, roles, body: schema, answer: .created(schema),
            action: .write { call in
                let path = try call.ids()
                let draft = try prepare(call, try call.draft(Record.self))
                let (access, target) = (call.access, call.target)
                return { transaction in
                    let id = try create(path, draft, access, transaction)
                    var reply = try stored(id, table, transaction.reading(by: access).decided, status: .created)
                    reply.location = "\(target)/\(id.canonical)"
                    reply.subjects = [id]
                    return reply
                }
            })
    }

    /// Answers one record.
    static func find<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String,
        under parent: Parent? = nil, audit: AuditScope = .records
    ) -> Route {
        Route(
            .get, template, summary, roles,
            parameters: [ListParameters.fields(of: table.members)], answer: .record(RecordSchema(table)), audit: audit,
            action: .read { call, writer in
                let ids = try call.ids()
                let reading = try parent?.check(ids, call.reading) ?? call.reading
                guard let id = ids.last else { throw AppError.notFound }
                return try one(id, table, call, reading, &writer)
            })
    }

    /// Changes a record by a merge patch, and answers it as stored.
    static func update<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String, under parent: Parent? = nil,
        prepare: @escaping @Sendable (Call, Draft<Record>) throws -> Draft<Record> = { $1 },
        update: (@Sendable (ID, Int64, Draft<Record>, Access, WriteTransaction) throws -> Void)? = nil
    ) -> Route {
        let schema = RecordSchema(table)
        return Route(
            .patch, template, summary, roles, body: schema, answer: .record(schema),
            action: .write { call in
                let ids = try call.ids()
                let reading = try parent?.check(ids, call.reading) ?? call.reading
                guard let id = ids.last else { throw AppError.notFound }
                let (changed, version) = try call.change(id, table, reading)
                let draft = try prepare(call, changed)
                let access = call.access
                return { transaction in
                    if let update {
                        try update(id, version, draft, access, transaction)
                    } else {
                        try table.update(id, version: version, to: draft, by: access, transaction)
                    }
                    return try stored(id, table, transaction.reading(by: access).decided, status: .ok)
                }
            })
    }

    /// Answers a list, page by page.
    static func list<Record: Resource>(
        _ template: String, _ table: Table<Record>, _ roles: Roles, _ summary: String, sorts: [Sort],
        parameters: [FieldSpec] = [], audit: AuditScope = .records,
        narrow: @escaping @Sendable (Call, inout ListQuery) throws -> Void = { _, _ in }
    ) -> Route {
        let plan = ListAnswer<Table<Record>>.Plan(
            list: table, sorts: sorts, filters: Record.fields.specs.filter(\.isFilter), narrow: narrow)
        return Route(
            .get, template, summary, roles,
            parameters: ListParameters.of(sorts: sorts, members: table.listed) + plan.filters + parameters,
            answer: .list(RecordSchema(table)),
            offers: [.json, .csv, .ndjson], audit: audit,
            action: .read { call, writer in try ListAnswer(plan: plan, call: call).reply(&writer) })
    }

    /// Does something to a record, and answers the record as it is then.
    ///
    /// - Parameter needsBody: Whether the request must say something.
    static func act<Request: Resource, Record: Resource>(
        _ template: String, _ request: Request.Type, _ table: Table<Record>, _ roles: Roles, _ summary: String,
        needsBody: Bool = true, under parent: Parent? = nil,
        act: @escaping @Sendable (_ path: [ID], Draft<Request>, Access, WriteTransaction) throws -> Void
    ) -> Route {
        Route(
            .post, template, summary, roles, body: RecordSchema(request: Request.self), needsBody: needsBody,
            answer: .record(RecordSchema(table)),
            action: .write { call in
                let (path, access) = (try call.ids(), call.access)
                guard let id = path.last else { throw AppError.notFound }
                let isSilent = !needsBody && call.request.body.isEmpty
                let draft = isSilent ? Draft<Request>() : try call.draft(Request.self)
                return { transaction in
                    let reading = transaction.reading(by: access)
                    try table.require(id, try parent?.check(path, reading) ?? reading)
                    try act(path, draft, access, transaction)
                    return try stored(id, table, reading.decided, status: .ok)
                }
            })
    }

    /// Answers a record that was read on the worker.
    ///
    /// - Parameter isTagged: Whether the record's tag names this answer.
    static func one<Record: Resource>(
        _ id: ID, _ table: Table<Record>, _ call: Call, _ reading: ReadTransaction, _ writer: inout JSONWriter,
        isTagged: Bool = true
    ) throws -> Reply {
        guard let picked = call.parameters[ListParameters.fields] else {
            let tag = try table.write(id, reading, to: &writer)
            guard isTagged else { return .json(writer.bytes()) }
            if try Preconditions.isNotModified(call.request.head, tag) {
                return Reply(status: .notModified, tag: tag, content: .none)
            }
            return .json(writer.bytes(), tag: tag)
        }
        // A picked answer is another representation: it has no entity tag of its own.
        let picks = try Picks(picked, among: table.members)
        _ = try table.write(id, reading, picks: picks, to: &writer)
        return .json(writer.bytes())
    }

    /// Answers a record as the writer's transaction has it, to whoever has just written it.
    ///
    /// Whether they may was decided before: a worker who opens a case for another, or ends their own cover, reads what
    /// they wrote this once more.
    static func stored<Record: Resource>(
        _ id: ID, _ table: Table<Record>, _ reading: ReadTransaction, status: Status
    ) throws -> Reply {
        var writer = JSONWriter(capacityBytes: 1024)
        let tag = try table.write(id, reading, to: &writer)
        var reply = Reply.json(writer.bytes(), status: status, tag: tag)
        reply.shown = [RecordName(Record.kind, id)]
        return reply
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
