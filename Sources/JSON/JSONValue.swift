/// A JSON value (RFC 8259 section 3).
///
/// Strings are equal when their bytes are, numbers when they are written alike, objects in whatever order.
public enum JSONValue: Sendable, Hashable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number, exactly as written.
    case number(JSONNumber)
    /// A string, its escapes undone; it may hold U+0000.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members, each name once.
    case object(JSONObject)

    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The truth value, or nil where this is something else.
    public var boolValue: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The number, or nil where this is something else.
    public var numberValue: JSONNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The whole number, or nil where this is something else, has a fraction or does not fit.
    public var int64Value: Int64? { numberValue?.int64 }

    /// The double nearest to the number, or nil where this is something else or too large.
    public var doubleValue: Double? { numberValue?.double }

    /// The string, or nil where this is something else.
    public var stringValue: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// The elements, or nil where this is something else.
    public var arrayValue: [JSONValue]? {
        if case .array(let array) = self { array } else { nil }
    }

    /// The object, or nil where this is something else.
    public var objectValue: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The value of a member, or nil where this is no object or has no such member.
    public subscript(name: String) -> JSONValue? {
        objectValue?[name]
    }

    /// An element, or nil where this is no array or has no such element.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let array) = self, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// What a pointer points at from here, or nil where there is nothing (RFC 6901 section 4).
    public subscript(pointer: JSONPointer) -> JSONValue? {
        var value = self
        for token in pointer.tokens {
            let next: JSONValue?
            switch value {
            case .object(let object): next = object[token]
            case .array: next = Self.index(token).flatMap { value[$0] }
            default: next = nil
            }
            guard let next else { return nil }
            value = next
        }
        return value
    }

    /// The kind of value in plain words: `a string`, `an object`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// Whether both are the same value.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): ExactName.areEqual(left, right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    /// Feeds the value to a hasher.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0 as UInt8)
        case .bool(let bool): hasher.combine(bool ? 1 : 2 as UInt8)
        case .number(let number): ExactName.hash(number.text, into: &hasher)
        case .string(let string):
            hasher.combine(3 as UInt8)
            ExactName.hash(string, into: &hasher)
        case .array(let array): hasher.combine(array)
        case .object(let object): hasher.combine(object)
        }
    }

    /// An array index by RFC 6901: digits without a leading zero.
    private static func index(_ token: String) -> Int? {
        guard !token.isEmpty, token.utf8.allSatisfy(Byte.isDigit) else { return nil }
        guard token.utf8.count == 1 || token.utf8.first != Byte.zero else { return nil }
        return Int(token)
    }
}
