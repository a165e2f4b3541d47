internal import JSON
internal import SQLite

extension Pull {
    /// Pulls in the database.
    static let table = Table<Pull>(isKept: true)
}

/// Pulls in the database; a refusal becomes a barrier by itself.
enum PullStore {
    /// The case that a pull belongs to.
    static let parent = Parent(of: Pull.self, Pull.supportCase, .supportCase)

    /// Adds a pull to a case, asked for by the caller today unless the draft says otherwise.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.invalid`; `SQLiteError`.
    @Sendable static func create(
        in supportCase: ID, _ draft: Draft<Pull>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try parent.require(supportCase, transaction.reading(by: access))
        var draft = draft
        draft[Pull.supportCase] = supportCase
        draft[Pull.by] = draft[Pull.by] ?? access.worker
        draft[Pull.askedOn] = draft[Pull.askedOn] ?? transaction.now.dateInUTC
        draft[Pull.outcome] = draft[Pull.outcome] ?? PullOutcome.waiting
        try checkDays(draft, transaction)
        let id = try Pull.table.insert(draft, by: access, transaction)
        if draft[Pull.outcome] == PullOutcome.refused { try learn(from: id, draft, by: access, transaction) }
        return id
    }

    /// Changes a pull to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    @Sendable static func update(
        _ id: ID, version: Int64, to draft: Draft<Pull>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try checkDays(draft, transaction)
        let before = try Pull.table.record(id, transaction.reading(by: access)).members
        try Pull.table.update(id, version: version, to: draft, by: access, transaction)
        guard draft[Pull.outcome] == PullOutcome.refused,
            before[Pull.outcome.spec.name]?.stringValue != PullOutcome.refused
        else { return }
        try learn(from: id, draft, by: access, transaction)
    }

    private static func checkDays(_ draft: Draft<Pull>, _ transaction: WriteTransaction) throws {
        try Moment.requirePast(draft[Pull.askedOn], Pull.askedOn, transaction)
        try Moment.requirePast(draft[Pull.arrivedOn], Pull.arrivedOn, transaction)
        var faults = Faults()
        Pull.check(draft, &faults)
        try faults.throwIfAny()
    }

    /// What it says was said of one case: it is shared once somebody has put it in words for everybody.
    private static func learn(
        from pull: ID, _ draft: Draft<Pull>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        var barrier = Draft<Barrier>()
        barrier[Barrier.what] = draft[Pull.refusalReason] ?? draft[Pull.what]
        barrier[Barrier.shared] = false
        if let from = draft[Pull.from], from.type == .agency { barrier[Barrier.agency] = from.id }
        var link = Draft<BarrierLink>()
        link[BarrierLink.barrier] = try Barrier.table.insert(barrier, by: access, transaction)
        link[BarrierLink.supportCase] = draft[Pull.supportCase]
        link[BarrierLink.pull] = pull
        try BarrierLink.table.insert(link, by: access, transaction)
    }
}
