internal import SQLite

/// The record that another belongs to: `/v1/cases/{id}/contacts/{contact}` is there only where both are and fit.
struct Parent: Sendable {
    private let column: String
    private let parent: ResourceKind
    private let parentExists: RuledSQL
    /// Who is named by the parent itself as one who reads it; nil where its kind names nobody.
    private let parentReader: RuledSQL?
    private let childExists: SQL
    /// The same, for who reads the parent and may not read all that belongs to it.
    private let childShows: SQL
    private let isNarrowed: Bool

    /// Says which field of a kind of record names the parent.
    init<Record: Resource>(of type: Record.Type, _ field: Field<ID>, _ parent: ResourceKind) {
        column = field.spec.columns[0]
        self.parent = parent
        let parentRule = parent.accessRule
        parentExists = RuledSQL("SELECT 1 FROM \(parent.table) WHERE id = $1", parentRule)
        parentReader = parentRule?.reader.map {
            RuledSQL("SELECT \($0) FROM \(parent.table) WHERE id = $1", parentRule)
        }
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
        guard path.count == 2, try isThere(path[0], reading),
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
        guard try isThere(id, reading) else { throw AppError.notFound }
    }

    /// Whether the parent is there, and the caller may know of it.
    private func isThere(_ id: ID, _ reading: ReadTransaction) throws -> Bool {
        guard let parentReader, let worker = reading.access.worker, let renderings = reading.renderings else {
            return try reading.exists(parentExists, id)
        }
        let change = try renderings.lastChange()
        if renderings.shared.isUnchanged(id, of: parent, for: worker, asOf: change) {
            // In debug builds every test that is let in by what was noted proves that the rule says so too.
            assert((try? reading.exists(parentExists, id)) == true, "an unchanged \(parent.rawValue) is closed")
            return true
        }
        let found = try reading.one(parentReader, id) { $0.isNull(0) ? nil : ID($0.text(0)) }
        guard let found else { return false }
        if let reader = found {
            renderings.shared.note(id, of: parent, LastSeen(reader: reader, tag: 0, change: change))
        }
        return true
    }

    /// The condition of what belongs to a parent.
    ///
    /// - Throws: `AppError.notFound` where the parent is not there; `SQLiteError`.
    func children(of id: ID, _ reading: ReadTransaction) throws -> ListQuery.Condition {
        try require(id, reading)
        return ListQuery.Condition("\(column) = ?", id).decided
    }
}
