internal import SQLite

/// The record that another belongs to: `/v1/cases/{id}/contacts/{contact}` is there only where both are and fit.
struct Parent: Sendable {
    private let child: SQL

    /// Says which column of a table names the parent.
    init<Record: Resource>(_ table: Table<Record>, _ column: Field<ID>) {
        child = SQL(fixed: "SELECT 1 FROM \(table.name) WHERE id = $1 AND \(column.spec.columns[0]) = $2")
    }

    /// Makes sure that the last id of a path belongs to the one before.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    func check(_ path: [ID], _ db: Connection) throws {
        guard path.count == 2, try db.exists(child, path[1].canonical, path[0].canonical) else {
            throw AppError.notFound
        }
    }
}
