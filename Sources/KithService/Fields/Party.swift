internal import JSON

/// A reference to somebody or something that can stand at either end of a relationship.
struct Party: Sendable, Hashable, FieldValue {
    let type: PartyType
    let id: ID

    /// Refers to the party of that type and id.
    init(type: PartyType, id: ID) {
        self.type = type
        self.id = id
    }

    init?(json: JSONValue) {
        guard case .object(let object) = json,
            case .string(let typeText)? = object["type"], let type = PartyType(rawValue: typeText),
            case .string(let idText)? = object["id"], let id = ID(idText)
        else { return nil }
        self.init(type: type, id: id)
    }

    var json: JSONValue {
        .object(JSONObject([("type", .string(type.rawValue)), ("id", .string(id.description))]))
    }
}
