internal import SQLite

/// Contacts in the database.
enum ContactStore {
    /// Adds a contact to a case, told by the caller now unless the draft says otherwise.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.invalid`; `SQLiteError`.
    static func create(
        in supportCase: ID, _ draft: Draft<Contact>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        guard try CaseStore.exists(supportCase, transaction.db) else { throw AppError.notFound }
        var draft = draft
        draft[Contact.supportCase] = supportCase
        draft[Contact.at] = draft[Contact.at] ?? transaction.now.wholeSecond
        draft[Contact.by] = draft[Contact.by] ?? access.worker
        let id = try Contact.table.insert(draft, by: access, transaction)
        try Case.table.touch(supportCase, transaction)
        return id
    }

    /// Changes a contact to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Contact>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Contact.table.update(id, version: version, to: draft, by: access, transaction)
        if let supportCase = draft[Contact.supportCase] { try Case.table.touch(supportCase, transaction) }
    }
}
