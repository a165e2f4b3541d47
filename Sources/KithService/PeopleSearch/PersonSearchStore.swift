internal import JSON
internal import SQLite

/// Finds people by what is known of them.
enum PersonSearchStore {
    /// How many keys of people who may have been met are looked at: the writer does it, and others wait for it.
    private static let metKeyCountMax = 20_000

    /// The people whom the caller may read and who meet the search, the surest first.
    ///
    /// Their keys of the kinds that are asked for are read, and nobody else's: so neither what is found nor how long it
    /// takes depends on people whom the caller may not read. The command line, which is nobody, finds nobody.
    ///
    /// - Throws: `SQLiteError`.
    static func find(_ search: PersonSearch, _ reading: ReadTransaction) throws -> [PersonHit] {
        var found = FoundPeople(search, try Nicknames.builtIn.get())
        try reading.db.query(keysOfReadable, reading.access.worker, reading.nowText, search.firstKind) {
            found.note($0)
        }
        return found.hits()
    }

    /// People whom the caller may not read, and who are likely to be whom they look for or have just met: for telling
    /// those who lead their cases, and nobody else.
    ///
    /// - Throws: `SQLiteError`.
    static func strangers(_ search: PersonSearch, _ reading: ReadTransaction) throws -> [ID] {
        guard search.isTelling else { return [] }
        var found = FoundPeople(search, try Nicknames.builtIn.get())
        let telling = JSON.text(.array(search.telling.map(\.json)))
        try reading.db.query(keysOfMet, telling, metKeyCountMax) { found.note($0) }
        return try found.hits().filter(search.isLikely).map(\.person).filter { try !Person.table.exists($0, reading) }
    }

    private static let keysOfReadable = SQL(
        fixed: """
            SELECT keys.kind, keys.key, keys.person FROM (\(AccessSQL.people(.behind(0)))) AS readable
            CROSS JOIN person_keys AS keys ON keys.person = readable.person AND keys.kind >= $3
            """)
    private static let keysOfMet: SQL = """
        SELECT keys.kind, keys.key, keys.person FROM json_each($1) AS asked
        CROSS JOIN person_keys AS met ON met.kind = asked.value ->> 0 AND met.key = asked.value ->> 1
        CROSS JOIN person_keys AS keys ON keys.person = met.person
        LIMIT $2
        """
}

extension FoundPeople {
    /// Notes a key and whose it is, of a row of `keys.kind, keys.key, keys.person`.
    fileprivate mutating func note(_ row: borrowing Row) {
        guard let key = PersonKeys.Key(row) else { return }
        let matches = matches(key)
        if !matches.isEmpty, let person = ID(row.text(2)) { note(person, matches) }
    }
}
