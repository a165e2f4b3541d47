internal import SQLite

/// Access that was asked for, in the database.
enum GrantStore {
    /// What a route can be asked to open: the record that its path begins with.
    enum Target: Sendable {
        case supportCase, person
    }

    /// Whether there is a record that the caller may not read, so that asking for it would open it.
    static func canOpen(_ target: Target, _ id: ID, _ reading: ReadTransaction) throws -> Bool {
        switch target {
        case .supportCase: try reading.db.exists(findCase, id) && !Case.table.exists(id, reading)
        case .person: try reading.db.exists(findPerson, id) && !Person.table.exists(id, reading)
        }
    }

    /// Lets the caller in, and tells whoever leads the cases that are opened so.
    ///
    /// A person is opened with the cases that are for them: without these nobody could be supported.
    static func open(
        _ target: Target, _ id: ID, _ asking: Asking, by access: Access, request: ID, _ transaction: WriteTransaction
    ) throws {
        // Somebody may have given access since the request was read.
        guard let worker = access.worker, try canOpen(target, id, transaction.reading(by: access)) else { return }
        let until = transaction.now.wholeSecond.adding(seconds: asking.seconds)
        var opened: [ID] = []
        switch target {
        case .supportCase: opened = [id]
        case .person:
            try transaction.db.query(casesOfPerson, id) { row in
                if let supportCase = ID(row.text(0)) { opened.append(supportCase) }
            }
        }
        let person: ID? = if case .person = target { id } else { nil }
        for (supportCase, person) in opened.map({ (ID?.some($0), ID?.none) }) + (person.map { [(nil, $0)] } ?? []) {
            try transaction.db.run(
                insert, transaction.ids.next(), transaction.nowText, supportCase, person, worker,
                asking.purpose.rawValue, asking.reason, until.canonical, request)
        }
        for supportCase in opened {
            guard let lead = try transaction.db.one(latestLead, supportCase, row: { ID($0.text(0)) }) ?? nil else {
                continue
            }
            try NoticeStore.tell(lead, of: supportCase, asking, until: until, by: access, transaction)
        }
    }

    private static let findCase: SQL = "SELECT 1 FROM cases WHERE id = $1"
    private static let findPerson: SQL = "SELECT 1 FROM people WHERE id = $1"
    private static let casesOfPerson: SQL = #"SELECT "case" FROM case_people WHERE person = $1 ORDER BY "case""#
    private static let insert: SQL = """
        INSERT INTO access_grants (id, created_at, "case", person, worker, purpose, reason, "from", until, request)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $2, $8, $9)
        """
    private static let latestLead: SQL = """
        SELECT worker FROM case_leads WHERE "case" = $1 ORDER BY "to" IS NOT NULL, "from" DESC, id DESC LIMIT 1
        """
}
