internal import HTTP
internal import JSON
internal import SQLite

/// One authenticated request on its worker: who asks for what.
///
/// It never leaves the worker.
struct Call {
    let request: Request
    /// The path parameters, in order.
    let path: [String]
    let parameters: Parameters
    let access: Access
    /// The media type that was agreed on.
    let mediaType: MediaType
    let service: Service
    /// What of the request comes into the trail.
    let trace: AuditTrace
    let source: Source
    /// What the worker keeps for itself, where the call is answered there.
    var context: WorkerContext?

    /// What a call reads from.
    enum Source {
        /// The worker's reader, within a read, at a time as it is stored.
        case reader(Reader, nowText: String)
        /// The writer's transaction, where something had to be written before anything is answered.
        case writer(WriteTransaction)
    }

    /// The database as this caller may read it.
    var reading: ReadTransaction {
        switch source {
        case .reader(let reader, let nowText):
            ReadTransaction(
                db: reader.connection, access: access, nowText: nowText, renderings: context?.renderings)
        case .writer(let transaction): transaction.reading(by: access)
        }
    }

    /// A reader for an answer that goes on after the call: the worker's own where it is at hand.
    func readerForStream() throws -> Reader {
        switch source {
        case .reader(let reader, _): reader
        case .writer: try service.database.makeReader()
        }
    }

    /// The id at a place of the path.
    ///
    /// - Throws: `AppError.notFound` where it is none: nothing has such an id.
    func id(_ index: Int = 0) throws(AppError) -> ID {
        guard path.indices.contains(index), let id = ID(path[index]) else { throw .notFound }
        return id
    }

    /// The draft of a new record that the body is.
    ///
    /// - Throws: `AppError.invalid` with every fault; `MalformedBody` where the body is no JSON object.
    func draft<Record: Resource>(_ type: Record.Type) throws -> Draft<Record> {
        var decoder = Decoder(vocabularies: service.vocabularies)
        let values = decoder.members(of: try object(), Record.fields.specs, at: .root)
        return try Self.checked(Draft<Record>(values), decoder.faults)
    }

    /// The record that the body's merge patch (RFC 7396) makes of a stored one, and the version that it changes.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `PreconditionRequired`; `MalformedBody`.
    func change<Record: Resource>(
        _ id: ID, _ table: Table<Record>, _ reading: ReadTransaction
    ) throws -> (draft: Draft<Record>, version: Int64) {
        let patch = try object()
        // A client may send back all that it was shown, and is told where that is no longer so.
        let stored = try table.record(id, reading, showsMore: patch.contains { table.isShown($0.name) })
        try requireMatch(try table.tag(of: id, reading, version: stored.version))
        var decoder = Decoder(vocabularies: service.vocabularies)
        let values = decoder.change(stored.members, by: patch, table.members).filter { !table.isShown($0.key) }
        return (try Self.checked(Draft<Record>(values), decoder.faults), stored.version)
    }

    /// Makes sure that the caller has seen what is stored, by its tag.
    ///
    /// - Throws: `PreconditionRequired` without `If-Match`; `AppError.stale` where it names another version;
    ///   `MalformedField`.
    func requireMatch(_ tag: Int64) throws {
        guard request.head.fields.contains(.ifMatch) else { throw PreconditionRequired() }
        _ = try Preconditions.isNotModified(request.head, tag)
    }

    /// The path of the request, for the links in its answer.
    var target: String { request.head.path.description }

    /// The object that the body is.
    ///
    /// - Throws: `MalformedBody`.
    func object() throws -> JSONObject {
        let value: JSONValue
        do {
            value = try JSON.read(request.body, limits: RecordLimits.body(bytesMax: service.bodyBytesMax))
        } catch {
            throw MalformedBody(detail: error.description)
        }
        guard case .object(let object) = value else {
            throw MalformedBody(detail: "The body is \(value.phrase), where a JSON object is needed.")
        }
        return object
    }

    private static func checked<Record: Resource>(
        _ draft: Draft<Record>, _ found: Faults
    ) throws(AppError) -> Draft<Record> {
        var faults = found
        Record.check(draft, &faults)
        if faults.isEmpty && draft.byteCount > RecordLimits.recordBytesMax {
            faults.add(.root, .tooLong, "A record holds at most \(RecordLimits.recordBytesMax) bytes in all.")
        }
        try faults.throwIfAny()
        return draft
    }
}

/// The body is no JSON object.
struct MalformedBody: Error {
    let detail: String
}

/// The request changes something without saying which version it means.
struct PreconditionRequired: Error {}
