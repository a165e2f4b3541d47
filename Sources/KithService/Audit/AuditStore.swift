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
    /// The last row is read in this very transaction: other processes write too.
    ///
    /// - Throws: `SQLiteError`.
    static func append(_ entries: some Sequence<AuditEntry>, _ db: Connection) throws {
        var head: AuditAnchor?
        var bytes = AuditBytes()
        var at = (instant: Instant.first, text: Instant.first.canonical)
        var known = AuditAbout.Known()
        for entry in entries {
            if entry.at != at.instant { at = (entry.at, entry.at.canonical) }
            let last = try head ?? Self.head(db)
            let seq = last.seq + 1
            let about = try AuditAbout(entry.subjects, block: AuditFiling.block(of: seq), &known, db)
            bytes.begin(after: last.hash)
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
            bytes.add(about)
            bytes.add(Int64(entry.outcome))
            let hash = bytes.hash
            try db.run(
                insert, seq, at.text, entry.request, entry.token, entry.worker, entry.onBehalfOf, entry.purpose,
                entry.reason, entry.method, entry.route, about, entry.outcome, hash)
            head = AuditAnchor(seq: seq, hash: hash)
            if seq.isMultiple(of: AuditFiling.rowCount) {
                try AuditFiling.file(block: AuditFiling.block(of: seq), db)
            }
        }
    }

    /// The last row.
    ///
    /// - Throws: `SQLiteError`.
    static func head(_ db: Connection) throws -> AuditAnchor {
        try db.one(findLast) { AuditAnchor(seq: $0.int(0), hash: Array($0.blob(1))) } ?? .start
    }

    /// The condition of the rows about a record.
    static func about(_ subject: ID) -> ListQuery.Condition {
        ListQuery.Condition("seq IN (WITH RECURSIVE wanted (id) AS (SELECT ?), \(blocks) \(found))", subject)
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

    /// Tables for a `WITH RECURSIVE` that has one named `wanted` with the ids of records: all blocks that are filed,
    /// and what is filed there under those records.
    static let blocks = """
        blocks (block) AS (
            SELECT * FROM (SELECT seq / \(AuditFiling.rowCount) - 1 FROM audit ORDER BY seq DESC LIMIT 1)
            UNION ALL SELECT block - 1 FROM blocks WHERE block > 0),
        lines (block, seqs, sets) AS MATERIALIZED (
            SELECT blocks.block, seqs, sets FROM blocks CROSS JOIN wanted CROSS JOIN audit_filed AS filed
            WHERE filed.block = blocks.block AND filed.what = wanted.id)
        """

    /// The rows about those records: filed under them, under a set that they are in, and those of the last block, which
    /// is not filed yet.
    static let found = """
        SELECT seq.value FROM lines CROSS JOIN json_each(lines.seqs) AS seq
        UNION ALL
        SELECT seq.value FROM lines CROSS JOIN json_each(lines.sets) AS opened
            CROSS JOIN audit AS first CROSS JOIN audit_filed AS filed CROSS JOIN json_each(filed.seqs) AS seq
        WHERE first.seq = opened.value AND filed.block = lines.block AND filed.what = first.subjects
        UNION ALL
        SELECT seq FROM audit
        WHERE seq > (SELECT max(seq) / \(AuditFiling.rowCount) * \(AuditFiling.rowCount) FROM audit)
            AND (EXISTS (SELECT 1 FROM wanted WHERE instr(audit.subjects, wanted.id) > 0) OR EXISTS (
                SELECT 1 FROM audit_sets AS sets CROSS JOIN wanted
                WHERE sets.block = (audit.seq - 1) / \(AuditFiling.rowCount) AND sets.hash = audit.subjects
                    AND instr(sets.subjects, wanted.id) > 0))
        """

    private static let insert: SQL = """
        INSERT INTO audit (seq, at, request, token, worker, on_behalf_of, purpose, reason, method, route, subjects,
            outcome, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """
    private static let findLast: SQL = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
}
