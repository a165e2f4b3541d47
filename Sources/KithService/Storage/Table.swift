internal import JSON
internal import SQLite

/// The SQL of one kind of record, made once from its declaration.
///
/// Reading puts the version in the first column and the fields' columns behind it, in their order.
final class Table<Record: Resource>: Sendable {
    /// A column that is no member of the record but made from it, so that it can be searched or sorted by.
    struct Derived: Sendable {
        let column: String
        let value: @Sendable (Draft<Record>) -> SQLiteValue
    }

    /// A member that a record shows when it is read by itself, made from other tables; lists leave it out.
    struct Shown: Sendable {
        let field: FieldSpec
        /// Says which rows the member shows, and as of which change; nil where each change of them gives the record a
        /// new version.
        var stamp: (@Sendable (ID, ReadTransaction, inout Stamps) throws -> Void)?
        /// Whether a record has the member; nil where all have.
        var isThere: (@Sendable (ID, ReadTransaction) throws -> Bool)?
        /// Writes the member's value.
        let write: @Sendable (ID, ReadTransaction, inout JSONWriter) throws -> Void
    }

    /// For how many rows of other tables a record has room before it grows.
    private static var shownRowCount: Int { 4 }

    /// The columns that are read, for a SELECT.
    let selection: String
    let name: String
    /// Every member that a record has when it is read by itself.
    let members: [FieldSpec]
    /// The members that a row holds.
    let columns: [Column]
    private let shown: [Shown]
    /// Whether each change of a row gives it a new version, so that what was written out of it can be kept.
    let isKept: Bool
    private let derived: [Derived]
    private let findSQL: RuledSQL
    private let stampSQL: RuledSQL
    private let insertSQL: SQL
    private let updateSQL: SQL
    private let touchSQL: SQL
    private let existsSQL: RuledSQL
    /// Who may read a record of this kind, beyond the ceiling of roles.
    let rule: AccessRule?
    /// On which ways a caller comes to the records of a list.
    let ways: [ListWay]
    /// The texts of pages, which few shapes of queries have.
    let pageTexts = Remembered<PageShape, String>(countMax: 256)

    /// Makes the statements for a kind of record.
    ///
    /// - Parameters:
    ///   - derived: Columns made from the record beside those of its fields.
    ///   - shown: Members from other tables.
    ///   - beside: Columns that are given when a record is added, and never changed or read here.
    ///   - isKept: Whether what was written out is kept for the next who reads it. Only where each change of a row
    ///     gives it a new version, and what is shown of other tables has stamps or does so too.
    init(
        _ type: Record.Type = Record.self, derived: [Derived] = [], shown: [Shown] = [], beside: [String] = [],
        isKept: Bool = false
    ) {
        name = Record.kind.table
        self.isKept = isKept
        let specs = Record.fields.withStandardFields
        columns = Column.all(specs)
        members = specs + shown.map(\.field)
        self.shown = shown
        let sortName = Record.sortName.map { field in
            Derived(column: "sort_name") { .text(Names.foldedForSearch($0[field] ?? "")) }
        }
        self.derived = derived + [sortName].compactMap(\.self)
        let own = Record.fields.specs.flatMap(\.columns) + self.derived.map { FieldSpec.quoted($0.column) }
        selection = (["version"] + specs.flatMap(\.columns)).joined(separator: ", ")
        rule = Record.kind.accessRule
        ways = ListWay.all(rule)
        findSQL = RuledSQL("SELECT \(selection) FROM \(name) WHERE id = $1", rule)
        stampSQL = RuledSQL("SELECT \(Stamps.columns), id, \(rule?.reader ?? "NULL") FROM \(name) WHERE id = $1", rule)
        existsSQL = RuledSQL("SELECT 1 FROM \(name) WHERE id = $1", rule)
        let added = own + beside
        let inserted = ["id", "version", "created_at", "updated_at", "created_by"] + added
        let marks = ["$1", "1", "$2", "$2", "$3"] + added.indices.map { "$\($0 + 4)" }
        insertSQL = SQL(
            fixed: "INSERT INTO \(name) (\(inserted.joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))"
        )
        let changes = own.enumerated().map { "\($1) = $\($0 + 4)" }.joined(separator: ", ")
        updateSQL = SQL(
            fixed: """
                UPDATE \(name) SET version = version + 1, updated_at = $2, \(changes)
                WHERE id = $1 AND version = $3
                """)
        touchSQL = SQL(fixed: "UPDATE \(name) SET version = version + 1, updated_at = $2 WHERE id = $1")
    }
}

extension Table {
    /// Whether a member comes from another table.
    func isShown(_ member: String) -> Bool {
        shown.contains { $0.field.name == member }
    }

    /// Whether there is a record of that id that the caller may know of.
    func exists(_ id: ID, _ reading: ReadTransaction) throws -> Bool {
        try reading.exists(existsSQL, id)
    }

    /// Makes sure that there is a record of that id that the caller may know of.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    func require(_ id: ID, _ reading: ReadTransaction) throws {
        guard try exists(id, reading) else { throw AppError.notFound }
    }

    /// Writes the record of that id.
    ///
    /// - Parameter picks: Which members to write.
    /// - Returns: The record's tag.
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    func write(
        _ id: ID, _ reading: ReadTransaction, picks: Picks = .all, to writer: inout JSONWriter
    ) throws -> Int64 {
        guard isKept, case .all = picks, let renderings = reading.renderings else {
            return try tag(of: id, reading, version: try writeAfresh(id, reading, picks: picks, to: &writer))
        }
        let change = rule?.reader == nil ? nil : try renderings.lastChange()
        if let change, let worker = reading.access.worker {
            let form = Record.kind.form(.whole)
            let start = writer.count
            if let tag = renderings.shared.writeUnchanged(id, form: form, for: worker, asOf: change, to: &writer) {
                #if DEBUG
                try checkUnchanged(id, reading, change, tag, writer, from: start)
                #endif
                return tag
            }
        }
        return try writeCurrent(id, reading, renderings.shared, change, to: &writer)
    }

    /// Writes the record of that id: what is kept of it as far as its row and those that it shows are the same.
    ///
    /// - Parameter change: The last change of the snapshot; nil where the table does not say by itself who reads.
    private func writeCurrent(
        _ id: ID, _ reading: ReadTransaction, _ renderings: Renderings, _ change: Int64?, to writer: inout JSONWriter
    ) throws -> Int64 {
        // The decision comes first: of a record that the caller may not read nothing more is looked at.
        let tag = try reading.one(stampSQL, id) { row in
            let shownElsewhere = try stamps(of: id, reading.decided)
            var stamps = shownElsewhere
            stamps.append(row.text(1))
            let tag = shownElsewhere.tag(version: row.int(0))
            var seen: LastSeen?
            if let change, !row.isNull(3), let reader = ID(row.text(3)) {
                seen = LastSeen(reader: reader, tag: tag, change: change)
            }
            try stamps.withBytes { bytes in
                let key = RenderingKey(
                    form: Record.kind.form(.whole), version: row.int(0), id: row.text(2), stamps: bytes)
                try writeKept(key, renderings, seen: seen, to: &writer) { writer in
                    _ = try writeAfresh(id, reading.decided, picks: .all, to: &writer)
                }
            }
            return tag
        }
        guard let tag else { throw AppError.notFound }
        return tag
    }

    #if DEBUG
    /// Every test that reads a record which is taken to be unchanged proves that it is, and that the caller reads it.
    private func checkUnchanged(
        _ id: ID, _ reading: ReadTransaction, _ change: Int64, _ tag: Int64, _ writer: borrowing JSONWriter,
        from start: Int
    ) throws {
        var current = JSONWriter()
        let currentTag = try writeCurrent(id, reading, Renderings(), change, to: &current)
        let isSame = current.withBytes { current in
            writer.withBytes { $0[start...].elementsEqual(current) }
        }
        assert(isSame && currentTag == tag, "an unchanged \(Record.kind.rawValue) is not what is stored")
    }
    #endif

    /// The number that a record's entity tag says: its version, and which rows of other tables it shows.
    func tag(of id: ID, _ reading: ReadTransaction, version: Int64) throws -> Int64 {
        try stamps(of: id, reading).tag(version: version)
    }

    private func stamps(of id: ID, _ reading: ReadTransaction) throws -> Stamps {
        guard !shown.isEmpty else { return Stamps() }
        var stamps = Stamps(rowCount: Self.shownRowCount)
        for member in shown { try member.stamp?(id, reading, &stamps) }
        return stamps
    }

    private func writeAfresh(
        _ id: ID, _ reading: ReadTransaction, picks: Picks, to writer: inout JSONWriter
    ) throws -> Int64 {
        let version = try writeMembers(id, reading, picks: picks, to: &writer)
        for member in shown where picks.contains(member.field.name) {
            guard try member.isThere?(id, reading) ?? true else { continue }
            writer.name(member.field.jsonName)
            try member.write(id, reading, &writer)
        }
        writer.endObject()
        return version
    }

    /// The record of that id in its own members, and its version.
    ///
    /// - Parameter showsMore: Whether the members from other tables are there too.
    /// - Throws: `AppError.notFound`; `SQLiteError`; `JSONError`.
    func record(
        _ id: ID, _ reading: ReadTransaction, showsMore: Bool = false
    ) throws -> (members: JSONObject, text: String, version: Int64) {
        var writer = JSONWriter()
        let version: Int64
        if showsMore {
            version = try write(id, reading, to: &writer)
        } else {
            version = try writeMembers(id, reading, picks: .all, to: &writer)
            writer.endObject()
        }
        let bytes = writer.bytes()
        let members = try JSON.read(bytes, limits: RecordLimits.stored).objectValue ?? [:]
        return (members, String(decoding: bytes, as: UTF8.self), version)
    }

    /// Writes the members of the current row, without the braces around them.
    func write(_ row: borrowing Row, picks: Picks, to writer: inout JSONWriter) {
        // Lent, not copied: this runs for every member of every row that is answered.
        columns.withUnsafeBufferPointer { columns in
            switch picks {
            case .all:
                for index in columns.indices { columns[index].write(row, to: &writer) }
            case .only(let names):
                for index in columns.indices where names.contains(members[index].name) {
                    columns[index].write(row, to: &writer)
                }
            }
        }
    }

    private func writeMembers(
        _ id: ID, _ reading: ReadTransaction, picks: Picks, to writer: inout JSONWriter
    ) throws -> Int64 {
        let version = try reading.one(findSQL, id) { row in
            writer.beginObject()
            write(row, picks: picks, to: &writer)
            return row.int(0)
        }
        guard let version else { throw AppError.notFound }
        return version
    }
}

extension Table {
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
        try References.check(draft, transaction.reading(by: access))
        let id = id ?? transaction.ids.next()
        if let type = Record.kind.partyType {
            try transaction.db.run(Statements.insertParty, id, type.rawValue)
        }
        try transaction.db.run(
            insertSQL, id, transaction.nowText, access.worker, Arguments(values(of: draft) + beside))
        return id
    }

    /// Changes a record to what the draft says, and keeps what it was.
    ///
    /// - Parameter version: The version that the caller has seen.
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    func update(
        _ id: ID, version: Int64, to draft: Draft<Record>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let reading = transaction.reading(by: access)
        let before = try record(id, reading)
        guard before.version == version else {
            throw AppError.stale(currentTag: try tag(of: id, reading, version: before.version))
        }
        // A change to what is there already is none: the version and the history stay as they are.
        guard Record.fields.specs.contains(where: { draft.json($0) != before.members[$0.name] }) else { return }
        try References.check(draft, reading, before: before.members)
        try transaction.db.run(
            Statements.keepRevision, Record.kind.rawValue, id, version, transaction.nowText, access.worker,
            Self.kept(before.members, before.text))
        try transaction.db.run(updateSQL, id, transaction.nowText, version, Arguments(values(of: draft)))
    }

    /// Gives a record a new version, because something that it shows has changed elsewhere.
    func touch(_ id: ID, _ transaction: WriteTransaction) throws {
        try transaction.db.run(touchSQL, id, transaction.nowText)
    }

    /// A record as an earlier version keeps it: without what other records say.
    private static func kept(_ members: JSONObject, _ text: String) -> String {
        var own = members
        for spec in Record.fields.specs where spec.isOfOthers { own[spec.name] = nil }
        return own.count == members.count ? text : JSON.text(.object(own))
    }

    private func values(of draft: Draft<Record>) -> [SQLiteValue] {
        var values: [SQLiteValue] = []
        values.reserveCapacity(columns.count + derived.count)
        // Lent, not copied, as they are where a row is written.
        Record.fields.specs.withUnsafeBufferPointer { specs in
            for index in specs.indices { specs[index].kind.store(draft.json(specs[index]), in: &values) }
        }
        for column in derived { values.append(column.value(draft)) }
        return values
    }
}

/// Statements that serve every kind of record.
enum Statements {
    static let insertParty: SQL = "INSERT INTO parties (id, type) VALUES ($1, $2)"
    static let keepRevision: SQL = """
        INSERT INTO revisions (resource, id, version, replaced_at, replaced_by, body)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
}
