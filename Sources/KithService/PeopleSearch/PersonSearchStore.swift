internal import JSON
internal import SQLite

/// Finds people by what is known of them.
enum PersonSearchStore {
    /// The people whom the caller may read and who meet the search, the surest first.
    ///
    /// Who they may read is asked for first and whole, whatever is looked for: asked for of those who meet the search,
    /// its time would tell that there is somebody.
    ///
    /// - Throws: `SQLiteError`.
    static func find(_ search: PersonSearch, _ reading: ReadTransaction) throws -> [PersonHit] {
        let readable = try readable(reading)
        var found = FoundPeople(try Self.keys(of: search, reading.db))
        func note(_ row: borrowing Row, _ match: (_ kind: String, _ key: String, ID) -> Void) {
            guard let person = ID(row.text(2)), readable?.contains(person) ?? true else { return }
            match(row.string(0), row.string(1), person)
        }
        try reading.db.query(byKeys, found.keysText) { row in note(row) { found.note($0, $1, $2) } }
        if let within = search.bornWithin {
            // A day within sorts behind the month and a dash, and before the sign that follows the dash.
            try reading.db.query(bornBetween, within + "-", within + ".") { row in
                note(row) { found.note(within: within, $1, $2) }
            }
        }
        return found.hits(search)
    }

    /// People whom the caller may not read, and who are likely to be whom they look for or have just met: for telling
    /// those who lead their cases, and nobody else.
    ///
    /// - Throws: `SQLiteError`.
    static func strangers(_ search: PersonSearch, _ reading: ReadTransaction) throws -> [ID] {
        guard search.isTelling else { return [] }
        var met: Set<ID> = []
        let telling = JSON.text(JSONValue.array(search.telling.map(\.json)))
        try reading.db.query(byKeys, telling) { row in if let person = ID(row.text(2)) { met.insert(person) } }
        guard !met.isEmpty else { return [] }
        var found = FoundPeople(try Self.keys(of: search, reading.db))
        for person in met {
            try reading.db.query(PersonKeyStore.keysOfPerson, person) { found.note($0.string(0), $0.string(1), person) }
        }
        return try found.hits(search).filter(search.isLikely).map(\.person).filter {
            try !Person.table.exists($0, reading)
        }
    }

    /// The keys by which people meet a search, and how.
    private static func keys(of search: PersonSearch, _ db: Connection) throws -> [PersonKeys.Key: [PersonMatch]] {
        var keys: [PersonKeys.Key: [PersonMatch]] = [:]
        for target in search.targets { keys[target.key, default: []].append(target.match) }
        let words = NameWords(db: db, nicknames: try Nicknames.builtIn.get())
        for word in search.words {
            for (found, how) in try words.meant(by: word) {
                keys[.init(kind: .word, text: found), default: []]
                    .append(PersonMatch(member: "name", asked: word, found: found, how: how))
            }
        }
        return keys
    }

    /// Whom the caller may read; nil for everybody.
    private static func readable(_ reading: ReadTransaction) throws -> Set<ID>? {
        guard let worker = reading.access.worker else { return nil }
        var people: Set<ID> = []
        try reading.db.query(peopleOfCaller, worker, reading.nowText) { row in
            if let person = ID(row.text(0)) { people.insert(person) }
        }
        return people
    }

    private static let peopleOfCaller = SQL(fixed: AccessSQL.people(.behind(0)))
    private static let byKeys: SQL = """
        SELECT person_keys.kind, person_keys.key, person_keys.person FROM json_each($1) AS asked
        CROSS JOIN person_keys ON person_keys.kind = asked.value ->> 0 AND person_keys.key = asked.value ->> 1
        """
    private static let bornBetween: SQL = """
        SELECT kind, key, person FROM person_keys WHERE kind = 'born' AND key > $1 AND key < $2
        """
}
