/// Chunk extensions (RFC 9112 §7.1.1): `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`.
enum ChunkExtension {
    /// Whether an extension may begin with the byte.
    static func startsOne(_ byte: UInt8) -> Bool { byte == ASCII.semicolon || ASCII.isBlank(byte) }

    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            rest = rest.drop(while: ASCII.isBlank)
            guard rest.popFirst() == ASCII.semicolon else { return false }
            rest = rest.drop(while: ASCII.isBlank)
            guard let first = rest.first, ASCII.isToken(first) else { return false }
            rest = rest.drop(while: ASCII.isToken)
            let value = rest.drop(while: ASCII.isBlank)
            guard value.first == ASCII.equals else { continue }
            rest = value.dropFirst().drop(while: ASCII.isBlank)
            guard let start = rest.first else { return false }
            if start == ASCII.quote {
                guard skipQuoted(&rest) else { return false }
            } else {
                guard ASCII.isToken(start) else { return false }
                rest = rest.drop(while: ASCII.isToken)
            }
        }
        return true
    }

    /// Passes over a quoted string (RFC 9110 §5.6.4), which begins at the front.
    private static func skipQuoted(_ rest: inout ArraySlice<UInt8>) -> Bool {
        rest = rest.dropFirst()
        while let byte = rest.popFirst() {
            if byte == ASCII.quote { return true }
            guard ASCII.isFieldValue(byte) else { return false }
            if byte == ASCII.backslash {
                guard let escaped = rest.popFirst(), ASCII.isFieldValue(escaped) else { return false }
            }
        }
        return false
    }
}
