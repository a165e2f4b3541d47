/// Why a schema is refused or a migration was not applied.
///
/// The database is then as it was before that migration.
public indirect enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file is a database, though not one of Kith's.
    case notKith
    /// The database has a migration that this program does not know.
    case newer(String)
    /// A migration was changed after it had been applied.
    case edited(String)
    /// The database has other migrations, or in another order, than this program knows.
    case outOfOrder(found: String, expected: String)
    /// Tables, indexes or triggers are not as the migrations make them.
    case schemaDiffers([String])
    /// A migration leaves references that lead nowhere.
    case brokenReferences(String, [IntegrityReport.BrokenReference])
    /// A statement of a migration failed.
    case failed(String, SQLiteError)
    /// The backup that is due before the first change could not be made.
    case backup(BackupError)
    /// SQLite refused a call.
    case database(SQLiteError)

    /// What happened and what to do, in plain words for the operator.
    public var description: String {
        switch self {
        case .notKith: "the file is a database of another program: name the database of Kith"
        case .newer(let name):
            "the database has the migration \(name), which this Kith does not know: use the newer Kith that wrote it, "
                + "or restore a backup from before"
        case .edited(let name):
            "the migration \(name) was changed after it had been applied: use the Kith that applied it, and put "
                + "changes in a new migration"
        case .outOfOrder(let found, let expected):
            "the database has the migration \(found) where this Kith has \(expected): migrations are only ever added "
                + "at the end"
        case .schemaDiffers(let names):
            "the schema was changed by hand: \(names.prefix(5).joined(separator: ", ")) is not as the migrations "
                + "make it"
        case .brokenReferences(let name, let broken):
            "the migration \(name) leaves \(broken.count) references that lead nowhere, the first in "
                + "\(broken.first?.table ?? "")"
        case .failed(let name, let error): "the migration \(name) failed and was undone: \(error)"
        case .backup(let error): "no backup could be made before the migration: \(error)"
        case .database(let error): error.description
        }
    }
}
