internal import JSON
internal import SQLite

/// A member of a record as it stands in a row, reduced to what writing it needs.
struct Column: Sendable {
    /// How the column's value is written.
    enum Form: UInt8, Sendable {
        case text, flag, integer, number, json
        /// Two columns: the type and the id.
        case party
    }

    /// The index of the (first) column in the selection.
    let index: Int
    let form: Form
    let name: JSONName

    /// The columns of fields that stand one after the other, behind the version.
    static func all(_ specs: [FieldSpec]) -> [Column] {
        var index = 1
        return specs.map { spec in
            defer { index += spec.columns.count }
            return Column(index: index, form: Form(spec.kind), name: spec.jsonName)
        }
    }

    /// Writes the member's name and value, where the row has one.
    @inline(__always)
    func write(_ row: borrowing Row, to writer: inout JSONWriter) {
        guard !row.isNull(index) else { return }
        writer.name(name)
        switch form {
        case .text: writer.string(utf8: row.text(index))
        case .flag: writer.bool(row.int(index) != 0)
        case .integer: writer.int(row.int(index))
        case .number: writer.double(row.double(index))
        case .json: writer.raw(row.text(index))
        case .party:
            writer.beginObject()
            writer.name(Self.typeName)
            writer.string(utf8: row.text(index))
            writer.name(Self.idName)
            writer.string(utf8: row.text(index + 1))
            writer.endObject()
        }
    }

    private static let typeName = JSONName("type")
    private static let idName = JSONName("id")
}

extension Column.Form {
    /// The form in which values of a shape are stored.
    init(_ kind: ShapeKind) {
        switch kind {
        case .text, .reference, .code, .format: self = .text
        case .flag: self = .flag
        case .integer: self = .integer
        case .number: self = .number
        case .list, .object, .anyObject: self = .json
        case .party: self = .party
        }
    }
}
