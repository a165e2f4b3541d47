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

    private static let activeCaseworker: SQL = """
        SELECT 1 FROM workers WHERE id = $1 AND active = 1 AND role IN ('practitioner', 'supervisor')
        """
}
