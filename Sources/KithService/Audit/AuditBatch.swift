internal import SQLite

/// What comes into the trail with the transaction that is open, on the writer's queue.
struct AuditBatch {
    /// Whether a work was done that has rows, or asked for what waits to be written.
    private(set) var isWanted = false
    /// The rows of the works that were done, in order.
    private(set) var rows: [AuditEntry] = []
    /// What waited, and is written before them.
    var taken: [AuditQueue.Waiting] = []
    /// Why the rows could not be written, where that was no fault of the storage.
    var fault: AuditUnavailable?

    /// Adds the rows of a work that was done.
    mutating func add(_ rows: [AuditEntry]) {
        // A fault was that of a transaction before.
        if !isWanted { fault = nil }
        isWanted = true
        self.rows += rows
    }

    /// Writes all of it behind the last row.
    ///
    /// - Throws: `SQLiteError`.
    func write(_ db: Connection) throws {
        try AuditStore.append(taken.lazy.map(\.entry) + rows, db)
    }
}
