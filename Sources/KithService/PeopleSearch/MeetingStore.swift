internal import SQLite

/// Tells those who lead people's cases that somebody may have met one of them.
///
/// Whoever looks for a person or makes one, and may not read the record that there is, is told nothing: the lead
/// decides whether to get in touch. So no stranger learns that a person is known, and no double life stays unseen.
enum MeetingStore {
    /// How many people one request tells of.
    static let peopleMax = 5

    /// Notes that somebody made or changed a person, for a look behind the answer.
    ///
    /// The row is written whoever it is, so that neither the answer nor its time tells that somebody is known.
    ///
    /// - Throws: `SQLiteError`.
    static func note(
        _ person: ID, _ draft: Draft<Person>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        guard let worker = access.worker, PersonSearch(draft).isTelling else { return }
        try transaction.db.run(insertMet, person, worker)
        transaction.afterwards.add { _ = try lookAtOneMet($0) }
    }

    /// Looks at those who were met before the service last stopped.
    ///
    /// - Throws: `SQLiteError`.
    static func catchUp(_ database: Database, _ clock: any Clock, _ ids: any IDSource) throws {
        while try database.perform(clock, ids, lookAtOneMet) {}
    }

    /// Looks whether somebody who was met is known to others.
    ///
    /// - Returns: Whether there was anybody.
    @Sendable private static func lookAtOneMet(_ transaction: WriteTransaction) throws -> Bool {
        let met = try transaction.db.one(findMet) { row -> (person: ID, by: Access)? in
            guard let person = ID(row.text(0)), let worker = ID(row.text(1)), let role = Role(rawValue: row.string(2))
            else { return nil }
            return (person, Access(worker: worker, role: role, token: nil))
        }
        guard let (person, access) = met ?? nil else { return false }
        let search = PersonSearch(try PersonStore.draft(of: person, transaction))
        try tell(search, by: access, transaction)
        try transaction.db.run(deleteMet, person, access.worker)
        return true
    }

    /// Tells the leads of those who are likely whom a worker looks for or has met, and whom the worker may not read.
    ///
    /// - Throws: `SQLiteError`.
    static func tell(_ search: PersonSearch, by access: Access, _ transaction: WriteTransaction) throws {
        let people = try PersonSearchStore.strangers(search, transaction.reading(by: access))
        try tell(of: people, by: access, transaction)
    }

    /// Tells the leads of these people's cases, once a day for each case and worker.
    private static func tell(of people: [ID], by access: Access, _ transaction: WriteTransaction) throws {
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

    private static let insertMet: SQL = """
        INSERT INTO meetings_to_look_at (person, worker) VALUES ($1, $2) ON CONFLICT DO NOTHING
        """
    private static let findMet: SQL = """
        SELECT met.person, met.worker, workers.role FROM meetings_to_look_at AS met
        JOIN workers ON workers.id = met.worker LIMIT 1
        """
    private static let deleteMet: SQL = "DELETE FROM meetings_to_look_at WHERE person = $1 AND worker = $2"
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
