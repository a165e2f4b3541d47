internal import JSON
internal import SQLite

/// What a merge points from the merged person to the kept one, and the undo back: every member by which a declaration
/// says that records refer to people.
struct MergeMoves {
    /// A member that is pointed.
    struct Reference: Sendable {
        let link: ErasureReach.Link
        /// Gives the record `$1` the value `$3`, and a new version, at the time `$2`.
        fileprivate let set: SQL
        /// The same, where it still has the value `$4`.
        fileprivate let setBack: SQL
        /// Finds the record `$1` where it stands between `$2` and somebody: nil for kinds that stand between nobody.
        fileprivate let isBetween: SQL?

        fileprivate init(_ link: ErasureReach.Link) {
            self.link = link
            let (table, columns) = (link.kind.table, link.spec.columns)
            let column = columns[columns.count - 1]
            let text = "UPDATE \(table) SET \(column) = $3, version = version + 1, updated_at = $2 WHERE id = $1"
            set = SQL(fixed: text)
            setBack = SQL(fixed: "\(text) AND \(column) = $4")
            let ends = MergeMoves.ends[link.kind].map { $0.map { FieldSpec.quoted($0) }.joined(separator: ", ") }
            isBetween = ends.map { SQL(fixed: "SELECT 1 FROM \(table) WHERE id = $1 AND $2 IN (\($0))") }
        }

        /// What refers to merged people, but for what stands between the two records of one person.
        fileprivate var left: String {
            let column = link.spec.columns[link.spec.columns.count - 1]
            let people = "FROM \(link.kind.table) AS record JOIN people ON people.merged_into IS NOT NULL AND "
            guard !isList else { return people + "instr(record.\(column), people.id) > 0" }
            let ends = MergeMoves.ends[link.kind].map { $0.map { "record.\(FieldSpec.quoted($0))" } } ?? []
            let between = ends.isEmpty ? "" : " AND people.merged_into NOT IN (\(ends.joined(separator: ", ")))"
            return "\(people)people.id = record.\(column)\(between)"
        }

        fileprivate var isList: Bool { if case .list = link.spec.kind { true } else { false } }
    }

    /// The columns of kinds that stand between two people: what stands between the two records of one person stays as
    /// it is, because nobody has a tie to themselves.
    static let ends: [ResourceKind: [String]] = [
        .relationship: ["from_id", "to_id"], .personBarrier: ["person", "other"],
    ]

    /// Every member that is pointed; what is written of merges stays as it was.
    static let references = ErasureReach.links(to: .person).filter { $0.kind != .merge }.map(Reference.init)

    /// Counts what refers to merged people, and must not: `kith check` finds none.
    static let countLeft = SQL(
        fixed: "SELECT " + references.map { "(SELECT COUNT(*) \($0.left))" }.joined(separator: " + "))

    let merge: ID
    let kept: ID
    let merged: ID
    let transaction: WriteTransaction
    private var db: Connection { transaction.db }

    /// Says which merge it is, of whom.
    init(_ merge: ID, kept: ID, merged: ID, _ transaction: WriteTransaction) {
        self.merge = merge
        self.kept = kept
        self.merged = merged
        self.transaction = transaction
    }

    /// Points all that refers to the merged person to the kept one, and writes down what it was.
    ///
    /// - Throws: `SQLiteError`; `JSONError`.
    func point() throws {
        for reference in Self.references {
            var records: [ID] = []
            try db.query(reference.link.find, merged) { row in
                if let id = ID(row.text(0)) { records.append(id) }
            }
            for record in records { try point(record, reference) }
        }
    }

    /// Points back what was pointed and still refers to the kept person, and forgets that it was.
    ///
    /// - Throws: `SQLiteError`; `JSONError`.
    func pointBack() throws {
        var moves: [(name: RecordName, field: String, places: [Int]?)] = []
        try db.query(Self.findMoves, merge) { row in
            guard let kind = ResourceKind(rawValue: row.string(0)), let id = ID(row.text(1)) else { return }
            let places = try row.optionalString(3).map { text in
                try JSON.read(text).arrayValue?.compactMap { $0.int64Value.map(Int.init) } ?? []
            }
            moves.append((RecordName(kind, id), row.string(2), places))
        }
        for move in moves {
            let reference = Self.references.first { $0.link.kind == move.name.kind && $0.link.spec.name == move.field }
            guard let reference else { continue }
            try pointBack(move.name.id, reference, move.places)
        }
        try db.run(Self.deleteMoves, merge)
    }

    private func point(_ record: ID, _ reference: Reference) throws {
        if let isBetween = reference.isBetween, try db.exists(isBetween, record, kept) { return }
        var places: String?
        if reference.isList {
            let pointed = MergeList.pointed(try items(of: record, reference), from: merged, to: kept)
            places = pointed.places.map { JSON.text(.array($0.map { .number(JSONNumber(Int64($0))) })) }
            try write(pointed.items, to: record, reference)
        } else {
            try db.run(reference.set, record, transaction.nowText, kept)
        }
        try db.run(
            Self.insertMove, merge, reference.link.kind.rawValue, record, reference.link.spec.name, places)
    }

    private func pointBack(_ record: ID, _ reference: Reference, _ places: [Int]?) throws {
        guard reference.isList else {
            try db.run(reference.setBack, record, transaction.nowText, merged, kept)
            return
        }
        let present = try items(of: record, reference)
        guard let items = MergeList.pointedBack(present, from: kept, to: merged, places: places) else { return }
        try write(items, to: record, reference)
    }

    private func items(of record: ID, _ reference: Reference) throws -> [JSONValue] {
        let text = try db.one(reference.link.read, record) { $0.isNull(0) ? nil : Array($0.text(0)) } ?? nil
        guard let text else { return [] }
        return try JSON.read(text, limits: RecordLimits.stored).arrayValue ?? []
    }

    private func write(_ items: [JSONValue], to record: ID, _ reference: Reference) throws {
        try db.run(reference.set, record, transaction.nowText, JSON.text(.array(items)))
        if reference.link.kind == .supportCase { try CaseStore.followPeople(of: record, db) }
    }

    private static let insertMove: SQL = """
        INSERT INTO merge_moves (merge, resource, id, field, places) VALUES ($1, $2, $3, $4, $5)
        """
    private static let findMoves: SQL = """
        SELECT resource, id, field, places FROM merge_moves WHERE merge = $1 ORDER BY resource, id, field
        """
    private static let deleteMoves: SQL = "DELETE FROM merge_moves WHERE merge = $1"
}
