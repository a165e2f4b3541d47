internal import SQLite

extension Cover {
    /// Covers in the database.
    static let table = Table<Cover>()
}

/// Covers in the database: those of one worker and case never overlap.
enum CoverStore {
    /// The case that a cover is of.
    static let parent = Parent(of: Cover.self, Cover.supportCase, .supportCase)

    /// Lets a worker stand in for some days.
    ///
    /// - Throws: `AppError.notFound` where the case is not there; `.conflict` where the caller may not give access, the
    ///   worker has left or does not work with people, or covers overlap; `.invalid`; `SQLiteError`.
    static func create(
        in supportCase: ID, _ draft: Draft<Cover>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try LeadStore.requireGiver(of: supportCase, transaction.reading(by: access))
        var draft = draft
        draft[Cover.supportCase] = supportCase
        draft[Cover.from] = draft[Cover.from] ?? transaction.now.dateInUTC
        try check(draft, nil, transaction.reading(by: access))
        return try Cover.table.insert(draft, by: access, transaction)
    }

    /// Changes a cover to what the draft says.
    ///
    /// - Throws: as `create`, and `AppError.stale`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Cover>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let reading = transaction.reading(by: access)
        try Cover.table.require(id, reading)
        if let supportCase = draft[Cover.supportCase] { try LeadStore.requireGiver(of: supportCase, reading) }
        try check(draft, id, reading)
        try Cover.table.update(id, version: version, to: draft, by: access, transaction)
    }

    private static func check(_ draft: Draft<Cover>, _ id: ID?, _ reading: ReadTransaction) throws {
        var faults = Faults()
        Cover.check(draft, &faults)
        try faults.throwIfAny()
        try References.check(draft, reading)
        if id == nil, let worker = draft[Cover.worker], try !OrganisationStore.canLead(worker, reading) {
            throw AppError.conflict(.workerInactive, "This worker has left, or does not work with people.")
        }
        let overlaps = try reading.db.exists(
            findOverlap, draft[Cover.worker], draft[Cover.supportCase], draft[Cover.from]?.description,
            draft[Cover.to]?.description, id)
        guard !overlaps else {
            throw AppError.conflict(.overlaps, "This worker covers the case on some of these days already.")
        }
    }

    private static let findOverlap: SQL = """
        SELECT 1 FROM case_covers
        WHERE worker = $1 AND "case" = $2 AND "from" <= coalesce($4, '9999-12-31')
            AND coalesce("to", '9999-12-31') >= $3 AND id IS NOT $5
        """
}
