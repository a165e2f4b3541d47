internal import JSON
internal import SQLite

/// Finds people by what is known of them.
enum PersonSearchStore {
    /// The people whom the caller may read and who meet the search, the surest first.
    ///
    /// - Throws: `SQLiteError`.
    static func find(_ search: PersonSearch, _ reading: ReadTransaction) throws -> [PersonHit] {
        try find(search, reading, Rows(isRuled: reading.access.worker != nil))
    }

    /// People whom the caller may not read, and who are likely to be whom they look for or have just met: for telling
    /// those who lead their cases, and nobody else.
    ///
    /// - Throws: `SQLiteError`.
    static func strangers(_ search: PersonSearch, _ reading: ReadTransaction) throws -> [ID] {
        guard search.isTelling else { return [] }
        let likely = try find(search, reading, Rows(isRuled: false)).filter(search.isLikely)
        return try likely.map(\.person).filter { try !Person.table.exists($0, reading) }
    }

    /// The statements of a search, with the rule of access in them or without.
    private struct Rows {
        let isRuled: Bool

        /// Gives each person who has one of the keys.
        func query(
            _ keys: String, _ reading: ReadTransaction, _ body: (_ kind: String, _ key: String, ID) -> Void
        ) throws {
            let take: (borrowing Row) -> Void = { row in
                if let person = ID(row.text(2)) { body(row.string(0), row.string(1), person) }
            }
            if isRuled {
                try reading.db.query(ruledKeys, keys, reading.access.worker, reading.nowText, row: take)
            } else {
                try reading.db.query(allKeys, keys, row: take)
            }
        }

        /// Gives each person who was born within a year or month.
        func queryBorn(_ within: String, _ reading: ReadTransaction, _ body: (_ key: String, ID) -> Void) throws {
            let take: (borrowing Row) -> Void = { row in if let person = ID(row.text(1)) { body(row.string(0), person) }
            }
            // A day within sorts behind the month and a dash, and before the sign that follows the dash.
            let (from, to) = (within + "-", within + ".")
            if isRuled {
                try reading.db.query(ruledBorn, from, to, reading.access.worker, reading.nowText, row: take)
            } else {
                try reading.db.query(allBorn, from, to, row: take)
            }
        }
    }

    private static func find(
        _ search: PersonSearch, _ reading: ReadTransaction, _ rows: Rows
    ) throws -> [PersonHit] {
        var wanted: [PersonKeys.Key: [PersonMatch]] = [:]
        for target in search.targets { wanted[target.key, default: []].append(target.match) }
        let words = NameWords(db: reading.db, nicknames: try Nicknames.builtIn.get())
        for word in search.words {
            for (found, how) in try words.meant(by: word) {
                wanted[.init(kind: .word, text: found), default: []]
                    .append(PersonMatch(member: "name", asked: word, found: found, how: how))
            }
        }
        var people: [ID: [String: PersonMatch]] = [:]
        func note(_ match: PersonMatch, _ person: ID) {
            let place = match.member + " " + match.asked
            if let known = people[person]?[place], (known.weight, match.found) >= (match.weight, known.found) { return }
            people[person, default: [:]][place] = match
        }
        let keys = JSONValue.array(wanted.keys.map { .array([.string($0.kind.rawValue), .string($0.text)]) })
        try rows.query(JSON.text(keys), reading) { kind, key, person in
            guard let kind = PersonKeys.Kind(rawValue: kind) else { return }
            for match in wanted[.init(kind: kind, text: key)] ?? [] { note(match, person) }
        }
        if let within = search.bornWithin {
            try rows.queryBorn(within, reading) { key, person in
                note(PersonMatch(member: "born", asked: within, found: key, how: .within), person)
            }
        }
        return ranked(people, search)
    }

    private static func ranked(_ people: [ID: [String: PersonMatch]], _ search: PersonSearch) -> [PersonHit] {
        people.compactMap { person, matches -> PersonHit? in
            guard search.isEnough(matches.values) else { return nil }
            let order = matches.values.sorted { ($0.member, $0.asked) < ($1.member, $1.asked) }
            return PersonHit(person: person, matches: order)
        }
        .sorted { $0.weight == $1.weight ? $0.person < $1.person : $0.weight > $1.weight }
    }

    private static let keysText = """
        SELECT person_keys.kind, person_keys.key, person_keys.person FROM json_each($1) AS asked
        CROSS JOIN person_keys ON person_keys.kind = asked.value ->> 0 AND person_keys.key = asked.value ->> 1
        """
    private static let bornText = """
        SELECT key, person FROM person_keys WHERE kind = 'born' AND key > $1 AND key < $2
        """
    private static let allKeys = SQL(fixed: keysText)
    // The plus keeps SQLite from looking each of the caller's people up under each of the keys.
    private static let ruledKeys = SQL(
        fixed: "\(keysText) WHERE +person_keys.person IN (\(AccessSQL.people(.behind(1))))")
    private static let allBorn = SQL(fixed: bornText)
    private static let ruledBorn = SQL(fixed: "\(bornText) AND +person IN (\(AccessSQL.people(.behind(2))))")
}
