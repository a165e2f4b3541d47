/// A field's value as a list of members (RFC 9110 §5.6.1).
enum FieldMembers {
    /// Splits at a separator outside quotes, without the white space around each member; empty members stay.
    static func split(_ value: ArraySlice<UInt8>, separator: UInt8) -> [ArraySlice<UInt8>] {
        var members: [ArraySlice<UInt8>] = []
        var start = value.startIndex
        var (isQuoted, isEscaped) = (false, false)
        for index in value.indices {
            let byte = value[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == ASCII.backslash {
                isEscaped = true
            } else if byte == ASCII.quote {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                members.append(value[start..<index].trimmed)
                start = index + 1
            }
        }
        return members + [value[start...].trimmed]
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without the spaces and tabs around them.
    var trimmed: ArraySlice<UInt8> {
        var bytes = drop(while: ASCII.isBlank)
        while let last = bytes.last, ASCII.isBlank(last) { bytes.removeLast() }
        return bytes
    }
}
