internal import JSON

/// What is known of somebody who is looked for.
///
/// It comes in the body of a request, because a name in a URL would stand in logs on its way.
enum PersonQuery: Resource {
    static let kind = ResourceKind.person
    static let schemaName = "PersonQuery"
    static let summary =
        "What is known of somebody who is looked for: at least one of name, born, postcode, identifier."

    static let name = Field("name", .line, "The name or a part of it, as heard: a nickname or a misspelling will do.")
    static let born = Field("born", .partialDate, "The year, month or day of birth, as far as known.")
    static let postcode = Field("postcode", .format(.postcode), "A postcode at which the person lives or lived.")
    static let identifier = Field("identifier", Person.identifier, "A number that others know the person by.")
    static let limit = Field("limit", .integer(1...50), "How many at most; 20 unless said.")

    static let fields = Fields(name, born, postcode, identifier, limit)

    /// How many people are given where nobody says.
    static let limitStandard = 20
    /// How many words of a name are used.
    static let wordCountMax = 8

    static func check(_ draft: Draft<PersonQuery>, _ faults: inout Faults) {
        let isEmpty =
            draft[name] == nil && draft[born] == nil && draft[postcode] == nil && draft[identifier] == nil
        if isEmpty { faults.add(.root, .required, "Say at least one of name, born, postcode and identifier.") }
        if let name = draft[name], PersonKeys.words(of: name).isEmpty {
            faults.add(JSONPointer.root.appending("name"), .malformed, "A name has letters or digits.")
        }
    }
}
