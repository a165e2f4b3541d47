internal import SQLite

/// Access that was asked for, in the database.
enum GrantStore {
    /// What a route can be asked to open, by what its path begins with.
    enum Kind: Sendable {
        case supportCase, person, note
    }

    /// A record that can be asked for.
    enum Target: Sendable {
        case supportCase(ID)
        case person(ID)
        case note(ID, in: ID)
    }

    /// The record that asking would open: one that is there, and that the caller may not read.
    ///
    /// - Returns: nil where there is none.
    static func target(_ kind: Kind, _ path: [String], _ reading: ReadTransaction) throws -> Target? {
        let ids = path.compactMap { ID($0) }
        guard ids.count == path.count, let first = ids.first else { return nil }
        switch kind {
        case .person: return try firstClosed([.person(try PersonStore.present(first, reading.db))], reading)
        case .supportCase: return try firstClosed([.supportCase(first)], reading)
        case .note:
            guard ids.count == 2 else { return nil }
            return try firstClosed([.supportCase(first), .note(ids[1], in: first)], reading)
        }
    }

    /// Lets the caller in, and tells whoever leads the cases that are opened so, or wrote the note.
    ///
    /// A person is opened with the cases that are for them: without these nobody could be supported.
    static func open(
        _ target: Target, _ asking: Asking, by access: Access, request: ID, _ transaction: WriteTransaction
    ) throws {
        // Somebody may have given access since the request was read.
        guard let worker = access.worker, try isClosed(target, transaction.reading(by: access)) else { return }
        let until = transaction.now.wholeSecond.adding(seconds: asking.seconds)
        func grant(case supportCase: ID?, person: ID?) throws {
            try transaction.db.run(
                insert, transaction.ids.next(), transaction.nowText, supportCase, person, worker,
                asking.purpose.rawValue, asking.reason, until.canonical, request)
        }
        var opened: [ID] = []
        switch target {
        case .supportCase(let id): opened = [id]
        case .person(let id):
            try transaction.db.query(casesOfPerson, id) { row in
                if let supportCase = ID(row.text(0)) { opened.append(supportCase) }
            }
        case .note(let id, let supportCase):
            try transaction.db.run(
                insertForNote, transaction.ids.next(), transaction.nowText, id, worker, asking.purpose.rawValue,
                asking.reason, until.canonical, request)
            for reader in try NoteStore.toTell(of: id, in: supportCase, transaction) where reader != worker {
                try NoticeStore.tell(
                    reader, of: supportCase, note: id, asking, until: until, by: access, transaction)
            }
        }
        for supportCase in opened { try grant(case: supportCase, person: nil) }
        if case .person(let id) = target { try grant(case: nil, person: id) }
        for supportCase in opened {
            guard let lead = try LeadStore.latest(of: supportCase, transaction.db) else { continue }
            try NoticeStore.tell(lead, of: supportCase, asking, until: until, by: access, transaction)
        }
    }

    private static func firstClosed(_ targets: [Target], _ reading: ReadTransaction) throws -> Target? {
        try targets.first { try isClosed($0, reading) }
    }

    /// Whether there is a record that the caller may not read, and that asking would open.
    private static func isClosed(_ target: Target, _ reading: ReadTransaction) throws -> Bool {
        switch target {
        case .supportCase(let id): try reading.db.exists(findCase, id) && !Case.table.exists(id, reading)
        case .person(let id): try reading.db.exists(findPerson, id) && !Person.table.exists(id, reading)
        case .note(let id, let supportCase):
            // A supervisor looks behind the notes of their team: nobody else, and not in a case of their own.
            try reading.access.role == .supervisor && !Note.table.exists(id, reading)
                && reading.db.exists(findNote, id, supportCase)
                && reading.db.exists(findSupervised, supportCase, reading.access.worker, reading.nowText)
        }
    }

    private static let findCase: SQL = "SELECT 1 FROM cases WHERE id = $1"
    private static let findPerson: SQL = "SELECT 1 FROM people WHERE id = $1"
    private static let findNote = SQL(
        fixed: """
            SELECT 1 FROM notes WHERE id = $1 AND "case" = $2 AND \(AccessSQL.note.besides ?? "1 = 1")
            """)
    private static let findSupervised: SQL = """
        SELECT 1 FROM case_readers
        WHERE "case" = $1 AND worker = $2 AND "from" <= $3 AND (until IS NULL OR until > $3)
            AND basis = 'supervision' AND NOT EXISTS (SELECT 1 FROM cases WHERE id = $1 AND lead = $2)
        """
    private static let casesOfPerson: SQL = #"SELECT "case" FROM case_people WHERE person = $1 ORDER BY "case""#
    private static let insert: SQL = """
        INSERT INTO access_grants (id, created_at, "case", person, worker, purpose, reason, "from", until, request)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $2, $8, $9)
        """
    private static let insertForNote: SQL = """
        INSERT INTO note_grants (id, created_at, note, worker, purpose, reason, "from", until, request)
        VALUES ($1, $2, $3, $4, $5, $6, $2, $7, $8)
        """
}
