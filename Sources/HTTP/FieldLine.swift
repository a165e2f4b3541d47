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
        for index in start..<end where !ASCII.isFieldValue(bytes[index]) { throw .badFieldValue }
        return Fields.Line(
            nameStart: UInt32(truncatingIfNeeded: range.lowerBound),
            nameCount: UInt32(truncatingIfNeeded: colon - range.lowerBound),
            valueStart: UInt32(truncatingIfNeeded: start), valueCount: UInt32(truncatingIfNeeded: end - start))
    }
}
