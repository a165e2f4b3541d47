internal import JSON
internal import SQLite

extension Person {
    /// People in the database.
    static let table = Table<Person>(isKept: true)
}

/// People in the database, as far as somebody may know of them.
enum PersonStore {
    private static let known = AccessRule(
        single: { AccessSQL.knows(person: $0, $1) }, list: { [AccessSQL.knows(person: "people.id", $0)] })

    /// Finds a person whom the caller may read, or who is tied to one whom they may read.
    static let isKnown = RuledSQL("SELECT 1 FROM people WHERE id = $1", known)
    /// Finds a person for whom the caller may open a case.
    static let isToLead = RuledSQL(
        "SELECT 1 FROM people WHERE id = $1",
        AccessRule(
            single: { AccessSQL.mayLead(person: $0, $1) }, list: { [AccessSQL.mayLead(person: "people.id", $0)] }))
    /// Adds a person, findable by their names and numbers; the leads of whom it may be are told behind the answer.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(_ draft: Draft<Person>, by access: Access, _ transaction: WriteTransaction) throws -> ID {
        let id = try Person.table.insert(draft, by: access, transaction)
        try makeFindable(id, draft, by: access, transaction)
        return id
    }

    /// Changes a person to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    @Sendable static func update(
        _ id: ID, version: Int64, to draft: Draft<Person>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Person.table.update(id, version: version, to: draft, by: access, transaction)
        try makeFindable(id, draft, by: access, transaction)
    }

    private static func makeFindable(
        _ id: ID, _ draft: Draft<Person>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try PersonKeyStore.write(id, draft, transaction.db)
        try MeetingStore.note(id, draft, by: access, transaction)
    }

    /// What a person's record says, whoever may read it.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`; `JSONError`.
    static func draft(of id: ID, _ transaction: WriteTransaction) throws -> Draft<Person> {
        let members = try Person.table.record(id, transaction.reading(by: .operatorOfTheFile)).members
        return Draft(Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first })
    }

    /// Finds a person whose record the caller may have erased: for whom they may open a case, or to whom they were let
    /// in for a rights request.
    static let isToErase = RuledSQL(
        "SELECT 1 FROM people WHERE id = $1",
        AccessRule(
            single: { AccessSQL.mayErase(person: $0, $1) }, list: { [AccessSQL.mayErase(person: "people.id", $0)] }))
    private static let findStub = RuledSQL("SELECT preferred_name FROM people WHERE id = $1", known)

    /// Writes what is told of a person who is tied to one whom the caller may read: the name as given.
    ///
    /// - Throws: `AppError.notFound` where the caller may not know of the person; `SQLiteError`.
    static func writeStub(
        _ id: ID, _ reading: ReadTransaction, picks: Picks, to writer: inout JSONWriter
    ) throws {
        let found: Void? = try reading.one(findStub, id) { row in
            writer.beginObject()
            if picks.contains(StandardFields.id.spec.name) {
                writer.name(StandardFields.id.spec.jsonName)
                writer.string(id.canonical)
            }
            if picks.contains(Person.preferredName.spec.name) {
                writer.name(Person.preferredName.spec.jsonName)
                writer.string(utf8: row.text(0))
            }
            writer.endObject()
        }
        guard found != nil else { throw AppError.notFound }
    }
}
