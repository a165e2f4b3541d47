internal import JSON
internal import SQLite

/// The SQL of one kind of record, made once from its declaration.
///
/// Reading puts the version in the first column and the fields' columns behind it, in their order.
struct Table<Record: Resource>: Sendable {
    /// A column that is no member of the record but made from it, so that it can be searched or sorted by.
    struct Derived: Sendable {
        let column: String
        let value: @Sendable (Draft<Record>) -> SQLiteValue
    }

    /// A member that a record shows when it is read by itself, made from other tables; lists leave it out.
    struct Shown: Sendable {
        let field: FieldSpec
        /// Writes the member's value.
        let write: @Sendable (ID, Connection, inout JSONWriter) throws -> Void
    }

    /// The columns that are read, for a SELECT.
    let selection: String
    let name: String
    private let specs: [FieldSpec]
    private let shown: [Shown]
    private let derived: [Derived]
    private let findSQL: SQL
    private let insertSQL: SQL
    private let updateSQL: SQL
    private let touchSQL: SQL

    /// Makes the statements for a kind of record.
    ///
    /// - Parameters:
    ///   - derived: Columns made from the record beside those of its fields.
    ///   - shown: Members from other tables.
    ///   - beside: Columns that are given when a record is added, and never changed or read here.
    init(_ type: Record.Type = Record.self, derived: [Derived] = [], shown: [Shown] = [], beside: [String] = []) {
        name = Record.kind.table
        specs = Record.fields.withStandardFields
        self.shown = shown
        let sortName = Record.sortName.map { field in
            Derived(column: "sort_name") { .text(Names.foldedForSearch($0[field] ?? "")) }
        }
        self.derived = derived + [sortName].compactMap(\.self)
        let own = Record.fields.specs.flatMap(\.columns) + self.derived.map { FieldSpec.quoted($0.column) }
        selection = (["version"] + specs.flatMap(\.columns)).joined(separator: ", ")
        findSQL = SQL(fixed: "SELECT \(selection) FROM \(name) WHERE id = $1")
        let added = own + beside
        let inserted = ["id", "version", "created_at", "updated_at", "created_by"] + added
        let marks = ["$1", "1", "$2", "$2", "$3"] + added.indices.map { "$\($0 + 4)" }
        insertSQL = SQL(
            fixed:
                "INSERT INTO \(name) (\(inserted.joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))")
        let changes = own.enumerated().map { "\($1) = $\($0 + 4)" }.joined(separator: ", ")
        updateSQL = SQL(
            fixed:
                """
                UPDATE \(name) SET version = version + 1, updated_at = $2, \(changes)
                WHERE id = $1 AND version = $3
                """)
        touchSQL = SQL(fixed: "UPDATE \(name) SET version = version + 1, updated_at = $2 WHERE id = $1")
    }

    /// Writes the record of that id.
    ///
    /// - Parameters:
    ///   - picks: Which members to write.
    /// - Returns: The record's version.
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    func write(_ id: ID, _ db: Connection, picks: Picks = .all, to writer: inout JSONWriter) throws -> Int64 {
        let version = try db.one(findSQL, id.canonical) { row in
            writer.beginObject()
            write(row, picks: picks, to: &writer)
            return row.int(0)
        }
        guard let version else { throw AppError.notFound }
        for member in shown where picks.contains(member.field.name) {
            writer.name(member.field.jsonName)
            try member.write(id, db, &writer)
        }
        writer.endObject()
        return version
    }

    /// Every member that a record has when it is read by itself.
    var members: [FieldSpec] { specs + shown.map(\.field) }

    /// Writes the members of the current row, without the braces around them.
    func write(_ row: borrowing Row, picks: Picks, to writer: inout JSONWriter) {
        var column = 1
        for spec in specs {
            if !row.isNull(column) && picks.contains(spec.name) {
                writer.name(spec.jsonName)
                spec.kind.write(row, column, to: &writer)
            }
            column += spec.columns.count
        }
    }

    /// The index of a field's first column in the selection.
    func column(of spec: FieldSpec) -> Int? {
        var column = 1
        for other in specs {
            if other.name == spec.name { return column }
            column += other.columns.count
        }
        return nil
    }

    /// Adds a record.
    ///
    /// - Parameters:
    ///   - id: Its id, where it has one already; a new one otherwise.
    ///   - beside: The values of the columns beside.
    /// - Returns: Its id.
    /// - Throws: `AppError.invalid` where it refers to something that is not there; `SQLiteError`.
    @discardableResult
    func insert(
        _ draft: Draft<Record>, id: ID? = nil, with beside: [SQLiteValue] = [], by access: Access,
        _ transaction: WriteTransaction
    ) throws -> ID {
        try References.check(draft, transaction.db)
        let id = id ?? transaction.ids.next()
        if let type = Record.kind.partyType {
            try transaction.db.run(Statements.insertParty, id.canonical, type.rawValue)
        }
        let now = transaction.now.wholeSecond.canonical
        try transaction.db.run(
            insertSQL, id.canonical, now, access.workerText, Arguments(values(of: draft) + beside))
        return id
    }

    /// Changes a record to what the draft says, and keeps what it was.
    ///
    /// - Parameter version: The version that the caller has seen.
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    func update(
        _ id: ID, version: Int64, to draft: Draft<Record>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try References.check(draft, transaction.db)
        var before = JSONWriter()
        let current = try write(id, transaction.db, to: &before)
        guard current == version else { throw AppError.stale(currentVersion: current) }
        let now = transaction.now.wholeSecond.canonical
        try transaction.db.run(
            Statements.keepRevision, Record.kind.rawValue, id.canonical, version, now, access.workerText,
            String(decoding: before.bytes(), as: UTF8.self))
        try transaction.db.run(
            updateSQL, id.canonical, now, version, Arguments(values(of: draft)))
    }

    /// Gives a record a new version, because something that it shows has changed elsewhere.
    func touch(_ id: ID, _ transaction: WriteTransaction) throws {
        try transaction.db.run(touchSQL, id.canonical, transaction.now.wholeSecond.canonical)
    }

    private func values(of draft: Draft<Record>) -> [SQLiteValue] {
        Record.fields.specs.flatMap { $0.kind.stored(draft.json($0)) } + derived.map { $0.value(draft) }
    }
}

/// Statements that serve every kind of record.
enum Statements {
    static let insertParty = SQL(fixed: "INSERT INTO parties (id, type) VALUES ($1, $2)")
    static let keepRevision = SQL(
        fixed:
            """
            INSERT INTO revisions (resource, id, version, replaced_at, replaced_by, body)
            VALUES ($1, $2, $3, $4, $5, $6)
            """)
}
