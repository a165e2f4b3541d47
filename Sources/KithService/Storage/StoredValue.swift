internal import JSON
internal import SQLite

extension ShapeKind {
    /// Adds the values that a field's columns hold for a JSON value in canonical form; NULLs where there is none.
    func store(_ value: JSONValue?, in values: inout [SQLiteValue]) {
        switch (self, value) {
        case (.party, .object(let party)?):
            values.append(.text(party["type"]?.stringValue ?? ""))
            values.append(.text(party["id"]?.stringValue ?? ""))
        case (.party, _):
            values.append(.null)
            values.append(.null)
        case (.number, .number(let number)?):
            values.append(number.double.map(SQLiteValue.real) ?? .null)
        case (_, let value):
            values.append(value?.stored ?? .null)
        }
    }
}

extension JSONValue {
    /// The value as one column holds it: lists and objects as JSON text.
    var stored: SQLiteValue {
        switch self {
        case .null: .null
        case .bool(let flag): .integer(flag ? 1 : 0)
        case .number(let number): number.int64.map { .integer($0) } ?? number.double.map { .real($0) } ?? .null
        case .string(let text): .text(text)
        case .array, .object: .text(JSON.text(self))
        }
    }
}
