internal import SQLite

extension Step {
    /// Steps in the database.
    static let table = Table<Step>(isKept: true)
}

/// Steps in the database.
enum StepStore {
    /// The case that a step belongs to.
    static let parent = Parent(of: Step.self, Step.supportCase, .supportCase)

    /// Adds a step to a case, agreed by the caller unless the draft says otherwise.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.invalid`; `SQLiteError`.
    @Sendable static func create(
        in supportCase: ID, _ draft: Draft<Step>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try parent.require(supportCase, transaction.reading(by: access))
        var draft = draft
        draft[Step.supportCase] = supportCase
        draft[Step.by] = draft[Step.by] ?? access.worker
        return try Step.table.insert(answered(draft, transaction), by: access, transaction)
    }

    /// Changes a step to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    @Sendable static func update(
        _ id: ID, version: Int64, to draft: Draft<Step>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Step.table.update(id, version: version, to: answered(draft, transaction), by: access, transaction)
    }

    /// The condition of the steps that are done, or are not.
    static func done(_ isDone: Bool) -> ListQuery.Condition {
        ListQuery.Condition("(done_at IS NOT NULL) = ?", isDone)
    }

    /// A promise that is done is kept, or came late; one that is overdue waits for somebody to say so.
    private static func answered(_ draft: Draft<Step>, _ transaction: WriteTransaction) throws -> Draft<Step> {
        try Moment.requirePast(draft[Step.doneAt], Step.doneAt, transaction)
        guard draft[Step.promise] == true else { return draft }
        if let done = draft[Step.doneAt] {
            var draft = draft
            draft[Step.kept] = draft[Step.kept] ?? draft[Step.due].map { done.dateInUTC <= $0 } ?? true
            return draft
        }
        guard draft[Step.kept] != nil else { return draft }
        guard let due = draft[Step.due], due < transaction.now.dateInUTC else {
            let detail = "It is neither done nor overdue: whether it was kept is still to come."
            throw AppError.invalid([Fault(pointer: "/kept", code: .inconsistent, detail: detail)])
        }
        return draft
    }
}
