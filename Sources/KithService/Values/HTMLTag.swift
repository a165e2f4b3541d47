/// One tag of HTML as it stands in a text, as far as plain text needs it.
struct HTMLTag {
    /// What is minded when the end of a tag is looked for.
    enum Minding {
        /// A `>` within a quoted attribute does not end the tag.
        case quotes
        /// The first `>` ends the tag.
        case nothing
    }

    /// The longest name that is told from others; no name that means anything here is longer.
    private static let nameBytesMax = 16

    /// The name in lower case.
    let name: String
    /// Whether it is `</…>`.
    let isClosing: Bool
    /// The place behind the `>`.
    let end: Int

    private let attributes: ArraySlice<UInt8>

    /// Whether a `<` and what follows look like a tag.
    static func begins(at place: Int, in bytes: [UInt8]) -> Bool {
        guard place + 1 < bytes.count, bytes[place] == UInt8(ascii: "<") else { return false }
        if bytes[place + 1] != UInt8(ascii: "/") { return isLetter(bytes[place + 1]) }
        return place + 2 < bytes.count && isLetter(bytes[place + 2])
    }

    /// Whether the closing tag of a name stands here.
    static func closes(_ name: String, at place: Int, in bytes: [UInt8]) -> Bool {
        let rest = bytes[place...].dropFirst(2)
        guard bytes[place...].starts(with: "</".utf8),
            rest.prefix(name.utf8.count).map(lowerCased).elementsEqual(name.utf8)
        else { return false }
        guard let next = rest.dropFirst(name.utf8.count).first else { return false }
        return isSpace(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: ">")
    }

    /// Reads the tag whose `<` stands at a place, or gives nil where it never ends.
    init?(at place: Int, in bytes: [UInt8], minding: Minding) {
        isClosing = bytes[place...].starts(with: "</".utf8)
        let nameStart = place + (isClosing ? 2 : 1)
        let nameEnd = bytes[nameStart...].firstIndex { Self.isSpace($0) || $0 == 0x2F || $0 == 0x3E } ?? bytes.endIndex
        guard let close = Self.close(from: nameEnd, in: bytes, minding: minding) else { return nil }
        let nameBytes = bytes[nameStart..<nameEnd].prefix(Self.nameBytesMax)
        name = String(decoding: nameBytes.map(Self.lowerCased), as: UTF8.self)
        attributes = bytes[nameEnd..<close]
        end = close + 1
    }

    /// The bytes of the first attribute of a name, entities not decoded; nil where there is none.
    func attribute(_ wanted: String) -> ArraySlice<UInt8>? {
        var rest = attributes
        while !rest.isEmpty {
            rest = rest.drop { Self.isSpace($0) || $0 == 0x2F }
            let nameEnd = rest.dropFirst().firstIndex { Self.isSpace($0) || $0 == 0x2F || $0 == 0x3D } ?? rest.endIndex
            let name = rest[..<nameEnd]
            var value = rest[nameEnd...].drop(while: Self.isSpace)
            if value.first == UInt8(ascii: "=") {
                value = value.dropFirst().drop(while: Self.isSpace)
                (value, rest) = Self.splitValue(value)
            } else {
                rest = value
                value = value.prefix(0)
            }
            if name.map(Self.lowerCased).elementsEqual(wanted.utf8) { return value }
        }
        return nil
    }

    /// Parts an attribute's value from what follows it.
    private static func splitValue(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        if let quote = bytes.first, isQuote(quote) {
            let inner = bytes.dropFirst()
            let valueEnd = inner.firstIndex(of: quote) ?? inner.endIndex
            return (inner[..<valueEnd], inner[valueEnd...].dropFirst())
        }
        let valueEnd = bytes.firstIndex(where: isSpace) ?? bytes.endIndex
        return (bytes[..<valueEnd], bytes[valueEnd...])
    }

    /// The place of the `>` that ends a tag; a quote counts only where a value begins, behind `=`.
    private static func close(from start: Int, in bytes: [UInt8], minding: Minding) -> Int? {
        var quote: UInt8?
        var isBehindEquals = false
        for place in start..<bytes.count {
            let byte = bytes[place]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return place
            } else if minding == .quotes, isBehindEquals, isQuote(byte) {
                quote = byte
                isBehindEquals = false
            } else if !isSpace(byte) {
                isBehindEquals = byte == UInt8(ascii: "=")
            }
        }
        return nil
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(lowerCased(byte)) }

    private static func lowerCased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 32 : byte }
}
