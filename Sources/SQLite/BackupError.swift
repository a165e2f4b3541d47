/// Why a backup or a restore was not made.
///
/// The files are then as they were.
public enum BackupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The target is there already, and replacing it was not asked for.
    case targetExists(String)
    /// The target is a database that is open, or was left in the middle of its work.
    case targetInUse(String)
    /// Source and target are one file.
    case sameFile(String)
    /// The file is damaged.
    case damaged(String, IntegrityReport)
    /// The file is a database of another program, or of a Kith that this one does not know.
    case unfit(String, MigrationError)
    /// The operating system refused a call.
    case file(FileError)
    /// SQLite refused a call.
    case database(String, SQLiteError)

    /// One line for the operator.
    public var description: String {
        switch self {
        case .targetExists(let path): "\(path) is there already: name another file, or ask for it to be replaced"
        case .targetInUse(let path): "\(path) is a database in use: stop the program that uses it first"
        case .sameFile(let path): "\(path) is source and target at once"
        case .damaged(let path, let report):
            "\(path) is damaged: "
                + (report.faults
                + report.brokenReferences.map { "a row of \($0.table) refers to no row of \($0.parent)" })
                .prefix(3).joined(separator: "; ")
        case .unfit(let path, let reason): "\(path) cannot be used: \(reason)"
        case .file(let error): error.description
        case .database(let path, let error): "\(path): \(error.message) (SQLite code \(error.code.rawValue))"
        }
    }
}
