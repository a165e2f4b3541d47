/// The schema that some migrations make in an empty database, to hold a real one against.
struct ExpectedSchema {
    /// The table that remembers what was applied.
    static let recordsTable = """
        CREATE TABLE schema_migrations (
            position INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
            applied_at TEXT NOT NULL) STRICT
        """

    /// The names of the migrations that made it.
    private(set) var names: [String] = []
    private let connection: Connection

    /// Builds the schema in memory and compares.
    ///
    /// - Throws: `MigrationError.schemaDiffers`; `.failed` where a migration does not run on an empty database.
    init(_ migrations: ArraySlice<Migration>, comparedWith other: Connection) throws(MigrationError) {
        do throws(SQLiteError) {
            connection = try Connection(inMemory: ())
            try connection.script("PRAGMA foreign_keys = OFF")
        } catch {
            throw .database(error)
        }
        for migration in migrations { try add(migration) }
        try compare(other)
    }

    /// Goes on by one migration and compares again.
    mutating func add(_ migration: Migration, comparedWith other: Connection) throws(MigrationError) {
        try add(migration)
        try compare(other)
    }

    private mutating func add(_ migration: Migration) throws(MigrationError) {
        do throws(SQLiteError) {
            if names.isEmpty { try connection.script(Self.recordsTable) }
            try connection.script(migration.sql)
        } catch {
            throw .failed(migration.name, error)
        }
        names.append(migration.name)
    }

    private func compare(_ other: Connection) throws(MigrationError) {
        let difference: Set<SchemaObject>
        do throws(SQLiteError) {
            difference = try SchemaObject.all(in: connection).symmetricDifference(SchemaObject.all(in: other))
        } catch {
            throw .database(error)
        }
        guard difference.isEmpty else { throw .schemaDiffers(Set(difference.map(\.name)).sorted()) }
    }
}
