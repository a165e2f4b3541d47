internal import HTTP
internal import JSON
internal import SQLite

/// A whole list as newline-delimited JSON, read in short pages.
///
/// So it needs constant memory, and never holds a read transaction open while a client is slow.
final class RecordStream<Source: Listing>: BodyStream, @unchecked Sendable {
    // Guarded by the server: a stream is asked and cancelled on its connection's worker alone, and reads with that
    // worker's reader or one of its own.

    /// How many records one piece has at most.
    static var pieceCountMax: Int { 100 }

    private let list: Source
    private let reader: Reader
    private let access: Access
    private let clock: any Clock
    private var query: ListQuery
    private let served: ([ID]) throws -> Void
    private var isFinished = false

    /// Streams the records of a query, as the caller may read them.
    ///
    /// - Parameter served: Told the ids of each piece before it goes out; where it throws, the stream ends.
    init(
        _ list: Source, _ query: ListQuery, _ reader: Reader, _ access: Access, _ clock: any Clock,
        served: @escaping ([ID]) throws -> Void
    ) {
        self.clock = clock
        self.served = served
        self.list = list
        self.reader = reader
        self.access = access
        self.query = query
        self.query.limit = Self.pieceCountMax
    }

    func next() throws -> [UInt8]? {
        guard !isFinished else { return nil }
        // A reader of the stream's own has nobody else who lets the snapshot go before the client's next piece.
        defer { reader.release() }
        var lines = JSONWriter()
        var ids: [ID] = []
        let next = try reader.read {
            let nowText = clock.now().wholeSecond.canonical
            let reading = ReadTransaction(db: reader.connection, access: access, nowText: nowText)
            return try list.readPage(query, reading) { row in
                if let id = Source.id(of: row) { ids.append(id) }
                lines.beginObject()
                list.write(row, picks: query.picks, to: &lines)
                lines.endObject()
                lines.endLine()
                return lines.count
            }
        }
        try served(ids)
        query.after = next
        isFinished = next == nil
        return lines.bytes()
    }

    func cancel() {
        isFinished = true
    }
}
