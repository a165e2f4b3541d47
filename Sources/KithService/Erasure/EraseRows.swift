internal import JSON
internal import SQLite

/// Takes rows out of every table, and references out of those that stay, in the one transaction that decides it.
struct EraseRows {
    /// Rows that hang on a record and are none themselves.
    struct Attachment: Sendable {
        let table: String
        let column: String
        let owner: ResourceKind
    }

    static let attachments = [
        Attachment(table: "case_people", column: "person", owner: .person),
        Attachment(table: "case_people", column: #""case""#, owner: .supportCase),
        Attachment(table: "access_grants", column: "person", owner: .person),
        Attachment(table: "access_grants", column: #""case""#, owner: .supportCase),
        Attachment(table: "note_grants", column: "note", owner: .note),
        Attachment(table: "person_keys", column: "person", owner: .person),
        Attachment(table: "people_to_key", column: "person", owner: .person),
        Attachment(table: "meetings_to_look_at", column: "person", owner: .person),
        Attachment(table: "merge_moves", column: "merge", owner: .merge),
    ]

    private let reach: ErasureReach
    private let start: RecordName
    private let transaction: WriteTransaction
    private var db: Connection { transaction.db }

    init(_ reach: ErasureReach, _ start: RecordName, _ transaction: WriteTransaction) {
        self.reach = reach
        self.start = start
        self.transaction = transaction
    }

    /// Does it.
    ///
    /// - Throws: `SQLiteError`.
    func run() throws {
        for reference in reach.references { try takeOut(reference) }
        for attachment in Self.attachments {
            let delete = "DELETE FROM \(attachment.table) WHERE \(attachment.column) = $1"
            for target in reach.going where target.kind == attachment.owner {
                try db.runText(delete, [.text(target.id.canonical)])
            }
        }
        // What refers to something goes before it.
        for target in reach.going.sorted(by: { Self.depth($0.kind) > Self.depth($1.kind) }) {
            try db.run(Self.deletes[Int(target.kind.number)], target.id)
            try db.run(Self.deleteRevisions, target.kind.rawValue, target.id)
            try db.run(Self.deleteMoves, target.id)
            if target.kind.partyType != nil { try db.run(Self.deleteParty, target.id) }
            if ErasureReach.owners.contains(target.kind) { try db.run(Self.deleteReplies, target.id) }
        }
        for id in start.kind == .person ? people : [start.id] { try takeOutOfRevisions(id) }
        try ChangeStore.forget(reach.going, db)
        db.emptiesLog = true
    }

    /// The person, and the other records of theirs.
    private var people: [ID] { reach.going.filter { $0.kind == .person }.map(\.id) }

    /// Gives a record that stays a new version without a reference, and keeps nothing of the old one.
    private func takeOut(_ reference: ErasureReach.Reference) throws {
        let (spec, record) = (reference.link.spec, reference.target)
        var left: JSONValue?
        if case .json = Column.Form(spec.kind), let text = try db.one(reference.link.read, record.id, row: Self.text) {
            left = spec.kind.without(reference.id, in: try JSON.read(text, limits: RecordLimits.stored))
        }
        var values: [SQLiteValue] = []
        spec.kind.store(left, in: &values)
        let changes = spec.columns.enumerated().map { "\($1) = $\($0 + 3)" }.joined(separator: ", ")
        try db.runText(
            """
            UPDATE \(record.kind.table) SET version = version + 1, updated_at = $2, \(changes) WHERE id = $1
            """,
            [.text(record.id.canonical), .text(transaction.nowText)] + values)
    }

    private static func text(_ row: borrowing Row) -> [UInt8] { Array(row.text(0)) }

    /// Earlier versions of what stays are written again without the references.
    private func takeOutOfRevisions(_ gone: ID) throws {
        var earlier: [(resource: String, id: String, version: Int64, at: String, by: String?, body: [UInt8])] = []
        try db.query(Self.findRevisions, gone) { row in
            earlier.append(
                (row.string(0), row.string(1), row.int(2), row.string(3), row.optionalString(4), Array(row.text(5))))
        }
        for revision in earlier {
            guard let kind = ResourceKind(rawValue: revision.resource),
                let body = try JSON.read(revision.body, limits: RecordLimits.stored).objectValue
            else { continue }
            try db.run(Self.deleteRevision, revision.resource, revision.id, revision.version)
            // A version that would lack what it must have says nothing any more.
            guard let left = ShapeKind.without(gone, in: body, kind.stored.fields) else { continue }
            try db.run(
                Statements.keepRevision, revision.resource, revision.id, revision.version, revision.at, revision.by,
                JSON.text(.object(left)))
        }
    }

    /// How far a kind is from what refers to nothing.
    private static func depth(_ kind: ResourceKind) -> Int { depths[Int(kind.number)] }

    private static let depths: [Int] = {
        func depth(_ kind: ResourceKind, _ seen: Set<ResourceKind>) -> Int {
            let above = ResourceKind.allCases.filter { above in
                above != kind && !seen.contains(above) && ErasureReach.links(to: above).contains { $0.kind == kind }
            }
            return above.map { depth($0, seen.union([kind])) + 1 }.max() ?? 0
        }
        return ResourceKind.allCases.map { depth($0, []) }
    }()
    private static let deletes = ResourceKind.allCases.map { SQL(fixed: "DELETE FROM \($0.table) WHERE id = $1") }
    private static let deleteRevisions: SQL = "DELETE FROM revisions WHERE resource = $1 AND id = $2"
    private static let deleteRevision: SQL = "DELETE FROM revisions WHERE resource = $1 AND id = $2 AND version = $3"
    private static let deleteMoves: SQL = "DELETE FROM merge_moves WHERE id = $1"
    private static let deleteParty: SQL = "DELETE FROM parties WHERE id = $1"
    private static let deleteReplies: SQL = """
        DELETE FROM idempotent_replies WHERE instr(body, CAST($1 AS BLOB)) > 0
        """
    private static let findRevisions: SQL = """
        SELECT resource, id, version, replaced_at, replaced_by, body FROM revisions WHERE instr(body, $1) > 0
        """
}
