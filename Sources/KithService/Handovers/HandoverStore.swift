internal import JSON
internal import SQLite

extension Handover {
    /// Handovers in the database.
    static let table = Table<Handover>()
}

/// Handovers in the database: one period ends and the next begins in one transaction.
enum HandoverStore {
    /// The case that is handed over.
    static let parent = Parent(of: Handover.self, Handover.supportCase, .supportCase)

    /// Hands a case over to another worker.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.conflict` where the caller may not give access, the
    ///   case is at rest, another leads it than was said, the worker leads it already, has left or does not work with
    ///   people, or the days of an earlier handover overlap; `.invalid`; `SQLiteError`.
    static func create(
        in supportCase: ID, _ draft: Draft<Handover>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        let reading = transaction.reading(by: access)
        try LeadStore.requireGiver(of: supportCase, reading)
        var draft = draft
        draft[Handover.supportCase] = supportCase
        if draft[Handover.overlapTo] != nil && draft[Handover.overlapFrom] == nil {
            draft[Handover.overlapFrom] = transaction.now.dateInUTC
        }
        try checkDays(draft, transaction)
        try References.check(draft, reading)
        guard let lead = try LeadStore.worker(of: supportCase, transaction.db) else {
            throw AppError.conflict(.caseAtRest, "The case is at rest, and nobody leads it: open it again first.")
        }
        guard draft[Handover.from] ?? lead == lead else {
            throw AppError.conflict(.leadChanged, "Somebody else leads the case by now: read it again.")
        }
        guard let next = draft[Handover.to], next != lead else {
            throw AppError.conflict(.alreadyLeads, "This worker leads the case already.")
        }
        try checkApart(draft, of: supportCase, transaction.db)
        draft[Handover.from] = lead
        try LeadStore.change(to: next, of: supportCase, draft[Handover.chosenByPerson], by: access, transaction)
        try keep(lead, in: supportCase, draft, by: access, transaction)
        return try Handover.table.insert(draft, by: access, transaction)
    }

    private static func checkDays(_ draft: Draft<Handover>, _ transaction: WriteTransaction) throws {
        var faults = Faults()
        Handover.check(draft, &faults)
        let today = transaction.now.dateInUTC
        if faults.isEmpty, let to = draft[Handover.overlapTo], to < today {
            faults.add(.root.appending("overlap_to"), .outOfRange, "These days are over.")
        }
        if let next = draft[Handover.nextPromisedContact], next < transaction.now {
            let detail = "This is over: say when the next contact is."
            faults.add(.root.appending("next_promised_contact"), .outOfRange, detail)
        }
        try faults.throwIfAny()
    }

    /// Two handovers on the same days would leave the person among three workers.
    private static func checkApart(_ draft: Draft<Handover>, of supportCase: ID, _ db: Connection) throws {
        guard let from = draft[Handover.overlapFrom], let to = draft[Handover.overlapTo] else { return }
        guard try !db.exists(findOverlap, supportCase, from.description, to.description) else {
            throw AppError.conflict(.overlaps, "An earlier handover of the case lasts on some of these days.")
        }
    }

    /// Who led stays in the team around the worker as long as both are there.
    private static func keep(
        _ worker: ID, in supportCase: ID, _ draft: Draft<Handover>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        guard let to = draft[Handover.overlapTo] else { return }
        var member = Draft<TeamMember>()
        member[TeamMember.supportCase] = supportCase
        member[TeamMember.member] = Party(type: .worker, id: worker)
        member[TeamMember.contribution] = "buddy"
        member[TeamMember.from] = transaction.now.dateInUTC
        member[TeamMember.to] = to
        try TeamMember.table.insert(member, by: access, transaction)
    }

    private static let findOverlap: SQL = """
        SELECT 1 FROM handovers WHERE "case" = $1 AND overlap_from <= $3 AND overlap_to >= $2
        """
}
