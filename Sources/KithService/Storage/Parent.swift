internal import SQLite

/// The record that another belongs to: `/v1/cases/{id}/contacts/{contact}` is there only where both are and fit.
struct Parent: Sendable {
    private let column: String
    private let parentExists: RuledSQL
    private let childExists: SQL

    /// Says which field of a kind of record names the parent.
    init<Record: Resource>(of type: Record.Type, _ field: Field<ID>, _ parent: ResourceKind) {
        column = field.spec.columns[0]
        parentExists = RuledSQL("SELECT 1 FROM \(parent.table) WHERE id = $1", parent.accessRule)
        childExists = SQL(fixed: "SELECT 1 FROM \(Record.kind.table) WHERE id = $1 AND \(column) = $2")
    }

    /// Makes sure that the last id of a path belongs to the one before, which the caller may know of.
    ///
    /// - Returns: The same reading, for what belongs to that parent.
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    func check(_ path: [ID], _ reading: ReadTransaction) throws -> ReadTransaction {
        guard path.count == 2, try reading.exists(parentExists, path[0]),
            try reading.db.exists(childExists, path[1], path[0])
        else { throw AppError.notFound }
        return reading.decided
    }

    /// Makes sure that the parent is there, and that the caller may know of it.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    func require(_ id: ID, _ reading: ReadTransaction) throws {
        guard try reading.exists(parentExists, id) else { throw AppError.notFound }
    }

    /// The condition of what belongs to a parent.
    ///
    /// - Throws: `AppError.notFound` where the parent is not there; `SQLiteError`.
    func children(of id: ID, _ reading: ReadTransaction) throws -> ListQuery.Condition {
        try require(id, reading)
        return ListQuery.Condition("\(column) = ?", id).decided
    }
}
