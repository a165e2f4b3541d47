internal import JSON
internal import SQLite

extension Barrier {
    /// What stood in the way, in the database.
    static let table = Table<Barrier>(isKept: true)
}

extension BarrierLink {
    /// The cases in which something stood in the way, in the database.
    static let table = Table<BarrierLink>()
}

/// What stood in the way, in the database.
enum BarrierStore {
    /// What a link is of.
    static let links = Parent(of: BarrierLink.self, BarrierLink.barrier, .barrier)

    /// Says better what stood in the way, or shares it.
    ///
    /// What was shared stays so: whether somebody who takes it back can still read it would tell them whether a case
    /// that they may not read is linked to it.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `.conflict` where it would be taken back; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Barrier>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let before = try Barrier.table.record(id, transaction.reading(by: access)).members
        if before[Barrier.shared.spec.name] == true, draft[Barrier.shared] == false {
            throw AppError.conflict(.alreadyShared, "It is shared already, and stays so.")
        }
        try Barrier.table.update(id, version: version, to: draft, by: access, transaction)
    }

    /// Says in which case something stood in the way.
    ///
    /// - Throws: `AppError.notFound` where the barrier is not there; `.invalid`; `SQLiteError`.
    static func link(
        _ barrier: ID, _ draft: Draft<BarrierLink>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        let reading = transaction.reading(by: access)
        try links.require(barrier, reading)
        var draft = draft
        draft[BarrierLink.barrier] = barrier
        try References.check(draft, reading)
        var faults = Faults()
        for (field, sql, name) in [(BarrierLink.pull, pullOfCase, "pull"), (BarrierLink.decision, ofCase, "decision")] {
            guard let id = draft[field], try !reading.db.exists(sql, id, draft[BarrierLink.supportCase]) else {
                continue
            }
            faults.add(.root.appending(field.spec.name), .unknownReference, References.missing(name))
        }
        try faults.throwIfAny()
        return try BarrierLink.table.insert(draft, by: access, transaction)
    }

    private static let pullOfCase: SQL = #"SELECT 1 FROM pulls WHERE id = $1 AND "case" = $2"#
    private static let ofCase: SQL = #"SELECT 1 FROM decisions WHERE id = $1 AND "case" = $2"#
}
