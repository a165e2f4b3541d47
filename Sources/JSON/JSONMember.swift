/// A member of an object: a name and its value (RFC 8259 section 4).
public struct JSONMember: Sendable, Hashable {
    /// The name, its escapes undone.
    public let name: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// Whether both have the same name, byte for byte, and equal values.
    public static func == (left: JSONMember, right: JSONMember) -> Bool {
        ExactName.areEqual(left.name, right.name) && left.value == right.value
    }

    /// Feeds the member to a hasher.
    public func hash(into hasher: inout Hasher) {
        ExactName.hash(name, into: &hasher)
        hasher.combine(value)
    }
}
