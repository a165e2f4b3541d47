internal import SQLite

/// Tells those who lead people's cases that somebody may have met one of them.
///
/// Whoever looks for a person or makes one, and may not read the record that there is, is told nothing: the lead
/// decides whether to get in touch. So no stranger learns that a person is known, and no double life stays unseen.
enum MeetingStore {
    /// How many people one request tells of.
    static let peopleMax = 5

    /// Tells the leads of these people's cases, once a day for each case and worker.
    ///
    /// - Throws: `SQLiteError`.
    static func tell(of people: [ID], by access: Access, _ transaction: WriteTransaction) throws {
        guard let worker = access.worker else { return }
        let today = String(transaction.nowText.prefix(10))
        for person in people.prefix(peopleMax) {
            var led: [(supportCase: ID, lead: ID)] = []
            try transaction.db.query(leads, person) { row in
                if let supportCase = ID(row.text(0)), let lead = ID(row.text(1)) { led.append((supportCase, lead)) }
            }
            for (supportCase, lead) in led where lead != worker {
                guard try !transaction.db.exists(told, supportCase, worker, today) else { continue }
                try NoticeStore.tellOfMeeting(lead, of: supportCase, by: access, transaction)
            }
        }
    }

    // Of a case at rest the one who led it last is told: the door stays open.
    private static let leads: SQL = """
        SELECT own."case", (SELECT worker FROM case_leads WHERE "case" = own."case"
            ORDER BY "to" IS NOT NULL, "from" DESC, id DESC LIMIT 1)
        FROM case_people AS own WHERE own.person = $1
        """
    private static let told: SQL = """
        SELECT 1 FROM notices
        WHERE kind = 'may_have_met' AND "case" = $1 AND asked_by = $2 AND created_at >= $3
        """
}
