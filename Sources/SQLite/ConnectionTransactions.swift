internal import CSQLite

extension Connection {
    /// When a transaction takes the lock for writing.
    public enum TransactionKind: Sendable, Hashable {
        /// With its first write, which may then find that another has written since the first read.
        case deferred
        /// At once, after waiting for others up to the busy timeout.
        case immediate
        /// At once, and nobody else may read either, unless there is a write-ahead log.
        case exclusive
    }

    /// Runs the body in one transaction: committed when it returns, rolled back when it throws.
    ///
    /// - Throws: what the body throws; `SQLiteError` of the begin or the commit; `.nestedTransaction`.
    public func transaction<Value>(
        _ kind: TransactionKind = .immediate, _ body: () throws -> Value
    ) throws -> Value {
        try begin(kind)
        do {
            let value = try body()
            try commit()
            return value
        } catch {
            rollback()
            throw error
        }
    }

    /// Runs the body on one unchanging state of the database: the reads of one request.
    ///
    /// It must end with the request: a read transaction that stays open keeps the write-ahead log from being emptied.
    ///
    /// - Throws: what the body throws, and `SQLiteError`.
    public func readTransaction<Value>(_ body: () throws -> Value) throws -> Value {
        try transaction(.deferred, body)
    }

    /// Runs the body so that its changes are undone together when it throws, within a transaction or as one.
    ///
    /// - Throws: what the body throws, and `SQLiteError`.
    public func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        guard isInTransaction else { return try transaction(.immediate, body) }
        try requireOpenTransaction()
        try statements.control(Self.savepointSQL)
        do {
            let value = try body()
            try requireOpenTransaction()
            try statements.control(Self.releaseSQL)
            return value
        } catch {
            if sqlite3_get_autocommit(database) == 0 {
                try statements.control(Self.rollbackToSQL)
                try statements.control(Self.releaseSQL)
            }
            throw error
        }
    }

    /// Whether a foreign key that is checked at the commit is broken just now.
    var hasBrokenForeignKey: Bool {
        var now: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(database, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0)
        return now != 0
    }

    func begin(_ kind: TransactionKind) throws(SQLiteError) {
        guard !isInTransaction else { throw SQLiteError(.nestedTransaction, sql: nil) }
        switch kind {
        case .deferred: try statements.control(Self.beginSQL)
        case .immediate: try statements.control(Self.beginImmediateSQL)
        case .exclusive: try statements.control(Self.beginExclusiveSQL)
        }
        isInTransaction = true
    }

    /// - Throws: `SQLiteError`; the transaction is then still to be rolled back.
    func commit() throws(SQLiteError) {
        try requireOpenTransaction()
        try statements.control(Self.commitSQL)
        isInTransaction = false
    }

    /// Ends the transaction, where SQLite has not done so already.
    func rollback() {
        if sqlite3_get_autocommit(database) == 0 {
            // A fault here leaves nothing to do: SQLite rolls back before it reports one.
            try? statements.control(Self.rollbackSQL)
        }
        isInTransaction = false
    }

    private static let beginSQL: SQL = "BEGIN"
    private static let beginImmediateSQL: SQL = "BEGIN IMMEDIATE"
    private static let beginExclusiveSQL: SQL = "BEGIN EXCLUSIVE"
    private static let commitSQL: SQL = "COMMIT"
    private static let rollbackSQL: SQL = "ROLLBACK"
    private static let savepointSQL: SQL = "SAVEPOINT work"
    private static let releaseSQL: SQL = "RELEASE work"
    private static let rollbackToSQL: SQL = "ROLLBACK TO work"
}
