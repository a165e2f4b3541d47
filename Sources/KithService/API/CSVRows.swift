internal import JSON
internal import SQLite

/// Records as comma-separated values (RFC 4180): a column a field, lists and objects as JSON text.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.
struct CSVRows {
    private(set) var bytes: [UInt8] = []

    /// Begins with the line of names.
    init(_ names: [String]) {
        bytes += Array(names.joined(separator: ",").utf8) + Array("\r\n".utf8)
    }

    /// Adds a row of texts.
    mutating func append(_ texts: [[UInt8]]) {
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(text: text)
        }
        bytes += Array("\r\n".utf8)
    }

    /// Adds these columns of the current row of a table's selection.
    mutating func append(_ row: borrowing Row, _ columns: [Column]) {
        var isFirst = true
        for column in columns {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            guard !row.isNull(column.index) else { continue }
            switch column.form {
            case .party: append(text: Array("\(row.string(column.index)):\(row.string(column.index + 1))".utf8))
            case .flag: append(text: Array((row.bool(column.index) ? "true" : "false").utf8))
            case .integer, .number: bytes += Array(row.string(column.index).utf8)
            case .text, .json: append(text: Array(row.text(column.index)))
            }
        }
        bytes += Array("\r\n".utf8)
    }

    private mutating func append(text: [UInt8]) {
        let isFormula = text.first { $0 > 0x20 }.map(Self.beginsFormula) ?? false
        let needsQuotes = isFormula || text.contains(where: Self.needsQuotes)
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

    private static func beginsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
        default: false
        }
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D: true
        default: false
        }
    }
}
