internal import HTTP
internal import SQLite

/// Reads changes for one caller, and leaves a row in the trail for each piece that it gives.
struct ChangeReader {
    let places: ChangePlace
    private let reader: Reader
    private let access: Access
    private let service: Service
    private let trace: AuditTrace
    private let kinds: Set<ResourceKind>
    private let request: Request
    private let context: WorkerContext?

    /// Reads for a call.
    init(_ call: Call) throws {
        places = ChangePlace(call.service, call.access)
        reader = try call.readerForStream()
        access = call.access
        service = call.service
        trace = call.trace
        kinds = ChangeKinds.readable(by: call.access)
        request = call.request
        context = call.context
    }

    /// The next stretch behind a place, for a caller who asked a while ago.
    ///
    /// - Returns: nil where the request would not be answered any more as it was: the token was revoked or has expired,
    ///   its worker has left, or has another role; or what comes next is not kept any more.
    /// - Throws: `SQLiteError`; `AuditUnavailable`.
    func readOn(after place: Int64) throws -> ChangeStore.Piece? {
        guard let context else { return nil }
        let now = service.clock.now()
        let (access, bounds) = try context.reader.read {
            let access = try? OnBehalf.caller(
                try Authentication.again(of: request, service, context, at: now), request.head.fields,
                context.reader.connection)
            return (access, try ChangeStore.bounds(context.reader.connection))
        }
        guard access == self.access, bounds.contains(place) else { return nil }
        return try read(after: place, to: bounds.upperBound, limit: .max)
    }

    /// The next stretch behind a place, as the caller may know of it now.
    ///
    /// - Parameter limit: How many changes at most; a stretch that has more ends with the last of them.
    /// - Throws: `SQLiteError`; `AuditUnavailable` where the trail cannot be written.
    func read(after place: Int64, to end: Int64, limit: Int) throws -> ChangeStore.Piece {
        let nowText = service.clock.now().wholeSecond.canonical
        var piece = try reader.read {
            try ChangeStore.read(
                after: place, to: end, kinds,
                ReadTransaction(db: reader.connection, access: access, nowText: nowText))
        }
        if piece.changes.count > limit { piece.changes.removeLast(piece.changes.count - limit) }
        if piece.changes.count == limit, let last = piece.changes.last {
            piece.last = last.seq
            piece.isEnd = false
        }
        if !piece.changes.isEmpty { try service.audit.record(trace.piece(piece.changes.map(\.record.id))) }
        return piece
    }
}
