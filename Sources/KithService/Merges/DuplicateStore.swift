internal import SQLite

/// Finds who may be recorded twice.
enum DuplicateStore {
    /// How many people one answer has at most.
    static let countMax = 20

    /// The people whom the caller may read and who may be the same person, the surest first; one more than an answer
    /// has, where there are more.
    ///
    /// Somebody from whom a barrier parts the person, or who is tied to them, is somebody else.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    static func find(of person: ID, _ reading: ReadTransaction) throws -> [PersonHit] {
        let record = try PersonStore.draft(of: person, reading)
        var hits: [PersonHit] = []
        for hit in try PersonSearchStore.find(PersonSearch(record), reading) where hit.person != person {
            guard try !reading.db.exists(findApart, person, hit.person) else { continue }
            hits.append(hit)
            if hits.count > countMax { break }
        }
        return hits
    }

    private static let findApart: SQL = """
        SELECT 1 FROM person_barriers
        WHERE until IS NULL AND ((person = $1 AND other = $2) OR (person = $2 AND other = $1))
        UNION ALL
        SELECT 1 FROM relationships
        WHERE until IS NULL AND ((from_id = $1 AND to_id = $2) OR (from_id = $2 AND to_id = $1))
        """
}
