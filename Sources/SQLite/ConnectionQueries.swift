public import CSQLite

extension Connection {
    /// Runs a statement and gives each row that it answers.
    ///
    /// - Parameters:
    ///   - sql: a fixed statement.
    ///   - arguments: the values of `$1 … $n`.
    ///   - row: called for each row. It may run other statements of this connection, though not this one.
    /// - Throws: `SQLiteError`, and what `row` throws; the statement is ready for its next use in each case.
    @inlinable
    public func query<each Argument: SQLiteBindable>(
        _ sql: SQL, _ arguments: repeat each Argument, row: (borrowing Row) throws -> Void
    ) throws {
        let mark = scratch.pointee.used
        let prepared = try start(sql)
        defer { finish(prepared, mark) }
        var binder = Binder(prepared, scratch)
        repeat (each arguments).bind(to: &binder)
        try check(binder, sql)
        while try step(prepared, sql) {
            try row(Row(prepared.handle))
        }
    }

    /// Runs a statement and gives what `row` makes of the first row, or nil where there is none.
    ///
    /// - Throws: `SQLiteError`, and what `row` throws.
    @inlinable
    public func one<each Argument: SQLiteBindable, Value>(
        _ sql: SQL, _ arguments: repeat each Argument, row: (borrowing Row) throws -> Value
    ) throws -> Value? {
        let mark = scratch.pointee.used
        let prepared = try start(sql)
        defer { finish(prepared, mark) }
        var binder = Binder(prepared, scratch)
        repeat (each arguments).bind(to: &binder)
        try check(binder, sql)
        guard try step(prepared, sql) else { return nil }
        return try row(Row(prepared.handle))
    }

    /// Runs a statement to its end, past any rows.
    ///
    /// - Returns: how many rows an `INSERT`, `UPDATE` or `DELETE` changed, without those that triggers and foreign keys
    ///   changed; 0 for any other statement.
    /// - Throws: `SQLiteError`.
    @inlinable
    @discardableResult
    public func run<each Argument: SQLiteBindable>(
        _ sql: SQL, _ arguments: repeat each Argument
    ) throws(SQLiteError) -> Int {
        let mark = scratch.pointee.used
        let prepared = try start(sql)
        defer { finish(prepared, mark) }
        var binder = Binder(prepared, scratch)
        repeat (each arguments).bind(to: &binder)
        try check(binder, sql)
        let before = sqlite3_total_changes64(database)
        while try step(prepared, sql) {}
        return sqlite3_total_changes64(database) == before ? 0 : Int(sqlite3_changes64(database))
    }

    /// Runs a statement whose text was put together for one request, and gives each row that it answers.
    ///
    /// Its values are arguments; nothing that came from outside is ever part of the text.
    ///
    /// - Throws: `SQLiteError`, and what `row` throws.
    public func queryText(
        _ text: String, _ arguments: [SQLiteValue], row: (borrowing Row) throws -> Void
    ) throws {
        let sql = SQL(dynamic: text)
        let mark = scratch.pointee.used
        let prepared = try start(sql)
        defer { finish(prepared, mark) }
        var binder = Binder(prepared, scratch)
        for argument in arguments { argument.bind(to: &binder) }
        try check(binder, sql)
        while try step(prepared, sql) {
            try row(Row(prepared.handle))
        }
    }

    /// Runs a statement whose text was put together for one request, to its end.
    ///
    /// - Returns: as `run` does.
    /// - Throws: `SQLiteError`.
    @discardableResult
    public func runText(_ text: String, _ arguments: [SQLiteValue]) throws -> Int {
        let before = sqlite3_total_changes64(database)
        try queryText(text, arguments) { _ in }
        return sqlite3_total_changes64(database) == before ? 0 : Int(sqlite3_changes64(database))
    }

    /// The prepared form of a statement, ready to be bound.
    @usableFromInline
    func start(_ sql: SQL) throws(SQLiteError) -> PreparedStatement {
        try requireOpenTransaction()
        let prepared = try statements.find(sql)
        guard sqlite3_stmt_busy(prepared.handle) == 0 else { throw SQLiteError(.statementInUse, sql: sql.text) }
        return prepared
    }

    /// Makes a statement ready for its next use, whatever became of this one.
    @usableFromInline
    func finish(_ prepared: PreparedStatement, _ mark: Int) {
        sqlite3_reset(prepared.handle)
        if prepared.parameterCount > 0 {
            // Before the memory that the arguments lie in is used again.
            sqlite3_clear_bindings(prepared.handle)
            scratch.pointee.pop(to: mark)
        }
    }

    @usableFromInline
    func check(_ binder: borrowing Binder, _ sql: SQL) throws(SQLiteError) {
        let expected = binder.prepared.parameterCount
        guard binder.given == expected else {
            throw SQLiteError(.argumentCount(expected: Int(expected), given: Int(binder.given)), sql: sql.text)
        }
        guard binder.code == SQLITE_OK else {
            throw SQLiteError(code: ResultCode(rawValue: binder.code), sql: sql.text)
        }
    }

    /// Goes on to the next row: false at the end.
    @inlinable
    func step(_ prepared: PreparedStatement, _ sql: SQL) throws(SQLiteError) -> Bool {
        let result = sqlite3_step(prepared.handle)
        if result == SQLITE_ROW { return true }
        guard result == SQLITE_DONE else { throw fault(sql) }
        return false
    }

    @usableFromInline
    func fault(_ sql: SQL) -> SQLiteError {
        SQLiteError.bound(database, sql: sql.text)
    }

    /// Within a transaction that SQLite rolled back by itself, a further statement would commit alone: it is refused.
    @inline(__always)
    func requireOpenTransaction() throws(SQLiteError) {
        if isInTransaction, sqlite3_get_autocommit(database) != 0 {
            throw SQLiteError(.transactionEnded, sql: nil)
        }
    }
}
