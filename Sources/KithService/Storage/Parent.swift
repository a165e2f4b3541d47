internal import SQLite

/// The record that another belongs to: `/v1/cases/{id}/contacts/{contact}` is there only where both are and fit.
struct Parent: Sendable {
    private let column: String
    private let parentExists: RuledSQL
    private let childExists: SQL
    /// The same, for who reads the parent and may not read all that belongs to it.
    private let childShows: SQL
    private let isNarrowed: Bool

    /// Says which field of a kind of record names the parent.
    init<Record: Resource>(of type: Record.Type, _ field: Field<ID>, _ parent: ResourceKind) {
        column = field.spec.columns[0]
        parentExists = RuledSQL("SELECT 1 FROM \(parent.table) WHERE id = $1", parent.accessRule)
        let child = "SELECT 1 FROM \(Record.kind.table) WHERE id = $1 AND \(column) = $2"
        let rule = Record.kind.accessRule
        let limits = [rule?.besides, rule?.narrows?(.behind(2))].compactMap(\.self).map { " AND \($0)" }
        childExists = SQL(fixed: child)
        childShows = SQL(fixed: child + limits.joined())
        isNarrowed = rule?.narrows != nil
    }

    /// Makes sure that the last id of a path belongs to the one before, which the caller may know of.
    ///
    /// - Returns: The same reading, for what belongs to that parent.
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    func check(_ path: [ID], _ reading: ReadTransaction) throws -> ReadTransaction {
        guard path.count == 2, try reading.exists(parentExists, path[0]),
            try shows(path[1], of: path[0], reading)
        else { throw AppError.notFound }
        return reading.decided
    }

    private func shows(_ child: ID, of parent: ID, _ reading: ReadTransaction) throws -> Bool {
        guard let worker = reading.access.worker else { return try reading.db.exists(childExists, child, parent) }
        guard isNarrowed else { return try reading.db.exists(childShows, child, parent) }
        return try reading.db.exists(childShows, child, parent, worker, reading.nowText)
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
