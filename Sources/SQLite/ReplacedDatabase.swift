/// A database that a restore is about to replace: held, so that nobody opens it on the way.
///
/// A log without its file counts too: SQLite would take it for that of the file which gets the name.
struct ReplacedDatabase {
    private let path: String
    /// Holds the file; nil where it is too damaged for SQLite to hold it.
    private let holder: Connection?

    /// What SQLite leaves beside a file and reads with it, by the ends of the names.
    private static let logs = ["-wal", "-journal"]

    /// Folds the logs into the file and holds it; nil where there is neither file nor log.
    ///
    /// - Throws: `BackupError.targetInUse` where another connection has it open; `.database` for other faults.
    init?(_ path: String) throws(BackupError) {
        self.path = path
        guard FileSystem.exists(path) else {
            guard Self.logs.contains(where: { FileSystem.exists(path + $0) }) else { return nil }
            holder = nil
            return
        }
        do throws(SQLiteError) {
            var options = Connection.Options(.write)
            options.journal = .asFound
            // What a damaged file has in its log stays there, to be looked at.
            options.keepsLogOnClose = true
            options.busyTimeoutMilliseconds = 250
            let connection = try Connection(path: path, options: options)
            // SQLite leaves the write-ahead log only where no other connection, of whatever process, has the file open.
            guard try connection.pragma("journal_mode = DELETE").first == "delete" else {
                throw SQLiteError(code: .busy)
            }
            try connection.begin(.exclusive)
            holder = connection
        } catch {
            switch error.code.primary {
            case .busy, .locked: throw .targetInUse(path)
            case .corrupt, .notADatabase: holder = nil
            default: throw .database(path, error)
            }
        }
    }

    /// Gives the database a second name that is free, and moves the logs of a damaged one there too.
    ///
    /// - Returns: The name.
    func keepAside() throws(FileError) -> String {
        var aside = path + ".before-restore"
        var number = 2
        while ([""] + Self.logs).contains(where: { FileSystem.exists(aside + $0) }) {
            aside = "\(path).before-restore-\(number)"
            number += 1
        }
        if FileSystem.exists(path) { try FileSystem.addName(aside, to: path) }
        for log in Self.logs where FileSystem.exists(path + log) {
            try FileSystem.rename(path + log, over: aside + log)
        }
        // It holds nothing but an index of the log, and is made again from it.
        FileSystem.remove(path + "-shm")
        return aside
    }

    /// Ends the hold, once another file has the name.
    func letGo() {
        holder?.rollback()
    }
}
