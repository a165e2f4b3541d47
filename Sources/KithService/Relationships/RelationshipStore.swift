internal import JSON
internal import SQLite

extension Relationship {
    /// Relationships in the database.
    static let table = Table<Relationship>(shown: [
        .init(field: latestAccounts.spec, write: RelationshipStore.writeLatestAccounts)
    ])
}

extension Account {
    /// Accounts in the database.
    static let table = Table<Account>()
}

/// Relationships and their accounts in the database.
enum RelationshipStore {
    /// The relationship that an account is about.
    static let accounts = Parent(of: Account.self, Account.relationship, .relationship)

    /// Adds what somebody said about a tie.
    ///
    /// - Throws: `AppError.notFound` where the relationship is not there; `.invalid`; `SQLiteError`.
    static func addAccount(
        to relationship: ID, _ draft: Draft<Account>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try accounts.require(relationship, transaction.reading(by: access))
        var draft = draft
        draft[Account.relationship] = relationship
        draft[Account.saidOn] = draft[Account.saidOn] ?? transaction.now.dateInUTC
        try Moment.requirePast(draft[Account.saidOn], Account.saidOn, transaction)
        let id = try Account.table.insert(draft, by: access, transaction)
        try Relationship.table.touch(relationship, transaction)
        return id
    }

    /// The condition of the relationships that a party stands at either end of.
    static func touching(_ party: ID) -> ListQuery.Condition {
        ListQuery.Condition("from_id = ? OR to_id = ?", party, party)
    }

    /// Writes the newest account of the person, of a worker and of others: they can differ, and each shows.
    @Sendable static func writeLatestAccounts(
        _ id: ID, _ reading: ReadTransaction, _ writer: inout JSONWriter
    ) throws {
        writer.beginArray()
        for speaker in ["person", "worker", "other"] {
            try reading.db.query(latestAccount, id, speaker) { row in
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
}
