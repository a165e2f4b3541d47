internal import CSQLite

/// Refuses, while a statement is prepared, what would begin or end a transaction behind the connection's back.
///
/// SQLite's own parser tells such statements (https://www.sqlite.org/c3ref/set_authorizer.html): no text is looked at.
struct PrepareGuard {
    /// Whether a statement of this module's own is being prepared.
    var allowsControl = false
    /// Whether such a statement was refused since this was last cleared.
    var sawControl = false

    /// Sets the guard at `place`, which must outlive the connection's last prepared statement.
    func install(in database: OpaquePointer, at place: UnsafeMutablePointer<PrepareGuard>) {
        sqlite3_set_authorizer(
            database,
            { place, action, _, _, _, _ in
                guard action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT else { return SQLITE_OK }
                guard let state = place?.assumingMemoryBound(to: PrepareGuard.self) else { return SQLITE_DENY }
                if state.pointee.allowsControl { return SQLITE_OK }
                state.pointee.sawControl = true
                return SQLITE_DENY
            }, place)
    }
}
