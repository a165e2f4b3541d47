internal import JSON
internal import SQLite

extension Note {
    /// Notes in the database.
    static let table = Table<Note>(isKept: true)
}

/// Notes in the database: what they rest on, who reads them, and what was said against them.
enum NoteStore {
    /// The case that a note belongs to.
    static let parent = Parent(of: Note.self, Note.supportCase, .supportCase)

    /// Adds a note to a case, written by the caller.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.invalid`; `SQLiteError`.
    static func create(
        in supportCase: ID, _ draft: Draft<Note>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try parent.require(supportCase, transaction.reading(by: access))
        var draft = draft
        draft[Note.supportCase] = supportCase
        draft[Note.by] = access.worker
        return try Note.table.insert(filledIn(draft), by: access, transaction)
    }

    /// Changes a note to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `.conflict` where somebody other than its writer changes
    ///   who reads it; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Note>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let draft = filledIn(draft)
        let before = try Note.table.record(id, transaction.reading(by: access)).members
        let isNarrowedAnew = [Note.visibility.spec, Note.visibleTo.spec].contains {
            draft.json($0) != before[$0.name]
        }
        guard !isNarrowedAnew || draft[Note.by] == access.worker else {
            throw AppError.conflict(.notTheirsToGive, "The worker who wrote a note says who reads it.")
        }
        try Note.table.update(id, version: version, to: draft, by: access, transaction)
    }

    /// Writes down what a person says against a note.
    ///
    /// - Throws: `AppError.notFound`, `.invalid`; `SQLiteError`.
    static func dispute(
        _ path: [ID], _ dispute: Draft<Dispute>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        guard let supportCase = path.first, let id = path.last else { throw AppError.notFound }
        let reading = transaction.reading(by: access)
        let before = try Note.table.record(id, reading)
        var draft = Draft<Note>(Dictionary(before.members.map { ($0.name, $0.value) }) { $1 })
        draft[Note.disputeStatement] = dispute[Dispute.statement]
        draft[Note.disputedBy] = try dispute[Dispute.by] ?? onlyPerson(of: supportCase, transaction.db)
        draft[Note.disputedAt] = transaction.now.wholeSecond
        if let person = dispute[Dispute.by], try !References.canName(person, in: supportCase, reading) {
            throw AppError.invalid([
                Fault(pointer: "/disputed_by", code: .unknownReference, detail: References.missing("person"))
            ])
        }
        try Note.table.update(id, version: before.version, to: draft, by: access, transaction)
    }

    /// The condition of the notes that are about a person by name.
    static func about(_ person: ID) -> ListQuery.Condition {
        ListQuery.Condition("instr(coalesce(about, ''), ?) > 0", person)
    }

    /// Who is told that somebody asked to look behind a note: its writer, and whoever leads the case, if they read it.
    ///
    /// To a lead who does not, the notice itself would tell that there is a note.
    static func toTell(of id: ID, in supportCase: ID, _ transaction: WriteTransaction) throws -> [ID] {
        let writer = try transaction.db.one(findWriter, id) { ID($0.text(0)) } ?? nil
        let lead = try LeadStore.latest(of: supportCase, transaction.db)
        let isTold = try lead.map { lead in
            let access = Access(worker: lead, role: .practitioner, token: nil)
            return try lead != writer && Note.table.exists(id, transaction.reading(by: access))
        }
        return [writer, isTold == true ? lead : nil].compactMap(\.self)
    }

    private static func filledIn(_ draft: Draft<Note>) -> Draft<Note> {
        var draft = draft
        draft[Note.standing] = draft[Note.standing] ?? Standing.opinion
        draft[Note.visibility] = draft[Note.visibility] ?? Visibility.caseTeam
        if draft[Note.standing] == Standing.opinion, draft[Note.whose] == nil, let writer = draft[Note.by] {
            draft[Note.whose] = Party(type: .worker, id: writer)
        }
        return draft
    }

    private static func onlyPerson(of supportCase: ID, _ db: Connection) throws -> ID? {
        var people: [ID] = []
        try db.query(findPeople, supportCase) { row in
            if let person = ID(row.text(0)) { people.append(person) }
        }
        return people.count == 1 ? people.first : nil
    }

    private static let findWriter: SQL = #"SELECT "by" FROM notes WHERE id = $1"#
    private static let findPeople: SQL = #"SELECT person FROM case_people WHERE "case" = $1"#
}
