internal import JSON

/// By what a person is found: the words of their names, their birth, where they live or lived, their numbers.
struct PersonKeys: Sendable {
    /// What a key is made of.
    enum Kind: String, Sendable, CaseIterable {
        case word, born, postcode, identifier
    }

    /// One key.
    struct Key: Sendable, Hashable {
        let kind: Kind
        let text: String

        /// The key as a statement takes it.
        var json: JSONValue { .array([.string(kind.rawValue), .string(text)]) }
    }

    /// How many words of all the names of one person are used.
    static let wordCountMax = 64
    /// How many letters of a word are used.
    static let wordLettersMax = 40

    /// Every key, each once.
    private(set) var all: Set<Key> = []

    /// Makes the keys of a person, who is found by what other records of theirs say too.
    init(_ person: Draft<Person>) {
        add(person)
        for record in person[Person.mergedRecords]?.arrayValue ?? [] {
            let members = record.objectValue?.map { ($0.name, $0.value) } ?? []
            add(Draft(Dictionary(members) { first, _ in first }))
        }
    }

    private mutating func add(_ person: Draft<Person>) {
        let others = person[Person.names]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
        let names = [person[Person.preferredName] ?? ""] + others
        for word in names.flatMap(Self.words).prefix(Self.wordCountMax) { add(.word, word) }
        if let born = person[Person.born] { add(.born, born.canonical) }
        for address in person[Person.addresses]?.arrayValue ?? [] {
            if let postcode = address["postcode"]?.stringValue { add(.postcode, postcode) }
        }
        for identifier in person[Person.identifiers]?.arrayValue ?? [] {
            if let key = Self.identifier(identifier) { add(.identifier, key) }
        }
    }

    private mutating func add(_ kind: Kind, _ text: String) {
        all.insert(Key(kind: kind, text: text))
    }

    /// The words of a name as they are compared.
    static func words(of name: String) -> [String] {
        Names.foldedForSearch(name).split(separator: " ").map { String($0.prefix(wordLettersMax)) }
    }

    /// The key of an identifier in canonical form.
    static func identifier(_ value: JSONValue) -> String? {
        guard let scheme = value["scheme"]?.stringValue, let number = value["value"]?.stringValue else { return nil }
        return "\(scheme) \(number)"
    }
}
