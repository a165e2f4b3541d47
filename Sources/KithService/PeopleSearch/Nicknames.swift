internal import JSON

/// Names that people go by for each other: `config/nicknames.json`.
struct Nicknames: Sendable {
    /// Why a file of nicknames cannot be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// Those that the build put into the binary.
    static let builtIn: Result<Nicknames, Unusable> = Result { () throws(Unusable) in
        try Nicknames(file: Configuration.text("nicknames.json") ?? "")
    }

    private let groups: [[String]]
    private let places: [String: [Int]]

    /// Reads groups of names; a name may stand in several.
    ///
    /// - Throws: `Unusable`, which says what is wrong in the file.
    init(file text: String) throws(Unusable) {
        let value: JSONValue
        do {
            value = try JSON.read(Array(text.utf8))
        } catch {
            throw Unusable(description: "nicknames.json: \(error)")
        }
        guard case .array(let items)? = value["groups"] else {
            throw Unusable(description: "nicknames.json needs groups, an array of arrays of names.")
        }
        var groups: [[String]] = []
        for item in items {
            guard let names = item.arrayValue?.compactMap(\.stringValue), names.count == item.arrayValue?.count,
                names.count > 1,
                names.allSatisfy({ !$0.isEmpty && Names.foldedForSearch($0) == $0 && !$0.contains(" ") })
            else {
                throw Unusable(
                    description: "nicknames.json: each group is two names or more, in lower case without accents.")
            }
            groups.append(names)
        }
        self.groups = groups
        var places: [String: [Int]] = [:]
        for (place, names) in groups.enumerated() {
            for name in names { places[name, default: []].append(place) }
        }
        self.places = places
    }

    /// The other names that somebody of this name may go by; none for most words.
    func others(for word: String) -> Set<String> {
        var names = Set((places[word] ?? []).flatMap { groups[$0] })
        names.remove(word)
        return names
    }
}
