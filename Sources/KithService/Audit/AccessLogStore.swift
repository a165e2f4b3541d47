internal import SQLite

/// What the trail holds about a person: about their record, their cases, their ties and where they live, but of a
/// household only what was asked about themselves.
enum AccessLogStore {
    /// The latest rows about a person, newest first.
    ///
    /// - Parameters:
    ///   - before: Rows from this place in the trail on are left out.
    ///   - limit: How many at most.
    /// - Throws: `AppError.notFound` where there is no such person; `SQLiteError`.
    static func list(
        of person: ID, before: Int64, limit: Int, _ reading: ReadTransaction
    ) throws -> [AccessLogItem] {
        // An auditor reads the trail of everybody, and of nobody the record: whatever the id is, the trail says.
        guard try reading.access.role == .auditor || Person.table.exists(person, reading) else {
            throw AppError.notFound
        }
        var items: [AccessLogItem] = []
        if reading.access.role == .auditor {
            try reading.db.query(findAll, person, before, limit) { items.append(item($0)) }
        } else {
            let worker = reading.access.worker
            try reading.db.query(find, person, before, limit, worker, reading.nowText) { items.append(item($0)) }
        }
        return items
    }

    private static func item(_ row: borrowing Row) -> AccessLogItem {
        AccessLogItem(
            seq: row.int(0), at: row.string(1), role: row.optionalString(2), name: row.optionalString(3),
            purpose: row.optionalString(4), method: row.string(5),
            route: row.string(6), outcome: row.int(7))
    }

    // The role is that of whoever looked: of the worker whom a front end acted for, and otherwise of the token, which
    // keeps the role that it was made for; an identity provider's token has none of its own.
    private static func statement(_ cases: String, _ ties: String, _ rows: String) -> SQL {
        SQL(
            fixed: """
                WITH RECURSIVE wanted (id) AS (
                    SELECT $1
                    UNION SELECT id FROM people WHERE merged_into = $1
                    UNION SELECT "case" FROM case_people WHERE person = $1\(cases)
                    UNION SELECT id FROM household_members WHERE person = $1
                    UNION SELECT id FROM relationships WHERE (from_id = $1 OR to_id = $1)\(ties)),
                \(AuditStore.blocks)
                SELECT audit.seq, audit.at,
                    CASE WHEN audit.on_behalf_of IS NULL THEN coalesce(tokens.role, workers.role) ELSE workers.role END,
                    workers.name,
                    audit.purpose, audit.method, audit.route, audit.outcome
                FROM audit
                    LEFT JOIN tokens ON tokens.id = audit.token
                    LEFT JOIN workers ON workers.id = coalesce(audit.on_behalf_of, audit.worker)
                WHERE audit.seq < $2 AND audit.seq IN (\(AuditStore.found))
                    \(rows)
                ORDER BY audit.seq DESC LIMIT $3
                """)
    }

    /// For those who look after the trail.
    private static let findAll = statement("", "", "")
    /// For everybody else: rows about a case or a tie that the caller may not read would tell that it is there.
    private static let find = statement(
        " AND \"case\" IN (\(AccessSQL.cases(marks)))",
        " AND (\(AccessSQL.relationship.list(marks).joined(separator: " OR ")))"
            + (AccessSQL.relationship.besides.map { " AND \($0)" } ?? ""),
        // What was done with a note that is closed to the caller would tell that there is one, and so would a row less
        // than for a note that is nowhere: both are left out.
        """
        AND (NOT (audit.route LIKE '\(noteRoute)%'
                OR (audit.method = 'POST' AND audit.route = '/v1/cases/{id}/notes' AND audit.outcome = 201))
            OR EXISTS (
                SELECT 1 FROM notes WHERE notes.id IN (substr(audit.subjects, 1, 36), substr(audit.subjects, 38, 36))
                    AND \(note)))
        """)
    private static let noteRoute = "/v1/cases/{id}/notes/{note}"
    // A row names the case and the note: two ids with a space between.
    private static let note = [
        AccessSQL.note.single("", marks), AccessSQL.note.narrows?(marks), AccessSQL.note.besides,
    ].compactMap(\.self).joined(separator: " AND ")
    private static let marks = AccessRule.Marks.behind(3)
}
