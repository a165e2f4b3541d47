internal import JSON
internal import SQLite

extension ShapeKind {
    /// The values that a field's columns hold for a JSON value in canonical form; NULLs where there is none.
    func stored(_ value: JSONValue?) -> [SQLiteValue] {
        switch (self, value) {
        case (.party, .object(let party)?):
            return [.text(party["type"]?.stringValue ?? ""), .text(party["id"]?.stringValue ?? "")]
        case (.party, _):
            return [.null, .null]
        case (.number, .number(let number)?):
            return [number.double.map(SQLiteValue.real) ?? .null]
        case (_, let value):
            return [value?.stored ?? .null]
        }
    }

    /// Writes a field's columns as a JSON value.
    ///
    /// - Parameters:
    ///   - row: The current row.
    ///   - column: The index of the field's first column, which is not NULL.
    ///   - writer: Where to.
    func write(_ row: borrowing Row, _ column: Int, to writer: inout JSONWriter) {
        switch self {
        case .text, .reference, .code, .format:
            writer.string(utf8: row.text(column))
        case .flag:
            writer.bool(row.int(column) != 0)
        case .integer:
            writer.int(row.int(column))
        case .number:
            writer.double(row.double(column))
        case .list, .object:
            writer.raw(row.text(column))
        case .party:
            writer.beginObject()
            writer.name(PartyNames.type)
            writer.string(utf8: row.text(column))
            writer.name(PartyNames.id)
            writer.string(utf8: row.text(column + 1))
            writer.endObject()
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

/// The member names of a party, rendered once.
enum PartyNames {
    static let type = JSONName("type")
    static let id = JSONName("id")
}
