internal import CSQLite

/// Copies of a whole database, made while it is in use, and the way back.
///
/// A backup is one file without logs beside it. It gets its name last, after it was written, checked and synced, so a
/// file of that name is always a whole and sound database.
public enum Backup {
    /// Copies a database, which may be in use, as it stands at one moment; writers go on meanwhile.
    ///
    /// The write-ahead log is not emptied until the copy is made.
    ///
    /// - Parameters:
    ///   - source: the database.
    ///   - target: the file to be made, for its owner alone, in a folder that is there.
    ///   - replacing: whether a file of that name may be replaced, in one step at the end.
    ///   - vfs: the name of SQLite's operating-system layer; nil for the usual one.
    /// - Throws: `BackupError`; the target is then as it was, or, where only the folder could not be synced behind the
    ///   last step, whole and new.
    public static func copy(
        from source: String, to target: String, replacing: Bool = false, vfs: String? = nil
    ) throws(BackupError) {
        if FileSystem.isSame(source, target) { throw .sameFile(target) }
        if !replacing, FileSystem.exists(target) { throw .targetExists(target) }
        // A log beside the target would be taken for that of the new file.
        for log in ["-wal", "-journal"] where FileSystem.exists(target + log) { throw .targetInUse(target) }
        let part = FileSystem.temporary(beside: target)
        defer { removeAll(part) }
        try write(source, to: part, of: target, vfs) { (_) throws(BackupError) in }
        do throws(FileError) {
            if replacing {
                try FileSystem.rename(part, over: target)
            } else {
                // Two names for a moment: unlike a rename, this fails where somebody has made the target meanwhile.
                try FileSystem.addName(target, to: part)
            }
            try FileSystem.sync(FileSystem.folder(of: target))
        } catch {
            throw .file(error)
        }
    }

    /// Puts a backup in the place of a database that nobody has open; the old one is kept beside it.
    ///
    /// Whatever happens on the way, the database's name always leads to one whole database, the old or the new.
    ///
    /// - Parameters:
    ///   - file: the backup.
    ///   - database: the database to be replaced; there may be none.
    ///   - migrations: what this program knows; an older backup is fine, and is migrated at the next start.
    /// - Returns: the name that the old database has now, or that its logs begin with where those alone were left; nil
    ///   where there was none.
    /// - Throws: `BackupError`; the database is then as it was, though the logs of a damaged one may have been moved
    ///   aside already.
    @discardableResult
    public static func restore(
        from file: String, to database: String, migrations: [Migration]
    ) throws(BackupError) -> String? {
        if FileSystem.isSame(file, database) { throw .sameFile(database) }
        let part = FileSystem.temporary(beside: database)
        defer { removeAll(part) }
        try write(file, to: part, of: database, nil) { (copy) throws(BackupError) in
            do throws(MigrationError) {
                guard try !Migrator(migrations).plan(copy).applied.isEmpty else { throw .notKith }
            } catch {
                throw .unfit(file, error)
            }
        }
        let old = try ReplacedDatabase(database)
        do throws(FileError) {
            let owned = FileSystem.exists(database) ? database : FileSystem.folder(of: database)
            FileSystem.copyOwner(of: owned, to: part)
            let aside = try old?.keepAside()
            try FileSystem.rename(part, over: database)
            try FileSystem.sync(FileSystem.folder(of: database))
            old?.letGo()
            return aside
        } catch {
            throw .file(error)
        }
    }

    /// Copies a database to a file that is not there yet, checks the copy and puts it on disk.
    ///
    /// - Parameter target: The name that the copy will have, for what is told of it.
    private static func write(
        _ source: String, to part: String, of target: String, _ vfs: String?,
        check: (Connection) throws(BackupError) -> Void
    ) throws(BackupError) {
        let copy: Connection
        do throws(SQLiteError) {
            var writing = Connection.Options(.create)
            writing.journal = .asFound
            writing.vfs = vfs
            copy = try Connection(path: part, options: writing)
        } catch {
            throw .database(target, error)
        }
        let report: IntegrityReport
        do throws(SQLiteError) {
            try copyPages(source, to: copy, vfs)
            report = try IntegrityCheck.run(on: copy)
        } catch {
            throw .database(source, error)
        }
        guard report.isSound else { throw .damaged(source, report) }
        try check(copy)
        do throws(FileError) { try FileSystem.sync(part) } catch { throw .file(error) }
    }

    private static func copyPages(_ source: String, to copy: Connection, _ vfs: String?) throws(SQLiteError) {
        var reading = Connection.Options(.read)
        reading.vfs = vfs
        let from = try Connection(path: source, options: reading)
        guard let backup = sqlite3_backup_init(copy.database, "main", from.database, "main") else {
            throw SQLiteError.unbound(copy.database, sql: nil)
        }
        // All pages in one step: between steps, a writer would make it begin again, for ever if busy enough.
        let result = sqlite3_backup_step(backup, -1)
        let finished = sqlite3_backup_finish(backup)
        guard result == SQLITE_DONE, finished == SQLITE_OK else {
            throw SQLiteError(code: ResultCode(rawValue: finished == SQLITE_OK ? result : finished))
        }
        // One file, which needs no log beside it to be read.
        guard try copy.pragma("journal_mode = DELETE").first == "delete" else {
            throw SQLiteError(code: .cannotOpen, message: "the copy keeps its write-ahead log")
        }
    }

    private static func removeAll(_ part: String) {
        for log in ["", "-wal", "-shm", "-journal"] { FileSystem.remove(part + log) }
    }
}
