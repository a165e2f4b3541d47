internal import JSON
internal import SQLite

extension Contact {
    /// Contacts in the database.
    static let table = Table<Contact>(isKept: true)
}

/// Contacts in the database.
enum ContactStore {
    /// The case that a contact belongs to.
    static let parent = Parent(of: Contact.self, Contact.supportCase, .supportCase)

    /// Adds a contact to a case, told by the caller now unless the draft says otherwise.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.invalid`; `SQLiteError`.
    static func create(
        in supportCase: ID, _ draft: Draft<Contact>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try parent.require(supportCase, transaction.reading(by: access))
        var draft = draft
        draft[Contact.supportCase] = supportCase
        if draft[Contact.at] == nil { draft[Contact.at] = transaction.now.wholeSecond }
        if draft[Contact.by] == nil { draft[Contact.by] = access.worker }
        try Moment.requirePast(draft[Contact.at], Contact.at, transaction)
        return try Contact.table.insert(draft, by: access, transaction)
    }

    /// Changes a contact to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Contact>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Moment.requirePast(draft[Contact.at], Contact.at, transaction)
        try Contact.table.update(id, version: version, to: draft, by: access, transaction)
    }
}
