internal import CSQLite

/// The length of the write-ahead log in pages, as SQLite tells it after each commit.
///
/// Watched and read on the writer's queue alone; it outlives the connection that it watches.
final class LogPages {
    /// Pages in the log after the last commit of the watched connection.
    var count = 0

    /// Takes the place of SQLite's own checkpoints (https://www.sqlite.org/c3ref/wal_hook.html).
    func watch(_ database: OpaquePointer) {
        sqlite3_wal_hook(
            database,
            { place, _, _, pages in
                if let place { Unmanaged<LogPages>.fromOpaque(place).takeUnretainedValue().count = Int(pages) }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
