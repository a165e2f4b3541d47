internal import JSON
internal import SQLite

/// Cases in the database: the case, its people, its lead and its moves always agree.
enum CaseStore {
    /// How many of its latest contacts a case shows.
    static let latestContactsCount = 3

    /// Opens a case in the state hello, led by whom the draft names, or by the caller.
    ///
    /// - Throws: `AppError.invalid`; `.conflict` where the lead does not work here any more; `SQLiteError`.
    static func create(_ draft: Draft<Case>, by access: Access, _ transaction: WriteTransaction) throws -> ID {
        var draft = draft
        draft[Case.state] = CaseState.hello
        guard let lead = draft[Case.lead] ?? access.worker else {
            throw AppError.invalid([Fault(pointer: "/lead", code: .required, detail: "Say who leads the case.")])
        }
        draft[Case.lead] = lead
        let id = try Case.table.insert(draft, by: access, transaction)
        try writePeople(id, draft, transaction.db)
        try begin(lead, of: id, by: access, transaction)
        try add(move(to: CaseState.hello), to: id, by: access, transaction)
        return id
    }

    /// Changes a case; its state and lead change by their own ways.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Case>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Case.table.update(id, version: version, to: draft, by: access, transaction)
        try transaction.db.run(#"DELETE FROM case_people WHERE "case" = $1"#, id.canonical)
        try writePeople(id, draft, transaction.db)
    }

    /// Moves a case to another state, in any direction.
    ///
    /// Coming to rest ends the lead; leaving it begins a lead again: the worker who led last, where that worker is
    /// still here, and otherwise the caller.
    ///
    /// - Throws: `AppError.notFound`; `.conflict` where the case is in that state already; `SQLiteError`.
    static func move(_ id: ID, _ draft: Draft<Move>, by access: Access, _ transaction: WriteTransaction) throws {
        let db = transaction.db
        guard let current = try db.one("SELECT state FROM cases WHERE id = $1", id.canonical, row: { $0.string(0) })
        else { throw AppError.notFound }
        guard let state = draft[Move.state], state != current else {
            throw AppError.conflict(.alreadyInState, "The case is in this state already.")
        }
        let now = transaction.now.wholeSecond.canonical
        var lead = try db.one("SELECT lead FROM cases WHERE id = $1", id.canonical) { $0.optionalString(0) } ?? nil
        if state == CaseState.atRest {
            try endLead(of: id, reason: "at_rest", transaction)
            lead = nil
        } else if current == CaseState.atRest {
            let next = try lastLead(of: id, db) ?? access.worker
            guard let next else { throw AppError.conflict(.workerInactive, "Nobody is here to lead the case.") }
            try begin(next, of: id, by: access, transaction)
            lead = next.canonical
        }
        try db.run(
            """
            UPDATE cases SET state = $2, at_rest_reason = $3, lead = $4, version = version + 1, updated_at = $5
            WHERE id = $1
            """, id.canonical, state, draft[Move.reason], lead, now)
        try add(draft, to: id, by: access, transaction)
    }

    /// The condition of the cases that a worker leads today.
    static func led(by worker: ID) -> ListQuery.Condition {
        ListQuery.Condition("lead = ?", worker)
    }

    /// The condition of the cases that are for a person.
    static func about(_ person: ID) -> ListQuery.Condition {
        ListQuery.Condition(#"id IN (SELECT "case" FROM case_people WHERE person = ?)"#, person)
    }

    /// The condition of what belongs to a case.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `SQLiteError`.
    static func belonging(to id: ID, _ db: Connection) throws -> ListQuery.Condition {
        guard try exists(id, db) else { throw AppError.notFound }
        return ListQuery.Condition(#""case" = ?"#, id)
    }

    /// Whether there is such a case.
    static func exists(_ id: ID, _ db: Connection) throws -> Bool {
        try db.exists("SELECT 1 FROM cases WHERE id = $1", id.canonical)
    }

    /// The id of the lead period that is open now.
    ///
    /// - Throws: `AppError.notFound` where there is none; `SQLiteError`.
    static func activeLead(of id: ID, _ db: Connection) throws -> ID {
        let found = try db.one(#"SELECT id FROM case_leads WHERE "case" = $1 AND "to" IS NULL"#, id.canonical) { row in
            ID(row.string(0))
        }
        guard let lead = found ?? nil else { throw AppError.notFound }
        return lead
    }

    /// Writes the list of a case's latest contacts.
    @Sendable static func writeLatestContacts(_ id: ID, _ db: Connection, _ writer: inout JSONWriter) throws {
        writer.beginArray()
        try db.query(latestContacts, id.canonical, latestContactsCount) { row in
            writer.beginObject()
            Contact.table.write(row, picks: .all, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// The draft of a move to a state.
    static func move(to state: String) -> Draft<Move> {
        var draft = Draft<Move>()
        draft[Move.state] = state
        return draft
    }

    private static let latestContacts = SQL(
        fixed: """
            SELECT \(Contact.table.selection) FROM contacts WHERE "case" = $1 ORDER BY at DESC, id DESC LIMIT $2
            """)

    private static func writePeople(_ id: ID, _ draft: Draft<Case>, _ db: Connection) throws {
        for person in Case.people(of: draft) {
            try db.run(#"INSERT INTO case_people ("case", person) VALUES ($1, $2)"#, id.canonical, person.canonical)
        }
    }

    private static func begin(
        _ worker: ID, of id: ID, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let isHere = try transaction.db.exists(
            "SELECT 1 FROM workers WHERE id = $1 AND active = 1", worker.canonical)
        guard isHere else { throw AppError.conflict(.workerInactive, "This worker does not work here any more.") }
        var draft = Draft<Lead>()
        draft[Lead.supportCase] = id
        draft[Lead.worker] = worker
        draft[Lead.from] = transaction.now.wholeSecond
        try Lead.table.insert(draft, by: access, transaction)
    }

    private static func endLead(of id: ID, reason: String, _ transaction: WriteTransaction) throws {
        try transaction.db.run(
            """
            UPDATE case_leads SET "to" = $2, end_reason = $3, version = version + 1, updated_at = $2
            WHERE "case" = $1 AND "to" IS NULL
            """, id.canonical, transaction.now.wholeSecond.canonical, reason)
    }

    private static func add(
        _ move: Draft<Move>, to id: ID, by access: Access, _ transaction: WriteTransaction
    ) throws {
        var move = move
        move[Move.supportCase] = id
        try Move.table.insert(move, by: access, transaction)
    }

    /// The worker who led a case last, where that worker is still here.
    private static func lastLead(of id: ID, _ db: Connection) throws -> ID? {
        let found = try db.one(
            """
            SELECT workers.id FROM case_leads JOIN workers ON workers.id = case_leads.worker
            WHERE case_leads."case" = $1 AND workers.active = 1
            ORDER BY case_leads."from" DESC, case_leads.id DESC LIMIT 1
            """, id.canonical
        ) { ID($0.string(0)) }
        return found ?? nil
    }
}
