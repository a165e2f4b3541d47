internal import JSON
internal import SQLite

extension PersonBarrier {
    /// Barriers between people in the database.
    static let table = Table<PersonBarrier>()
}

/// Barriers between people in the database, and what they part.
enum PersonBarrierStore {
    /// Puts a barrier between two people whom the caller knows of, at least one of whom they may read.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(
        _ draft: Draft<PersonBarrier>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        var draft = draft
        draft[PersonBarrier.since] = draft[PersonBarrier.since] ?? transaction.now.dateInUTC
        try checkDays(draft, transaction)
        try checkPeople(draft, transaction.reading(by: access))
        return try PersonBarrier.table.insert(draft, by: access, transaction)
    }

    /// Changes a barrier to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<PersonBarrier>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try checkDays(draft, transaction)
        try PersonBarrier.table.update(id, version: version, to: draft, by: access, transaction)
    }

    /// Whether a barrier stands between two people now.
    static func isBetween(_ one: ID, _ other: ID, _ db: Connection) throws -> Bool {
        try db.exists(findBetween, one, other)
    }

    /// Whether a barrier stands between somebody and one of the people whom a case is for.
    static func parts(_ person: ID, from supportCase: ID, _ db: Connection) throws -> Bool {
        try db.exists(findInCase, person, supportCase)
    }

    /// The condition of the barriers of a person, whichever of the two they are.
    static func touching(_ person: ID) -> ListQuery.Condition {
        ListQuery.Condition("person = ? OR other = ?", person, person)
    }

    /// Since is a day that has come, and so is until: a barrier is ended by somebody who knows, not by a calendar.
    private static func checkDays(_ draft: Draft<PersonBarrier>, _ transaction: WriteTransaction) throws {
        try Moment.requirePast(draft[PersonBarrier.since], PersonBarrier.since, transaction)
        try Moment.requirePast(draft[PersonBarrier.until], PersonBarrier.until, transaction)
        var faults = Faults()
        PersonBarrier.check(draft, &faults)
        try faults.throwIfAny()
    }

    private static func checkPeople(_ draft: Draft<PersonBarrier>, _ reading: ReadTransaction) throws {
        var faults = Faults()
        let ends = [
            (PersonBarrier.person, draft[PersonBarrier.person]), (PersonBarrier.other, draft[PersonBarrier.other]),
        ]
        var reads = false
        for case (let field, let id?) in ends {
            if try !reading.exists(PersonStore.isKnown, id) {
                faults.add(.root.appending(field.spec.name), .unknownReference, References.missing("person"))
            }
            reads = try reads || Person.table.exists(id, reading)
        }
        try faults.throwIfAny()
        // Two people whom the caller knows by name alone: nothing of theirs is the caller's to part.
        guard reads else {
            throw AppError.invalid([
                Fault(pointer: "/person", code: .unknownReference, detail: References.missing("person"))
            ])
        }
    }

    private static let findBetween: SQL = """
        SELECT 1 FROM person_barriers
        WHERE until IS NULL AND ((person = $1 AND other = $2) OR (person = $2 AND other = $1))
        """
    private static let findInCase: SQL = """
        SELECT 1 FROM case_people AS own JOIN person_barriers AS barrier
            ON barrier.until IS NULL AND ((barrier.person = $1 AND barrier.other = own.person)
                OR (barrier.person = own.person AND barrier.other = $1))
        WHERE own."case" = $2
        """
}
