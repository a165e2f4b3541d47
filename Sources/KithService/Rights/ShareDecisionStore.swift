internal import SQLite

extension ShareDecision {
    /// Decisions to share in the database.
    static let table = Table<ShareDecision>()
}

/// Decisions to share, or not to, in the database.
enum ShareDecisionStore {
    /// Adds a decision about a person or a case that the caller may read.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(
        _ draft: Draft<ShareDecision>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        var draft = draft
        draft[ShareDecision.decidedOn] = draft[ShareDecision.decidedOn] ?? transaction.now.dateInUTC
        draft[ShareDecision.decidedBy] = draft[ShareDecision.decidedBy] ?? access.worker
        try Moment.requirePast(draft[ShareDecision.decidedOn], ShareDecision.decidedOn, transaction)
        let id = try ShareDecision.table.insert(draft, by: access, transaction)
        try checkApart(draft, transaction)
        return id
    }

    /// Changes a decision to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<ShareDecision>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Moment.requirePast(draft[ShareDecision.decidedOn], ShareDecision.decidedOn, transaction)
        try ShareDecision.table.update(id, version: version, to: draft, by: access, transaction)
        try checkApart(draft, transaction)
    }

    /// Makes sure that no barrier parts whom it is about from whom it was shared with.
    ///
    /// It comes behind the check of references, as it does for contacts.
    private static func checkApart(_ draft: Draft<ShareDecision>, _ transaction: WriteTransaction) throws {
        guard let other = draft[ShareDecision.with], other.type == .person else { return }
        var isParted = false
        if let person = draft[ShareDecision.person] {
            isParted = try PersonBarrierStore.isBetween(person, other.id, transaction.db)
        } else if let supportCase = draft[ShareDecision.supportCase] {
            isParted = try PersonBarrierStore.parts(other.id, from: supportCase, transaction.db)
        }
        guard isParted else { return }
        throw AppError.invalid([
            Fault(pointer: "/with", code: .unknownReference, detail: References.missing("person"))
        ])
    }
}
