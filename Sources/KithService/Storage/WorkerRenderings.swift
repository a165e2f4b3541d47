internal import SQLite

/// The kept renderings as one worker uses them, with the last change that its snapshot has.
final class WorkerRenderings {
    let shared: Renderings
    private let reader: Reader
    private var last: (generation: UInt64, change: Int64)?

    /// Uses them with the worker's reader.
    init(_ shared: Renderings, _ reader: Reader) {
        self.shared = shared
        self.reader = reader
    }

    /// The last change that the present snapshot has; it was followed.
    ///
    /// - Throws: `SQLiteError`.
    func lastChange() throws -> Int64 {
        if let last, last.generation == reader.generation { return last.change }
        let change = try reader.connection.one(Self.findLast) { $0.int(0) } ?? 0
        try shared.marks.follow(upTo: change, reader.connection)
        last = (reader.generation, change)
        return change
    }

    private static let findLast: SQL = "SELECT max(seq) FROM changes"
}
