internal import JSON
internal import SQLite

/// The keys of people in the database.
enum PersonKeyStore {
    /// How many people are done in one transaction when keys are made for those from before.
    private static let catchUpCount = 500

    /// Writes the keys of a person, in the place of those that they had.
    ///
    /// - Throws: `SQLiteError`.
    static func write(_ id: ID, _ person: Draft<Person>, _ db: Connection) throws {
        let wanted = PersonKeys(person).all
        var present: Set<PersonKeys.Key> = []
        try db.query(keysOfPerson, id) { row in if let key = PersonKeys.Key(row) { present.insert(key) } }
        for key in wanted.subtracting(present) { try db.run(insert, key.kind.rawValue, key.text, id) }
        for key in present.subtracting(wanted) { try db.run(deleteKey, key.kind.rawValue, key.text, id) }
    }

    /// Takes the keys of a person away, who is found by another record from now on.
    ///
    /// - Throws: `SQLiteError`.
    static func delete(of id: ID, _ db: Connection) throws {
        try db.run(deleteKeys, id)
    }

    /// Makes the keys of people who were recorded before there were any.
    ///
    /// - Throws: `SQLiteError`.
    static func catchUp(_ database: Database, _ clock: any Clock, _ ids: any IDSource) throws {
        var isDone = false
        while !isDone {
            isDone = try database.perform(clock, ids) { transaction in
                var people: [ID] = []
                try transaction.db.query(findLeft, catchUpCount) { row in
                    if let id = ID(row.text(0)) { people.append(id) }
                }
                for id in people {
                    try write(id, PersonStore.draft(of: id, transaction), transaction.db)
                    try transaction.db.run(deleteLeft, id)
                }
                return people.isEmpty
            }
        }
    }

    private static let keysOfPerson: SQL = "SELECT kind, key FROM person_keys WHERE person = $1"
    private static let insert: SQL = "INSERT INTO person_keys (kind, key, person) VALUES ($1, $2, $3)"
    private static let deleteKey: SQL = "DELETE FROM person_keys WHERE kind = $1 AND key = $2 AND person = $3"
    private static let deleteKeys: SQL = "DELETE FROM person_keys WHERE person = $1"
    private static let findLeft: SQL = "SELECT person FROM people_to_key LIMIT $1"
    private static let deleteLeft: SQL = "DELETE FROM people_to_key WHERE person = $1"
}

extension PersonKeys.Key {
    /// The key of a row that begins with its kind and text; nil where there is no such kind.
    init?(_ row: borrowing Row) {
        guard let kind = PersonKeys.Kind(rawValue: row.string(0)) else { return nil }
        self.init(kind: kind, text: row.string(1))
    }
}
