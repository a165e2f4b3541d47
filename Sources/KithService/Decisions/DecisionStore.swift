internal import SQLite

extension Decision {
    /// Decisions in the database.
    static let table = Table<Decision>(isKept: true)
}

/// Decisions in the database.
enum DecisionStore {
    /// The case that a decision belongs to.
    static let parent = Parent(of: Decision.self, Decision.supportCase, .supportCase)

    /// Adds a decision to a case, made by the caller today unless the draft says otherwise.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.invalid`; `SQLiteError`.
    @Sendable static func create(
        in supportCase: ID, _ draft: Draft<Decision>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try parent.require(supportCase, transaction.reading(by: access))
        var draft = draft
        draft[Decision.supportCase] = supportCase
        draft[Decision.decidedBy] = draft[Decision.decidedBy] ?? access.worker
        draft[Decision.decidedOn] = draft[Decision.decidedOn] ?? transaction.now.dateInUTC
        try checkDays(draft, transaction)
        return try Decision.table.insert(draft, by: access, transaction)
    }

    /// Changes a decision to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    @Sendable static func update(
        _ id: ID, version: Int64, to draft: Draft<Decision>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try checkDays(draft, transaction)
        try Decision.table.update(id, version: version, to: draft, by: access, transaction)
    }

    private static func checkDays(_ draft: Draft<Decision>, _ transaction: WriteTransaction) throws {
        try Moment.requirePast(draft[Decision.decidedOn], Decision.decidedOn, transaction)
        var faults = Faults()
        Decision.check(draft, &faults)
        try faults.throwIfAny()
    }
}
