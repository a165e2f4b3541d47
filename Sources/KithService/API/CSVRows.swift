internal import JSON
internal import SQLite

/// Records as comma-separated values (RFC 4180): a column a field, lists and objects as JSON text.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.
struct CSVRows {
    private(set) var bytes: [UInt8] = []
    private let specs: [FieldSpec]

    /// Begins with the line of names.
    init(_ specs: [FieldSpec]) {
        self.specs = specs
        bytes += Array(specs.map(\.name).joined(separator: ",").utf8) + Array("\r\n".utf8)
    }

    /// Adds the current row of a table's selection.
    mutating func append<Record: Resource>(_ row: borrowing Row, _ table: Table<Record>) {
        var isFirst = true
        for spec in specs {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            guard let column = table.column(of: spec), !row.isNull(column) else { continue }
            switch spec.kind {
            case .party: append(text: Array("\(row.string(column)):\(row.string(column + 1))".utf8))
            case .flag: append(text: Array((row.int(column) != 0 ? "true" : "false").utf8))
            case .integer, .number: bytes += Array(row.string(column).utf8)
            default: append(text: Array(row.text(column)))
            }
        }
        bytes += Array("\r\n".utf8)
    }

    private mutating func append(text: [UInt8]) {
        let isFormula = text.first.map { Array("=+-@\t\r".utf8).contains($0) } ?? false
        let needsQuotes = isFormula || text.contains { Array(",\"\r\n".utf8).contains($0) }
        guard needsQuotes else {
            bytes += text
            return
        }
        bytes.append(UInt8(ascii: "\""))
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        for byte in text {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
