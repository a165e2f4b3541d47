/// Why a text is not JSON as RFC 8259 and the limits have it, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public let reason: Reason
    /// How many bytes stand before the place; the length of the text where it ended too soon.
    public let offset: Int
    /// The line, counted from 1; lines end with LF.
    public let line: Int
    /// The column, counted from 1 in Unicode code points.
    public let column: Int
    /// The innermost value or member around the place.
    public let pointer: JSONPointer

    /// Makes an error of its parts.
    public init(reason: Reason, offset: Int, line: Int, column: Int, pointer: JSONPointer) {
        self.reason = reason
        self.offset = offset
        self.line = line
        self.column = column
        self.pointer = pointer
    }

    /// Makes an error, counting its line and column in the text.
    init(reason: Reason, offset: Int, pointer: JSONPointer, in text: UnsafeRawBufferPointer) {
        var line = 1
        var column = 1
        for byte in text.prefix(offset) {
            if byte == Byte.newline {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(reason: reason, offset: offset, line: line, column: column, pointer: pointer)
    }

    /// One sentence for the user: where, then what.
    public var description: String {
        let place = pointer.text.isEmpty ? "" : ", at \(pointer.text)"
        return "line \(line), column \(column) (byte \(offset)\(place)): \(reason)"
    }
}
