internal import SQLite

extension ServiceUse {
    /// Uses of services in the database.
    static let table = Table<ServiceUse>(isKept: true)
}

/// Uses of services in the database.
enum ServiceUseStore {
    /// The case that a use belongs to.
    static let parent = Parent(of: ServiceUse.self, ServiceUse.supportCase, .supportCase)

    /// Adds a use of a service to a case.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.invalid`; `SQLiteError`.
    @Sendable static func create(
        in supportCase: ID, _ draft: Draft<ServiceUse>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try parent.require(supportCase, transaction.reading(by: access))
        var draft = draft
        draft[ServiceUse.supportCase] = supportCase
        try checkDays(draft, transaction)
        return try ServiceUse.table.insert(draft, by: access, transaction)
    }

    /// Changes a use of a service to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    @Sendable static func update(
        _ id: ID, version: Int64, to draft: Draft<ServiceUse>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try checkDays(draft, transaction)
        try ServiceUse.table.update(id, version: version, to: draft, by: access, transaction)
    }

    private static func checkDays(_ draft: Draft<ServiceUse>, _ transaction: WriteTransaction) throws {
        for field in [ServiceUse.on, ServiceUse.from, ServiceUse.to] {
            try Moment.requirePast(draft[field], field, transaction)
        }
    }
}
