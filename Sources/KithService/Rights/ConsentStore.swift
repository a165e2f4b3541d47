internal import SQLite

extension Consent {
    /// Consents in the database.
    static let table = Table<Consent>()
}

/// Consents in the database.
enum ConsentStore {
    /// Adds that somebody whom the caller may read agreed to something.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(_ draft: Draft<Consent>, by access: Access, _ transaction: WriteTransaction) throws -> ID {
        var draft = draft
        draft[Consent.givenOn] = draft[Consent.givenOn] ?? transaction.now.dateInUTC
        try checkDays(draft, transaction)
        return try Consent.table.insert(draft, by: access, transaction)
    }

    /// Changes a consent to what the draft says: that it was withdrawn, above all.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Consent>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try checkDays(draft, transaction)
        try Consent.table.update(id, version: version, to: draft, by: access, transaction)
    }

    private static func checkDays(_ draft: Draft<Consent>, _ transaction: WriteTransaction) throws {
        try Moment.requirePast(draft[Consent.givenOn], Consent.givenOn, transaction)
        try Moment.requirePast(draft[Consent.withdrawnOn], Consent.withdrawnOn, transaction)
        var faults = Faults()
        Consent.check(draft, &faults)
        try faults.throwIfAny()
    }
}
