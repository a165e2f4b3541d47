internal import JSON

/// A Swift type that a field's values can be read as.
protocol FieldValue: Sendable {
    /// The value of a JSON value that the field's shape has already let through.
    init?(json: JSONValue)
    /// The same value on the wire.
    var json: JSONValue { get }
}

extension String: FieldValue {
    init?(json: JSONValue) {
        guard case .string(let text) = json else { return nil }
        self = text
    }

    var json: JSONValue { .string(self) }
}

extension Bool: FieldValue {
    init?(json: JSONValue) {
        guard case .bool(let flag) = json else { return nil }
        self = flag
    }

    var json: JSONValue { .bool(self) }
}

extension Int64: FieldValue {
    init?(json: JSONValue) {
        guard case .number(let number) = json, let value = number.int64 else { return nil }
        self = value
    }

    var json: JSONValue { .number(JSONNumber(self)) }
}

extension Double: FieldValue {
    init?(json: JSONValue) {
        guard case .number(let number) = json, let value = number.double else { return nil }
        self = value
    }

    var json: JSONValue { JSONNumber(self).map(JSONValue.number) ?? .null }
}

extension JSONValue: FieldValue {
    init?(json: JSONValue) {
        self = json
    }

    var json: JSONValue { self }
}

extension FieldValue where Self: TextValue {
    init?(json: JSONValue) {
        guard case .string(let text) = json, let value = try? Self(utf8: text.utf8) else { return nil }
        self = value
    }

    var json: JSONValue { .string(canonical) }
}

extension ID: FieldValue {}
extension Instant: FieldValue {}
extension LocalDate: FieldValue {}
extension PartialDate: FieldValue {}

extension Position: FieldValue {
    init?(json: JSONValue) {
        guard case .string(let text) = json, let value = try? Position(text) else { return nil }
        self = value
    }

    var json: JSONValue { .string("\(latitude),\(longitude)") }
}
