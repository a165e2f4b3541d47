internal import HTTP
internal import JSON
internal import SQLite
internal import Synchronization

/// A whole list as newline-delimited JSON, read in short pages so that it needs constant memory and never holds a read
/// transaction open while a client is slow.
final class RecordStream<Record: Resource>: BodyStream {
    /// How many records one piece has at most.
    static var pieceCountMax: Int { 100 }

    private struct State: ~Copyable {
        var query: ListQuery
        var isFinished = false
        /// The stream's own reader: it outlives the request, and is used by one thread at a time under the lock.
        nonisolated(unsafe) let db: Connection
    }

    private let table: Table<Record>
    private let state: Mutex<State>

    /// Streams the records of a query.
    ///
    /// - Throws: `SQLiteError` where no reader can be opened.
    init(_ table: Table<Record>, _ query: ListQuery, _ database: Database) throws {
        self.table = table
        var query = query
        query.limit = Self.pieceCountMax
        state = Mutex(State(query: query, db: try database.makeReader()))
    }

    func next() throws -> [UInt8]? {
        try state.withLock { state in
            guard !state.isFinished else { return nil }
            var lines = JSONWriter()
            let query = state.query
            let next = try state.db.readTransaction {
                try table.readPage(query, state.db) { row in
                    lines.beginObject()
                    table.write(row, picks: query.picks, to: &lines)
                    lines.endObject()
                    lines.endLine()
                }
            }
            state.query.after = next
            state.isFinished = next == nil
            return lines.bytes()
        }
    }

    func cancel() {
        state.withLock { $0.isFinished = true }
    }
}
