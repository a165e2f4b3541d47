internal import JSON

/// People who were met by keys that are asked for, while they are gathered.
struct FoundPeople {
    private let keys: [PersonKeys.Key: [PersonMatch]]
    /// Of each person the best match for each thing that was asked.
    private var people: [ID: [String: PersonMatch]] = [:]

    /// Gathers by these keys, each with how whoever has it was met.
    init(_ keys: [PersonKeys.Key: [PersonMatch]]) {
        self.keys = keys
    }

    /// The keys as a statement takes them.
    var keysText: String { JSON.text(JSONValue.array(keys.keys.map(\.json))) }

    /// Notes that a person has a key, which may be none of those that are asked for.
    mutating func note(_ kind: String, _ key: String, _ person: ID) {
        guard let kind = PersonKeys.Kind(rawValue: kind) else { return }
        for match in keys[.init(kind: kind, text: key)] ?? [] { note(match, person) }
    }

    /// Notes that a person was born on a day within the year or month that is asked for.
    mutating func note(within asked: String, _ day: String, _ person: ID) {
        note(PersonMatch(member: "born", asked: asked, found: day, how: .within), person)
    }

    private mutating func note(_ match: PersonMatch, _ person: ID) {
        let place = match.member + " " + match.asked
        if let known = people[person]?[place], (known.weight, match.found) >= (match.weight, known.found) { return }
        people[person, default: [:]][place] = match
    }

    /// Those who meet enough of the search, the surest first.
    func hits(_ search: PersonSearch) -> [PersonHit] {
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
