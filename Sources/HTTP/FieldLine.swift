/// Reads one field line where it stands (RFC 9112 §5), its name turned to lower case in place.
enum FieldLine {
    /// Reads a line.
    ///
    /// - Parameters:
    ///   - bytes: the storage of the head.
    ///   - range: the line without its CRLF; it is not empty.
    /// - Throws: `Rejection` where the line is folded, its name is no token, or its value has a control character.
    static func read(_ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>) throws(Rejection) -> Fields.Line {
        guard !ASCII.isBlank(bytes[range.lowerBound]) else { throw .foldedField }
        var colon = range.lowerBound
        while colon < range.upperBound {
            let byte = bytes[colon]
            if byte == ASCII.colon { break }
            guard ASCII.isToken(byte) else { throw .badFieldName }
            bytes[colon] = ASCII.lowered(byte)
            colon += 1
        }
        guard colon > range.lowerBound, colon < range.upperBound else { throw .badFieldName }
        var start = colon + 1
        var end = range.upperBound
        while start < end, ASCII.isBlank(bytes[start]) { start += 1 }
        while end > start, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
        guard isValue(bytes.span, start..<end) else { throw .badFieldValue }
        return Fields.Line(
            nameStart: UInt32(truncatingIfNeeded: range.lowerBound),
            nameCount: UInt32(truncatingIfNeeded: colon - range.lowerBound),
            valueStart: UInt32(truncatingIfNeeded: start), valueCount: UInt32(truncatingIfNeeded: end - start))
    }

    /// Whether no byte is a control character but HTAB: eight bytes at a time, and one by one where a word is suspect.
    private static func isValue(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            if isSuspect(word) {
                for place in index..<index + 8 where !ASCII.isFieldValue(bytes[place]) { return false }
            }
            index += 8
        }
        while index < range.upperBound {
            guard ASCII.isFieldValue(bytes[index]) else { return false }
            index += 1
        }
        return true
    }

    /// Whether one of eight bytes is below SP or is DEL, by the carry trick that finds a zero byte in a word.
    @inline(__always) private static func isSuspect(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let below = (word &- ones &* 0x20) & ~word
        let flipped = word ^ (ones &* 0x7F)
        let del = (flipped &- ones) & ~flipped
        return (below | del) & (ones &* 0x80) != 0
    }
}
