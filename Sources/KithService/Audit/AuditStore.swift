internal import JSON
internal import SQLite

extension Audit {
    /// The rows of the trail as records.
    static let table = Table<Audit>()
}

/// The trail in the database: rows are added, and never changed.
enum AuditStore {
    /// Adds entries behind the last row.
    ///
    /// The last row is read in this very transaction: other processes write too, and works before this one may have
    /// been undone.
    ///
    /// - Throws: `SQLiteError`.
    static func append(_ entries: [AuditEntry], _ transaction: WriteTransaction) throws {
        guard !entries.isEmpty else { return }
        var (head, filed) = try last(transaction.db)
        var bytes = AuditBytes()
        var at = (instant: Instant.first, text: Instant.first.canonical)
        for entry in entries {
            if entry.at != at.instant { at = (entry.at, entry.at.canonical) }
            let seq = head.seq + 1
            let subjects = String(decoding: AuditSubjects.text(entry.subjects), as: UTF8.self)
            bytes.begin(after: head.hash)
            bytes.add(seq)
            bytes.add(at.text)
            bytes.add(entry.request)
            bytes.add(entry.token)
            bytes.add(entry.worker)
            bytes.add(entry.onBehalfOf)
            bytes.add(entry.purpose)
            bytes.add(entry.reason)
            bytes.add(entry.method)
            bytes.add(entry.route)
            bytes.add(subjects)
            bytes.add(Int64(entry.outcome))
            let block = block(filed)
            filed += Int64(entry.subjects.count)
            bytes.add(filed)
            head = AuditAnchor(seq: seq, hash: bytes.hash)
            try transaction.db.run(
                insert, seq, at.text, entry.request, entry.token, entry.worker, entry.onBehalfOf, entry.purpose,
                entry.reason, entry.method, entry.route, subjects, entry.outcome, filed, head.hash)
            for subject in entry.subjects { try transaction.db.run(insertSubject, block, subject, seq) }
        }
    }

    /// The last row.
    ///
    /// - Throws: `SQLiteError`.
    static func head(_ db: Connection) throws -> AuditAnchor {
        try last(db).head
    }

    /// The last row, and how many subjects are filed up to it.
    private static func last(_ db: Connection) throws -> (head: AuditAnchor, filed: Int64) {
        try db.one(findLast) { (AuditAnchor(seq: $0.int(0), hash: Array($0.blob(1))), $0.int(2)) } ?? (.start, 0)
    }

    /// The block that a row's subjects are filed in.
    ///
    /// - Parameter filed: How many subjects are filed up to the row before.
    static func block(_ filed: Int64) -> Int64 {
        filed >> 14
    }

    /// The condition of the rows about a record.
    static func about(_ subject: ID) -> ListQuery.Condition {
        ListQuery.Condition(
            """
            seq IN (WITH RECURSIVE \(blocks) SELECT audit_subjects.seq FROM blocks CROSS JOIN audit_subjects
                WHERE audit_subjects.block = blocks.block AND subject = ?)
            """, subject)
    }

    /// The condition of the rows of a request: a list that is streamed has one for each of its pieces.
    static func of(request: ID) -> ListQuery.Condition {
        ListQuery.Condition("id = ?", request)
    }

    /// The condition of the rows of requests that came in at a time or later.
    ///
    /// An id of version 7 begins with its time (RFC 9562 §5.7), so the index of requests serves for times too.
    static func since(_ from: Instant) -> ListQuery.Condition {
        ListQuery.Condition("id >= ?", first(at: from))
    }

    /// The condition of the rows of requests that came in before a time.
    static func before(_ to: Instant) -> ListQuery.Condition {
        ListQuery.Condition("id < ?", first(at: to))
    }

    /// The least id that a request of that time or later can have.
    private static func first(at instant: Instant) -> ID {
        ID(high: UInt64(max(0, instant.milliseconds)) << 16, low: 0)
    }

    /// A table of all blocks for a `WITH RECURSIVE`, the latest first.
    static let blocks = """
        blocks (block) AS (
            SELECT * FROM (SELECT filed >> 14 FROM audit ORDER BY seq DESC LIMIT 1)
            UNION ALL SELECT block - 1 FROM blocks WHERE block > 0)
        """

    private static let insert: SQL = """
        INSERT INTO audit (seq, at, request, token, worker, on_behalf_of, purpose, reason, method, route, subjects,
            outcome, filed, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """
    private static let insertSubject: SQL = "INSERT INTO audit_subjects (block, subject, seq) VALUES ($1, $2, $3)"
    private static let findLast: SQL = "SELECT seq, hash, filed FROM audit ORDER BY seq DESC LIMIT 1"
}
