/// The byte classes of RFC 9110 §5.6 and RFC 3986 §2, as bit maps: no table in memory, no Unicode.
enum ASCII {
    static let cr: UInt8 = 0x0D
    static let lf: UInt8 = 0x0A
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09
    static let colon: UInt8 = 0x3A
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let quote: UInt8 = 0x22
    static let backslash: UInt8 = 0x5C
    static let slash: UInt8 = 0x2F
    static let question: UInt8 = 0x3F
    static let percent: UInt8 = 0x25
    static let plus: UInt8 = 0x2B
    static let ampersand: UInt8 = 0x26
    static let star: UInt8 = 0x2A
    static let dot: UInt8 = 0x2E

    /// Whether the byte may stand in a token (RFC 9110 §5.6.2).
    @inline(__always) static func isToken(_ byte: UInt8) -> Bool {
        has(byte, low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    }

    /// Whether the byte may stand in a path segment: `pchar` of RFC 3986 §3.3, `%` included.
    @inline(__always) static func isPathByte(_ byte: UInt8) -> Bool {
        has(byte, low: 0x2FFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    }

    /// Whether the byte may stand in a query: all that browsers leave unescaped (WHATWG URL, query set).
    @inline(__always) static func isQueryByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x23 && byte != 0x3C && byte != 0x3E
    }

    /// Whether the byte may stand in a registered host name: unreserved, `%` and sub-delimiters (RFC 3986 §3.2.2);
    /// the comma is left out, for it joins two hosts that some proxy has put in one field.
    @inline(__always) static func isHostByte(_ byte: UInt8) -> Bool {
        has(byte, low: 0x2BFF_6FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    }

    /// Whether the byte may stand in a field value: visible, obs-text, SP or HTAB (RFC 9110 §5.5).
    @inline(__always) static func isFieldValue(_ byte: UInt8) -> Bool {
        (byte >= 0x20 && byte != 0x7F) || byte == tab
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether the byte is optional white space: SP or HTAB and nothing else.
    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// The byte in lower case, where it is an ASCII letter.
    @inline(__always) static func lowered(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// The value of a hexadecimal digit, or nil.
    @inline(__always) static func hexValue(_ byte: UInt8) -> UInt8? {
        if byte &- 0x30 < 10 { return byte &- 0x30 }
        let letter = byte | 0x20
        return letter &- 0x61 < 6 ? letter &- 0x61 &+ 10 : nil
    }

    /// Whether two runs of bytes are the same but for the case of ASCII letters.
    static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where lowered(left[index]) != lowered(right[index]) { return false }
        return true
    }

    /// Whether bytes are a token written in the source, but for the case of ASCII letters.
    static func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        equal(bytes, raw(text))
    }

    /// The bytes of a text written in the source; they live as long as the program.
    @inline(__always) static func raw(_ text: StaticString) -> UnsafeRawBufferPointer {
        // A text of one scalar may be held by value and gives nothing here; a literal between quotes never is.
        text.hasPointerRepresentation
            ? UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    @inline(__always) private static func has(_ byte: UInt8, low: UInt64, high: UInt64) -> Bool {
        byte < 128 && ((byte < 64 ? low : high) >> UInt64(byte & 63)) & 1 == 1
    }
}
