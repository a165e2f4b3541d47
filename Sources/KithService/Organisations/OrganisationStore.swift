internal import SQLite

extension Agency {
    /// Agencies in the database.
    static let table = Table<Agency>()
}

extension Team {
    /// Teams in the database.
    static let table = Table<Team>()
}

extension Worker {
    /// Workers in the database.
    static let table = Table<Worker>()
}

/// Workers, agencies and teams in the database.
enum OrganisationStore {
    /// Whether a worker works here today, in a role that works with people.
    static func canLead(_ worker: ID, _ reading: ReadTransaction) throws -> Bool {
        try reading.db.exists(activeCaseworker, worker)
    }

    /// Changes a worker, who keeps to people's work while leading a case.
    ///
    /// - Throws: `AppError.conflict` where the worker would leave a case without a lead; `.notFound`, `.stale`,
    ///   `.invalid`; `SQLiteError`.
    @Sendable static func updateWorker(
        _ id: ID, version: Int64, to draft: Draft<Worker>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Worker.table.update(id, version: version, to: draft, by: access, transaction)
        guard try transaction.db.exists(leadsCases, id), try !canLead(id, transaction.reading(by: access)) else {
            return
        }
        throw AppError.conflict(.leadsCases, "This worker leads cases: bring them to rest, or to another lead, first.")
    }

    private static let leadsCases: SQL = "SELECT 1 FROM cases WHERE lead = $1 LIMIT 1"
    private static let activeCaseworker: SQL = """
        SELECT 1 FROM workers WHERE id = $1 AND active = 1 AND role IN ('practitioner', 'supervisor')
        """
}
