/// The check of a whole database (https://www.sqlite.org/pragma.html#pragma_integrity_check).
public enum IntegrityCheck {
    /// Reads every page of the database and every reference, which takes time in proportion to its size.
    ///
    /// - Parameters:
    ///   - connection: reads from one unchanging state, so that writers are not disturbed.
    ///   - faultsMax: how many faults are listed of each sort.
    /// - Throws: `SQLiteError` where the file cannot be read; damage that SQLite meets is a fault in the report.
    public static func run(on connection: Connection, faultsMax: Int = 100) throws(SQLiteError) -> IntegrityReport {
        do throws(SQLiteError) {
            let faults = try connection.pragma("integrity_check(\(faultsMax))").filter { $0 != "ok" }
            return IntegrityReport(
                faults: faults, brokenReferences: try brokenReferences(on: connection, max: faultsMax))
        } catch {
            guard error.code.primary == .corrupt else { throw error }
            return IntegrityReport(faults: [error.code.words], brokenReferences: [])
        }
    }

    /// The rows whose references lead nowhere, as far as the current transaction sees.
    static func brokenReferences(
        on connection: Connection, max: Int
    ) throws(SQLiteError) -> [IntegrityReport.BrokenReference] {
        var found: [IntegrityReport.BrokenReference] = []
        try connection.script("PRAGMA foreign_key_check") { row in
            guard found.count < max else { return }
            found.append(.init(table: row.string(0), row: row.optionalInt(1), parent: row.string(2)))
        }
        return found
    }
}
