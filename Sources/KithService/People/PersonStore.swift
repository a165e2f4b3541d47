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
        try draft(of: id, transaction.reading(by: .operatorOfTheFile))
    }

    /// What a person's record says, as the caller may read it.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`; `JSONError`.
    static func draft(of id: ID, _ reading: ReadTransaction) throws -> Draft<Person> {
        let members = try Person.table.record(id, reading).members
        return Draft(Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first })
    }

    /// Finds a person whose record the caller may have erased: for whom they may open a case, or to whom they were let
    /// in for a rights request.
    static let isToErase = RuledSQL(
        "SELECT 1 FROM people WHERE id = $1",
        AccessRule(
            single: { AccessSQL.mayErase(person: $0, $1) }, list: { [AccessSQL.mayErase(person: "people.id", $0)] }))
    private static let findStub = RuledSQL("SELECT preferred_name, merged_into FROM people WHERE id = $1", known)
    /// Finds a record that was merged into one that the caller may read.
    static let findMerged = RuledSQL(
        "SELECT preferred_name, merged_into FROM people WHERE id = $1 AND merged_into IS NOT NULL",
        AccessRule(
            single: { _, marks in AccessSQL.reads(person: "people.merged_into", marks) },
            list: { [AccessSQL.reads(person: "people.merged_into", $0)] }))
    private static let findKept: SQL = "SELECT merged_into FROM people WHERE id = $1 AND merged_into IS NOT NULL"

    /// What whoever may read the kept record is told of one that was merged into it.
    static let wasMerged = AppError.conflict(
        .merged, "This record was merged into another of the same person: read it to be told which.")

    /// The person whose record goes on: the same, or whom they were merged into.
    static func present(_ id: ID, _ db: Connection) throws -> ID {
        try (db.one(findKept, id, row: { ID($0.text(0)) }) ?? nil) ?? id
    }

    /// Writes what is told of a person who is tied to one whom the caller may read, the name as given; or of a record
    /// that was merged into one that they may read, where that is.
    ///
    /// - Throws: `AppError.notFound` where the caller may not know of the person; `SQLiteError`.
    static func writeStub(
        _ id: ID, _ reading: ReadTransaction, picks: Picks, to writer: inout JSONWriter
    ) throws {
        for stub in [findStub, findMerged] {
            let found: Void? = try reading.one(stub, id) { row in
                writer.beginObject()
                if picks.contains(StandardFields.id.spec.name) {
                    writer.name(StandardFields.id.spec.jsonName)
                    writer.string(id.canonical)
                }
                for (field, column) in [(Person.preferredName.spec, 0), (Person.mergedInto.spec, 1)]
                where picks.contains(field.name) && !row.isNull(column) {
                    writer.name(field.jsonName)
                    writer.string(utf8: row.text(column))
                }
                writer.endObject()
            }
            if found != nil { return }
        }
        throw AppError.notFound
    }
}
