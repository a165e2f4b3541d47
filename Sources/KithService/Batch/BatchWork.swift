internal import HTTP
internal import JSON
internal import SQLite

/// The work of a batch: each operation as its route does it, in one transaction that all of them see.
struct BatchWork: Sendable {
    let operations: [BatchOperation]
    let service: Service
    let access: Access
    let trace: AuditTrace

    /// Does all of them.
    ///
    /// - Throws: `OperationRefused` where one cannot be done; what the storage throws.
    func run(_ transaction: WriteTransaction) throws -> Reply {
        let deadline = ContinuousClock.now + .milliseconds(Batch.heldMillisecondsMax)
        var replies: [Reply] = []
        var rows: [AuditEntry?] = []
        var byteCount = 0
        for (index, operation) in operations.enumerated() {
            do {
                guard ContinuousClock.now < deadline else {
                    throw AppError.conflict(.tooLarge, "These operations take too long together: make smaller batches.")
                }
                let (reply, trace) = try done(operation, replies, transaction)
                byteCount += reply.byteCount
                guard byteCount <= Batch.answerBytesMax else {
                    throw AppError.conflict(.tooLarge, "The answers are too large together: make smaller batches.")
                }
                replies.append(reply)
                rows.append(trace.entry(reply.status, reply))
            } catch let error where !Self.isOfStorage(error) {
                throw refused(error, index)
            }
        }
        return Self.reply(replies, rows: rows.compactMap(\.self))
    }

    /// The refusal of an operation, with the rows of those before it, which are undone.
    private func refused(_ error: any Error, _ index: Int) -> OperationRefused {
        let status = Problems.problem(for: error, service).document.status
        let rows = operations.prefix(index).map { begun($0)?.entry(OperationRefused.undone) }
        return OperationRefused(
            index: index, cause: error, rows: (rows + [begun(operations[index])?.entry(status)]).compactMap(\.self))
    }

    /// What of an operation comes into the trail whatever becomes of it: the ids that its path names by themselves.
    private func begun(_ operation: BatchOperation) -> AuditTrace? {
        guard case .route(let served, let path) = service.router.match(operation.head.method, operation.head.path)
        else { return nil }
        return trace.operation(operation.head, path, served.route)
    }

    /// Does an operation as its route does it.
    private func done(
        _ operation: BatchOperation, _ earlier: [Reply], _ transaction: WriteTransaction
    ) throws -> (reply: Reply, trace: AuditTrace) {
        let request = try operation.request { try Self.value(of: $0, earlier) }
        guard case .route(let served, let path) = service.router.match(request.head.method, request.head.path),
            case .write(let prepare) = served.route.action
        else { throw AppError.notFound }
        guard request.body.count <= service.bodyBytesMax(of: served) else { throw Rejection.bodyTooLarge }
        let trace = trace.operation(request.head, path, served.route)
        let call = Call(
            request: request, path: path,
            parameters: try Parameters(
                request.head.query, served.route.parameters, vocabularies: service.vocabularies),
            access: access, mediaType: .json, service: service, trace: trace, source: .writer(transaction))
        let target = MergedTarget(call, served.route)
        return (try target.explained(call.reading) { try prepare(call)(transaction) }, trace)
    }

    /// What an earlier operation made.
    private static func value(of reference: BatchReference, _ earlier: [Reply]) throws -> String {
        guard earlier.indices.contains(reference.operation) else { throw AppError.notFound }
        let reply = earlier[reference.operation]
        let value =
            switch reference.member {
            case .id: reply.shown?.first?.id.canonical
            case .etag: reply.tag.map(Preconditions.text)
            }
        guard let value else { throw AppError.notFound }
        return value
    }

    /// Faults of the storage are those of the whole batch, and of no operation.
    private static func isOfStorage(_ error: any Error) -> Bool {
        error is SQLiteError
    }

    private static func reply(_ replies: [Reply], rows: [AuditEntry]) -> Reply {
        var reply = Reply.json(body(replies) { $0.body })
        if replies.contains(where: { $0.repeatedBody != nil }) {
            reply.repeatedBody = body(replies) { $0.repeatedBody ?? $0.body }
        }
        reply.shown = shown(replies)
        reply.hasErased = replies.contains(where: \.hasErased)
        reply.operations = rows
        return reply
    }

    /// The records that all of them show, each once; nil where of one it is not known which it shows.
    private static func shown(_ replies: [Reply]) -> [RecordName]? {
        var names: [RecordName] = []
        for reply in replies where !reply.body.isEmpty {
            guard let shown = reply.shown else { return nil }
            for name in shown where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func body(_ replies: [Reply], _ content: (Reply) -> [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacityBytes: 4096)
        writer.beginObject()
        writer.name("results")
        writer.beginArray()
        for reply in replies {
            writer.beginObject()
            writer.name("status")
            writer.int(Int64(reply.status.code))
            if let location = reply.location {
                writer.name("location")
                writer.string(location)
            }
            if let tag = reply.tag {
                writer.name("etag")
                writer.string(Preconditions.text(tag))
            }
            let body = content(reply)
            if !body.isEmpty {
                writer.name("body")
                writer.raw(body)
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes()
    }
}

extension Reply {
    /// The JSON text that it holds; none where it holds none.
    fileprivate var body: [UInt8] {
        if case .json(let body) = content { body } else { [] }
    }

    fileprivate var byteCount: Int { body.count + (repeatedBody?.count ?? 0) }
}
