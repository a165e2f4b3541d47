internal import SQLite

extension LegalHold {
    /// Legal holds in the database.
    static let table = Table<LegalHold>()
}

/// Legal holds in the database.
enum LegalHoldStore {
    /// Holds a person or a case that the caller may read.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(_ draft: Draft<LegalHold>, by access: Access, _ transaction: WriteTransaction) throws -> ID {
        var draft = draft
        draft[LegalHold.from] = draft[LegalHold.from] ?? transaction.now.dateInUTC
        try checkDays(draft, transaction)
        return try LegalHold.table.insert(draft, by: access, transaction)
    }

    /// Changes a hold to what the draft says: that it has ended, above all.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<LegalHold>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try checkDays(draft, transaction)
        try LegalHold.table.update(id, version: version, to: draft, by: access, transaction)
    }

    private static func checkDays(_ draft: Draft<LegalHold>, _ transaction: WriteTransaction) throws {
        try Moment.requirePast(draft[LegalHold.from], LegalHold.from, transaction)
        try Moment.requirePast(draft[LegalHold.until], LegalHold.until, transaction)
        var faults = Faults()
        LegalHold.check(draft, &faults)
        try faults.throwIfAny()
    }
}
