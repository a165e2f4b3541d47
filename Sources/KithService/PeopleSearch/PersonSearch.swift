internal import JSON

/// What somebody is looked for by, in the form of keys.
struct PersonSearch: Sendable {
    /// A key that is asked for, and how what has it was met.
    struct Target: Sendable {
        let key: PersonKeys.Key
        let match: PersonMatch
    }

    /// The words of the name, folded.
    let words: [String]
    /// The days, postcodes and numbers that are asked for, as they are stored.
    let targets: [Target]
    /// The year or month of birth that is asked for: days within it are met too.
    let bornWithin: String?

    private init(words: [String], born: PartialDate?, postcodes: [String], identifiers: [JSONValue]) {
        var seen: Set<String> = []
        self.words = Array(words.filter { seen.insert($0).inserted }.prefix(PersonQuery.wordCountMax))
        var targets: [Target] = []
        func add(_ kind: PersonKeys.Kind, _ member: String, _ asked: String, _ found: String, _ how: PersonMatch.How) {
            let match = PersonMatch(member: member, asked: asked, found: found, how: how)
            targets.append(Target(key: .init(kind: kind, text: found), match: match))
        }
        if let date = born?.canonical {
            add(.born, "born", date, date, .same)
            // A month or a year that is stored for somebody may be all that is known of the day.
            for length in [4, 7] where length < date.utf8.count {
                add(.born, "born", date, String(date.prefix(length)), .within)
            }
        }
        for postcode in postcodes { add(.postcode, "postcode", postcode, postcode, .same) }
        for key in identifiers.compactMap(PersonKeys.identifier) { add(.identifier, "identifier", key, key, .same) }
        self.targets = targets
        bornWithin = born.flatMap { $0.precision == .day ? nil : $0.canonical }
    }

    /// Looks for whom a request asks for.
    init(_ query: Draft<PersonQuery>) {
        self.init(
            words: PersonKeys.words(of: query[PersonQuery.name] ?? ""), born: query[PersonQuery.born],
            postcodes: [query[PersonQuery.postcode]].compactMap(\.self),
            identifiers: [query[PersonQuery.identifier]].compactMap(\.self))
    }

    /// Looks for whom a record may be about too.
    init(_ person: Draft<Person>) {
        self.init(
            words: PersonKeys.words(of: person[Person.preferredName] ?? ""), born: person[Person.born],
            postcodes: (person[Person.addresses]?.arrayValue ?? []).compactMap { $0["postcode"]?.stringValue },
            identifiers: person[Person.identifiers]?.arrayValue ?? [])
    }

    /// The first kind of keys, in their order as text, that can meet it: a name alone is met by the last.
    var firstKind: String {
        let kinds = targets.map(\.key.kind) + (words.isEmpty ? [] : [.word])
        return kinds.map(\.rawValue).min() ?? PersonKeys.Kind.word.rawValue
    }

    /// The keys of which whoever is likely the same person has one: names alone are shared by many.
    var telling: [PersonKeys.Key] {
        targets.filter { $0.key.kind == .identifier || (!words.isEmpty && Self.tells($0)) }.map(\.key)
    }

    /// Whether somebody who meets it can be taken for the same person.
    var isTelling: Bool { !telling.isEmpty }

    /// Whether somebody who was found is likely to be the same person: by a number, or by the whole name together with
    /// a whole day of birth or a postcode.
    func isLikely(_ hit: PersonHit) -> Bool {
        if hit.matches.contains(where: { $0.member == "identifier" }) { return true }
        let met = Set(hit.matches.filter { $0.member == "name" }.map(\.asked))
        guard !words.isEmpty, met.count == words.count else { return false }
        return targets.contains { target in Self.tells(target) && hit.matches.contains(target.match) }
    }

    /// Whether the matches of somebody are enough to be given.
    func isEnough(_ matches: some Collection<PersonMatch>) -> Bool {
        if matches.contains(where: { $0.member == "identifier" }) { return true }
        let met = matches.count { $0.member == "name" }
        return words.isEmpty ? !matches.isEmpty : met > 0 && met * 2 >= words.count
    }

    private static func tells(_ target: Target) -> Bool {
        switch target.key.kind {
        case .born: target.match.how == .same && (try? PartialDate(utf8: target.key.text.utf8))?.precision == .day
        case .postcode: true
        case .word, .identifier: false
        }
    }
}
