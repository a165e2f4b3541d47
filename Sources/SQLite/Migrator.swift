/// Brings a database to the schema that this program knows, forward only.
///
/// Each migration runs in one transaction with its entry in `schema_migrations`; the name and the SHA-256 of what was
/// applied are kept there, and the schema is compared with what the migrations make in an empty database. Two processes
/// that start at once migrate once: each step is decided with the lock for writing held.
public struct Migrator: Sendable {
    /// What marks a database as one of Kith's: "KITH" in ASCII.
    public static let applicationID: Int32 = 0x4B49_5448

    private let migrations: [Migration]

    /// A migrator for the migrations that a program carries, in their order.
    public init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Says what would be applied, and changes nothing; a file that is not there is an empty database.
    ///
    /// - Throws: `MigrationError` for a database that `apply` would refuse.
    public func check(path: String) throws(MigrationError) -> MigrationPlan {
        guard FileSystem.exists(path) else { return MigrationPlan(applied: [], pending: migrations) }
        let connection = try database { () throws(SQLiteError) in
            try Connection(path: path, options: Connection.Options(.read))
        }
        try database { () throws(SQLiteError) in try connection.begin(.deferred) }
        defer { connection.rollback() }
        let plan = try plan(connection)
        _ = try ExpectedSchema(migrations.prefix(plan.applied.count), comparedWith: connection)
        return plan
    }

    /// Applies what is pending; makes the file where there is none.
    ///
    /// - Parameters:
    ///   - path: the database. Where it has migrations already, a copy of it named `PATH.before-NAME` is made before
    ///     the first change, in place of an earlier copy of that name.
    ///   - now: the time to record, as the application writes times.
    ///   - vfs: the name of SQLite's operating-system layer; nil for the usual one.
    /// - Returns: what was done.
    /// - Throws: `MigrationError`; migrations before the one that failed stay applied.
    @discardableResult
    public func apply(path: String, now: String, vfs: String? = nil) throws(MigrationError) -> MigrationReport {
        let connection = try database { () throws(SQLiteError) in
            var options = Connection.Options(.create)
            options.vfs = vfs
            // Another process may be migrating, with a backup before it.
            options.busyTimeoutMilliseconds = 60_000
            let connection = try Connection(path: path, options: options)
            // Not while a table is rebuilt: dropping the old one would take along what refers to it.
            try connection.script("PRAGMA foreign_keys = OFF")
            return connection
        }
        var report = MigrationReport()
        var expected: ExpectedSchema?
        while true {
            // With the lock held, so that what is decided stays true until it is done.
            try database { () throws(SQLiteError) in try connection.begin(.immediate) }
            defer { connection.rollback() }
            let plan = try plan(connection)
            if expected?.names != plan.applied {
                expected = try ExpectedSchema(migrations.prefix(plan.applied.count), comparedWith: connection)
            }
            guard let next = plan.pending.first else { return report }
            if report.applied.isEmpty, !plan.applied.isEmpty {
                report.backup = try backUp(path, before: next, vfs)
            }
            try apply(next, position: plan.applied.count + 1, now, connection)
            try expected?.add(next, comparedWith: connection)
            try database { () throws(SQLiteError) in try connection.commit() }
            report.applied.append(next.name)
        }
    }

    /// What is applied and what is pending, without the comparison of the schema.
    ///
    /// - Throws: `MigrationError`.
    public func plan(_ connection: Connection) throws(MigrationError) -> MigrationPlan {
        guard let recorded = try recorded(connection) else { return MigrationPlan(applied: [], pending: migrations) }
        let known = Set(migrations.map(\.name))
        for (found, expected) in zip(recorded, migrations) {
            guard known.contains(found.name) else { throw .newer(found.name) }
            guard found.name == expected.name else { throw .outOfOrder(found: found.name, expected: expected.name) }
            guard found.sha256 == expected.sha256 else { throw .edited(found.name) }
        }
        if let further = recorded.dropFirst(migrations.count).first { throw .newer(further.name) }
        return MigrationPlan(applied: recorded.map(\.name), pending: Array(migrations.dropFirst(recorded.count)))
    }

    /// What the database says of itself; nil for an empty one.
    private func recorded(_ connection: Connection) throws(MigrationError) -> [(name: String, sha256: String)]? {
        let (application, objects) = try database { () throws(SQLiteError) in
            (try connection.pragma("application_id").first, try SchemaObject.all(in: connection))
        }
        if application == "0", objects.isEmpty { return nil }
        guard application == String(Self.applicationID), objects.contains(where: { $0.name == "schema_migrations" })
        else {
            throw .notKith
        }
        var recorded: [(name: String, sha256: String)] = []
        try database { () throws(SQLiteError) in
            try connection.script("SELECT name, sha256 FROM schema_migrations ORDER BY position") { row in
                recorded.append((row.string(0), row.string(1)))
            }
        }
        return recorded
    }

    private func apply(
        _ migration: Migration, position: Int, _ now: String, _ connection: Connection
    ) throws(MigrationError) {
        do throws(SQLiteError) {
            if position == 1 {
                try connection.script("PRAGMA application_id = \(Self.applicationID)")
                try connection.script(ExpectedSchema.recordsTable)
            }
            try connection.script(migration.sql)
            try connection.run(Self.recordSQL, position, migration.name, migration.sha256, now)
        } catch {
            throw .failed(migration.name, error)
        }
        let broken = try database { () throws(SQLiteError) in
            try IntegrityCheck.brokenReferences(on: connection, max: 100)
        }
        guard broken.isEmpty else { throw .brokenReferences(migration.name, broken) }
    }

    private func backUp(_ path: String, before next: Migration, _ vfs: String?) throws(MigrationError) -> String {
        let target = "\(path).before-\(next.name)"
        do throws(BackupError) {
            // In place of an earlier one: a start that fails again and again must not fill the disk.
            try Backup.copy(from: path, to: target, replacing: true, vfs: vfs)
        } catch {
            throw .backup(error)
        }
        return target
    }

    private func database<Value>(_ body: () throws(SQLiteError) -> Value) throws(MigrationError) -> Value {
        do throws(SQLiteError) { return try body() } catch { throw .database(error) }
    }

    private static let recordSQL: SQL =
        "INSERT INTO schema_migrations (position, name, sha256, applied_at) VALUES ($1, $2, $3, $4)"
}
