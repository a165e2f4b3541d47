/// Percent-encoding of RFC 3986 §2.1.
enum PercentCoding {
    /// Appends a byte as it may stand in a path segment.
    static func append(_ byte: UInt8, to text: inout [UInt8]) {
        if ASCII.isPathByte(byte), byte != ASCII.percent {
            text.append(byte)
        } else {
            let digits = ASCII.raw("0123456789ABCDEF")
            text.append(ASCII.percent)
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    /// Decodes a part of bytes in place, towards its front.
    ///
    /// - Parameter plusIsSpace: whether `+` stands for a space, as in a query.
    /// - Returns: where the decoded part ends, or nil where an escape is bad, a byte is NUL or the result is no UTF-8.
    static func decode(_ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>, plusIsSpace: Bool) -> Int? {
        var read = range.lowerBound
        var write = read
        while read < range.upperBound {
            var byte = bytes[read]
            if byte == ASCII.percent {
                guard read + 2 < range.upperBound, let high = ASCII.hexValue(bytes[read + 1]),
                    let low = ASCII.hexValue(bytes[read + 2])
                else { return nil }
                byte = high << 4 | low
                read += 2
            } else if plusIsSpace, byte == ASCII.plus {
                byte = ASCII.space
            }
            guard byte != 0 else { return nil }
            bytes[write] = byte
            read += 1
            write += 1
        }
        return UTF8Check.isValid(bytes.span, range.lowerBound..<write) ? write : nil
    }
}
