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

    /// Ties two parties to each other.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(
        _ draft: Draft<Relationship>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        let reading = transaction.reading(by: access)
        try References.check(draft, reading)
        guard let from = draft[Relationship.from], let to = draft[Relationship.to] else {
            return try Relationship.table.insert(draft, by: access, transaction)
        }
        let people = [from, to].filter { $0.type == .person }.map(\.id)
        // Of two people whom the caller knows by name alone, a tie could not be read by the one who wrote it.
        let isReadable = try people.isEmpty || people.contains { try Person.table.exists($0, reading) }
        let isParted = try people.count == 2 && PersonBarrierStore.isBetween(from.id, to.id, transaction.db)
        guard isReadable, !isParted else {
            throw AppError.invalid([
                Fault(pointer: "/to", code: .unknownReference, detail: References.missing(to.type.rawValue))
            ])
        }
        return try Relationship.table.insert(draft, by: access, transaction)
    }

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
