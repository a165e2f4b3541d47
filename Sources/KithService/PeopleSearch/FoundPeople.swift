/// People who were met by what is asked for, while they are gathered from their keys.
struct FoundPeople {
    private let search: PersonSearch
    private let words: [AskedWord]
    private let targets: [PersonKeys.Key: [PersonMatch]]
    /// What each word of a name met: many people share one.
    private var wordMatches: [String: [PersonMatch]] = [:]
    /// Of each person the best match for each thing that was asked.
    private var people: [ID: [String: PersonMatch]] = [:]

    /// Gathers those who meet a search.
    init(_ search: PersonSearch, _ nicknames: Nicknames) {
        self.search = search
        words = search.words.map { AskedWord($0, nicknames) }
        targets = Dictionary(grouping: search.targets, by: \.key).mapValues { $0.map(\.match) }
    }

    /// Notes how a person was met by one of their keys.
    mutating func note(_ person: ID, _ matches: [PersonMatch]) {
        for match in matches {
            let place = match.member + " " + match.asked
            if let known = people[person]?[place], (known.weight, match.found) >= (match.weight, known.found) {
                continue
            }
            people[person, default: [:]][place] = match
        }
    }

    /// How a key meets the search: most do not, and whose they are need not be known.
    mutating func matches(_ key: PersonKeys.Key) -> [PersonMatch] {
        switch key.kind {
        case .word:
            if let known = wordMatches[key.text] { return known }
            let matches = words.compactMap { word in
                word.how(key.text).map { PersonMatch(member: "name", asked: word.text, found: key.text, how: $0) }
            }
            wordMatches[key.text] = matches
            return matches
        case .born:
            let same = targets[key] ?? []
            // Of what is stored a day lies within the year or month that is asked for.
            guard let within = search.bornWithin, key.text.hasPrefix(within + "-") else { return same }
            return same + [PersonMatch(member: "born", asked: within, found: key.text, how: .within)]
        case .postcode, .identifier: return targets[key] ?? []
        }
    }

    /// Those who meet enough of the search, the surest first.
    func hits() -> [PersonHit] {
        let hits = people.compactMap { person, matches -> (hit: PersonHit, weight: Int)? in
            guard search.isEnough(matches.values) else { return nil }
            let order = matches.values.sorted { ($0.member, $0.asked) < ($1.member, $1.asked) }
            let hit = PersonHit(person: person, matches: order)
            return (hit, hit.weight)
        }
        return hits.sorted { $0.weight == $1.weight ? $0.hit.person < $1.hit.person : $0.weight > $1.weight }
            .map(\.hit)
    }
}
