internal import JSON
internal import SQLite

extension Case {
    /// Cases in the database.
    static let table = Table<Case>(
        shown: [
            .init(
                field: latestContacts.spec, stamp: CaseStore.stampLatestContacts, write: CaseStore.writeLatestContacts)
        ], isKept: true)
}

/// Cases in the database: the case, its people, its lead and its moves always agree.
enum CaseStore {
    /// How many of its latest contacts a case shows.
    static let latestContactsCount = 3

    /// What belongs to a case.
    static let moves = Parent(of: Move.self, Move.supportCase, .supportCase)
    static let leads = Parent(of: Lead.self, Lead.supportCase, .supportCase)

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
        try References.check(draft, transaction.reading(by: access))
        try checkApart(draft, before: [], transaction.reading(by: access))
        let id = try Case.table.insert(draft, by: access, transaction)
        try writePeople(id, draft, transaction.db)
        try LeadStore.begin(lead, of: id, by: access, transaction)
        try add(move(to: CaseState.hello), to: id, by: access, transaction)
        return id
    }

    /// Changes a case; its state and lead change by their own ways.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Case>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let before = try people(of: id, transaction.reading(by: access))
        try Case.table.update(id, version: version, to: draft, by: access, transaction)
        try checkApart(draft, before: before, transaction.reading(by: access))
        guard Set(before) != Set(Case.people(of: draft)) else { return }
        try transaction.db.run(deletePeople, id)
        try writePeople(id, draft, transaction.db)
    }

    /// Moves a case to another state, in any direction.
    ///
    /// Coming to rest ends the lead; leaving it begins a lead again: the worker who led last, where that worker is
    /// still here, and otherwise the caller, who must be a supervisor (`LeadStore.resume`).
    ///
    /// - Throws: `AppError.notFound`; `.conflict` where the case is in that state already; `SQLiteError`.
    static func move(_ id: ID, _ draft: Draft<Move>, by access: Access, _ transaction: WriteTransaction) throws {
        let current = try transaction.db.one(findState, id) { (state: $0.string(0), lead: $0.optionalString(1)) }
        guard let current else { throw AppError.notFound }
        guard let state = draft[Move.state], state != current.state else {
            throw AppError.conflict(.alreadyInState, "The case is in this state already.")
        }
        var lead = current.lead
        if state == CaseState.atRest {
            try LeadStore.end(of: id, reason: CaseState.atRest, transaction)
            lead = nil
        } else if current.state == CaseState.atRest {
            lead = try LeadStore.resume(id, by: access, transaction).canonical
        }
        try transaction.db.run(moveCase, id, state, draft[Move.reason], lead, transaction.nowText)
        try add(draft, to: id, by: access, transaction)
    }

    /// Opens a case at rest again: a move to hello.
    ///
    /// - Throws: `AppError.notFound`; `.conflict` where the case is not at rest; `SQLiteError`.
    static func reopen(_ id: ID, note: String?, by access: Access, _ transaction: WriteTransaction) throws {
        let state = try transaction.db.one(findState, id) { $0.string(0) }
        guard let state else { throw AppError.notFound }
        guard state == CaseState.atRest else {
            throw AppError.conflict(.notAtRest, "The case is open: it is not at rest.")
        }
        var draft = move(to: CaseState.hello)
        draft[Move.note] = note
        try move(id, draft, by: access, transaction)
    }

    /// The condition of the cases that a worker leads today; who leads a case reads it.
    static func led(by worker: ID, _ access: Access) -> ListQuery.Condition {
        let condition = ListQuery.Condition("lead = ?", worker)
        return worker == access.worker ? condition.decided : condition
    }

    /// The condition of the cases that are for a person.
    static func about(_ person: ID) -> ListQuery.Condition {
        ListQuery.Condition(#"id IN (SELECT "case" FROM case_people WHERE person = ?)"#, person)
    }

    /// Says which are a case's latest contacts.
    ///
    /// A contact does not change its case's row, which would be one page more to write for each.
    @Sendable static func stampLatestContacts(
        _ id: ID, _ reading: ReadTransaction, _ stamps: inout Stamps
    ) throws {
        try reading.db.query(latestContactStamps, id, latestContactsCount) { stamps.append($0, id: 2) }
    }

    /// Writes the list of a case's latest contacts.
    @Sendable static func writeLatestContacts(
        _ id: ID, _ reading: ReadTransaction, _ writer: inout JSONWriter
    ) throws {
        writer.beginArray()
        try reading.db.query(latestContacts, id, latestContactsCount) { row in
            writer.beginObject()
            Contact.table.write(row, picks: .all, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// The draft of a move to a state.
    private static func move(to state: String) -> Draft<Move> {
        var draft = Draft<Move>()
        draft[Move.state] = state
        return draft
    }

    private static func people(of id: ID, _ reading: ReadTransaction) throws -> [ID] {
        try Case.table.require(id, reading)
        var people: [ID] = []
        try reading.db.query(findPeople, id) { row in
            if let person = ID(row.text(0)) { people.append(person) }
        }
        return people
    }

    /// Makes sure that nobody comes into a case with somebody from whom a barrier parts them, nor by the hand of
    /// somebody who was let in to their record for a time.
    private static func checkApart(_ draft: Draft<Case>, before: [ID], _ reading: ReadTransaction) throws {
        let people = Case.people(of: draft)
        var faults = Faults()
        for (index, person) in people.enumerated() where !before.contains(person) {
            guard try people.contains(where: { try PersonBarrierStore.isBetween(person, $0, reading.db) }) else {
                continue
            }
            let place = JSONPointer.root.appending(Case.people.spec.name).appending(index)
            faults.add(place, .unknownReference, References.missing("person"))
        }
        try faults.throwIfAny()
        for person in people where !before.contains(person) {
            guard try reading.exists(PersonStore.isToLead, person) else {
                throw AppError.conflict(
                    .notTheirsToGive, "You were let in to this person's record for a time: ask who leads their case.")
            }
        }
    }

    private static func writePeople(_ id: ID, _ draft: Draft<Case>, _ db: Connection) throws {
        for person in Case.people(of: draft) { try db.run(insertPerson, id, person) }
    }

    /// Makes the rows by which a case's people are found follow what the case says.
    static func followPeople(of id: ID, _ db: Connection) throws {
        try db.run(deletePeople, id)
        try db.run(insertPeople, id)
    }

    private static func add(
        _ move: Draft<Move>, to id: ID, by access: Access, _ transaction: WriteTransaction
    ) throws {
        var move = move
        move[Move.supportCase] = id
        try Move.table.insert(move, by: access, transaction)
    }
}

extension CaseStore {
    private static let latestContacts = SQL(
        fixed: """
            SELECT \(Contact.table.selection) FROM contacts WHERE "case" = $1 AND \(AccessSQL.contactBesides)
            ORDER BY at DESC, id DESC LIMIT $2
            """)
    private static let latestContactStamps = SQL(
        fixed: """
            SELECT \(Stamps.columns), id FROM contacts WHERE "case" = $1 AND \(AccessSQL.contactBesides)
            ORDER BY at DESC, id DESC LIMIT $2
            """)
    private static let findState: SQL = "SELECT state, lead FROM cases WHERE id = $1"
    private static let moveCase: SQL = """
        UPDATE cases SET state = $2, at_rest_reason = $3, lead = $4, version = version + 1, updated_at = $5
        WHERE id = $1
        """
    private static let findPeople: SQL = #"SELECT person FROM case_people WHERE "case" = $1"#
    private static let insertPerson: SQL = #"INSERT INTO case_people ("case", person) VALUES ($1, $2)"#
    private static let insertPeople: SQL = """
        INSERT INTO case_people ("case", person)
        SELECT cases.id, named.value FROM cases, json_each(cases.people) AS named WHERE cases.id = $1
        """
    private static let deletePeople: SQL = #"DELETE FROM case_people WHERE "case" = $1"#
}
