internal import JSON
internal import SQLite

/// Relationships and their accounts in the database.
enum RelationshipStore {
    /// Adds what somebody said about a tie.
    ///
    /// - Throws: `AppError.notFound` where the relationship is not there; `.invalid`; `SQLiteError`.
    static func addAccount(
        to relationship: ID, _ draft: Draft<Account>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        guard try exists(relationship, transaction.db) else {
            throw AppError.notFound
        }
        var draft = draft
        draft[Account.relationship] = relationship
        draft[Account.saidOn] = draft[Account.saidOn] ?? transaction.now.dateInUTC
        let id = try Account.table.insert(draft, by: access, transaction)
        try Relationship.table.touch(relationship, transaction)
        return id
    }

    /// Writes the newest account of the person, of a worker and of others: they can differ, and each shows.
    @Sendable static func writeLatestAccounts(_ id: ID, _ db: Connection, _ writer: inout JSONWriter) throws {
        writer.beginArray()
        for speaker in ["person", "worker", "other"] {
            try db.query(latestAccount, id.canonical, speaker) { row in
                writer.beginObject()
                Account.table.write(row, picks: .all, to: &writer)
                writer.endObject()
            }
        }
        writer.endArray()
    }

    private static let latestAccount = SQL(
        fixed: """
            SELECT \(Account.table.selection) FROM accounts WHERE relationship = $1 AND said_by = $2
            ORDER BY said_on DESC, id DESC LIMIT 1
            """)

    /// The condition of the relationships that a party stands at either end of.
    static func touching(_ party: ID) -> ListQuery.Condition {
        ListQuery.Condition("from_id = ? OR to_id = ?", party, party)
    }

    /// The condition of the accounts of a relationship.
    ///
    /// - Throws: `AppError.notFound` where the relationship is not there; `SQLiteError`.
    static func accounts(of id: ID, _ db: Connection) throws -> ListQuery.Condition {
        guard try exists(id, db) else { throw AppError.notFound }
        return ListQuery.Condition("relationship = ?", id)
    }

    /// Whether there is such a relationship.
    static func exists(_ id: ID, _ db: Connection) throws -> Bool {
        try db.exists("SELECT 1 FROM relationships WHERE id = $1", id.canonical)
    }
}
