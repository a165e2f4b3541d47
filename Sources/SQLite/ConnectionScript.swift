internal import CSQLite

extension Connection {
    /// Runs every statement of a text, one after the other, without arguments and without a transaction around them.
    ///
    /// - Throws: `SQLiteError` of the first statement that fails; those before it have run.
    public func script(_ text: String) throws(SQLiteError) {
        try script(text) { _ in }
    }

    /// Runs every statement of a text and gives the rows that they answer.
    func script(_ text: String, row: (borrowing Row) -> Void) throws(SQLiteError) {
        try StatementCache.withCString(text) { (bytes) throws(SQLiteError) in
            var rest = bytes
            while rest.pointee != 0 {
                try requireOpenTransaction()
                let (handle, further) = try statements.prepare(rest)
                defer { sqlite3_finalize(handle) }
                rest = further
                guard let handle else { continue }
                var result = sqlite3_step(handle)
                while result == SQLITE_ROW {
                    row(Row(handle))
                    result = sqlite3_step(handle)
                }
                guard result == SQLITE_DONE else {
                    throw SQLiteError.unbound(database, sql: String(cString: sqlite3_sql(handle)))
                }
            }
        }
    }
}
