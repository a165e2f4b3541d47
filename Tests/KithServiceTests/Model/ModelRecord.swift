import JSON

/// A record as the model has it: what its members say now, and what they said before.
struct ModelRecord {
    /// What a record said until it was changed.
    struct Earlier {
        let version: Int
        let members: [String: JSONValue]
        let updatedAt: String
        let replacedAt: String
        let replacedBy: String
    }

    let kind: ModelKind
    /// Its id; of a record that came of another's making a name of the model's own, until a list has told it.
    var id: String
    /// Its place among all records, in the order in which they were made.
    let order: Int
    /// Whether it came of another record's making.
    let isByproduct: Bool
    let createdAt: String
    let createdBy: String
    var version = 1
    var updatedAt: String
    var members: [String: JSONValue]
    var earlier: [Earlier] = []

    /// The text of a member.
    func text(_ member: String) -> String? { members[member]?.stringValue }

    /// The ids that a member holds.
    func ids(_ member: String) -> [String] { Self.ids(members[member]) }

    /// The ids in a value: a text, a party, or a list of either.
    static func ids(_ value: JSONValue?) -> [String] {
        switch value {
        case .string(let id): [id]
        case .object(let party): ids(party["id"])
        case .array(let items): items.flatMap { ids($0) }
        default: []
        }
    }

    /// The record as the API gives it.
    var json: JSONValue { json(members, updatedAt) }

    /// The record as it was.
    func json(of earlier: Earlier) -> JSONValue { json(earlier.members, earlier.updatedAt) }

    private func json(_ members: [String: JSONValue], _ updatedAt: String) -> JSONValue {
        var object = JSONObject(members.map { (name: $0.key, value: $0.value) })
        object["id"] = .string(id)
        // When a household was recorded would tell of members who are hidden.
        guard kind != .household else { return .object(object) }
        object["created_at"] = .string(createdAt)
        object["updated_at"] = .string(updatedAt)
        return .object(object)
    }
}
