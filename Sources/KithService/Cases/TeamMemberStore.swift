internal import SQLite

extension TeamMember {
    /// Team members in the database.
    static let table = Table<TeamMember>()
}

/// The teams around the workers of cases in the database.
enum TeamMemberStore {
    /// The case that a member belongs to.
    static let parent = Parent(of: TeamMember.self, TeamMember.supportCase, .supportCase)

    /// Adds somebody to the team around the worker.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.conflict` where the caller may not give access, or
    ///   the worker has left or does not work with people; `.invalid`; `SQLiteError`.
    static func create(
        in supportCase: ID, _ draft: Draft<TeamMember>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        let reading = transaction.reading(by: access)
        try LeadStore.requireGiver(of: supportCase, reading)
        var draft = draft
        draft[TeamMember.supportCase] = supportCase
        draft[TeamMember.from] = draft[TeamMember.from] ?? transaction.now.dateInUTC
        try checkDays(draft)
        try References.check(draft, reading)
        if let member = draft[TeamMember.member] { try checkWorker(member, reading) }
        return try TeamMember.table.insert(draft, by: access, transaction)
    }

    /// Changes what a member brings, or from when to when.
    ///
    /// - Throws: as `create`, and `AppError.stale`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<TeamMember>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let reading = transaction.reading(by: access)
        try TeamMember.table.require(id, reading)
        if let supportCase = draft[TeamMember.supportCase] { try LeadStore.requireGiver(of: supportCase, reading) }
        try checkDays(draft)
        try TeamMember.table.update(id, version: version, to: draft, by: access, transaction)
    }

    private static func checkDays(_ draft: Draft<TeamMember>) throws {
        var faults = Faults()
        TeamMember.check(draft, &faults)
        try faults.throwIfAny()
    }

    private static func checkWorker(_ member: Party, _ reading: ReadTransaction) throws {
        if member.type == .worker, try !OrganisationStore.canLead(member.id, reading) {
            throw AppError.conflict(.workerInactive, "This worker has left, or does not work with people.")
        }
    }
}
