internal import JSON
internal import SQLite

/// Changes in the database.
enum ChangeStore {
    /// How many rows are looked at in one go: so long a worker does nothing else.
    static let pieceCountMax = 64

    /// What of a stretch of changes the caller may know of.
    struct Piece {
        var changes: [Change] = []
        /// The last place that was looked at.
        var last: Int64
        /// Whether nothing is behind it.
        var isEnd: Bool
    }

    /// From the place before the first change that is kept, to that of the last one.
    ///
    /// - Throws: `SQLiteError`.
    static func bounds(_ db: Connection) throws -> ClosedRange<Int64> {
        try db.one(findBounds) { $0.isNull(0) ? 0...0 : $0.int(0) - 1...$0.int(1) } ?? 0...0
    }

    /// Reads the changes behind a place, as the caller may know of them now: of each record its latest alone.
    ///
    /// - Parameters:
    ///   - end: The last place that is looked at.
    ///   - kinds: Which kinds of record the caller can read at all.
    /// - Throws: `SQLiteError`.
    static func read(
        after place: Int64, to end: Int64, _ kinds: Set<ResourceKind>, _ reading: ReadTransaction
    ) throws -> Piece {
        var rows: [(seq: Int64, record: RecordName, version: Int64)] = []
        var piece = Piece(last: place, isEnd: false)
        var count = 0
        try reading.db.query(find, place, end, pieceCountMax) { row in
            count += 1
            piece.last = row.int(0)
            guard let kind = ResourceKind(rawValue: row.string(1)), kinds.contains(kind), let id = ID(row.text(2))
            else { return }
            rows.append((piece.last, RecordName(kind, id), row.int(3)))
        }
        piece.isEnd = count < pieceCountMax
        if piece.isEnd { piece.last = max(end, place) }
        // Whether a case is read is decided once for all that belongs to it.
        var cases: [ID: Bool] = [:]
        for (seq, record, version) in rows {
            guard let sql = statements[record.kind], let found = try look(sql, record.id, &cases, reading),
                found.version == version
            else { continue }
            piece.changes.append(
                Change(seq: seq, record: record, supportCase: found.supportCase, version: version, at: found.at))
        }
        return piece
    }

    /// Empties the rows of what is erased.
    static func forget(_ records: [RecordName], _ db: Connection) throws {
        let ids = JSON.text(.array(records.map { .string($0.id.canonical) }))
        try db.run(empty, ids)
    }

    private struct Found {
        let version: Int64
        let at: String
        var supportCase: ID?
    }

    /// The state of a record, where the caller may read it.
    private static func look(
        _ sql: Statements, _ id: ID, _ cases: inout [ID: Bool], _ reading: ReadTransaction
    ) throws -> Found? {
        guard let findCase = sql.findCase else {
            return try reading.one(sql.find, id) { Found(version: $0.int(0), at: $0.string(1)) }
        }
        guard let supportCase = try reading.db.one(findCase, id, row: { ID($0.text(0)) }) ?? nil else { return nil }
        let isReadable = try cases[supportCase] ?? Case.table.exists(supportCase, reading)
        cases[supportCase] = isReadable
        guard isReadable else { return nil }
        return try reading.decided.one(sql.find, id) {
            Found(version: $0.int(0), at: $0.string(1), supportCase: supportCase)
        }
    }

    /// The statements of one kind of record.
    private struct Statements: Sendable {
        let find: RuledSQL
        /// Finds the case that a record belongs to; nil where its kind belongs to none.
        let findCase: SQL?
    }

    private static let statements = Dictionary(
        uniqueKeysWithValues: ResourceKind.allCases.map { kind in
            (
                kind,
                Statements(
                    find: RuledSQL("SELECT version, updated_at FROM \(kind.table) WHERE id = $1", kind.accessRule),
                    findCase: kind.isOfCase ? SQL(fixed: "SELECT \"case\" FROM \(kind.table) WHERE id = $1") : nil)
            )
        })
    // Each by itself is one step down the tree; both in one would walk the table.
    private static let findBounds: SQL = "SELECT (SELECT min(seq) FROM changes), (SELECT max(seq) FROM changes)"
    private static let find: SQL = """
        SELECT seq, kind, id, version FROM changes WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3
        """
    private static let empty: SQL = """
        UPDATE changes SET kind = '', id = '' WHERE id IN (SELECT value FROM json_each($1))
        """
}
