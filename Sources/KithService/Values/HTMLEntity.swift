/// One character reference of HTML, as in `&amp;`, `&#8217;` or `&#x2019;`.
///
/// A name needs its semicolon but for the five most common, and those only where no letter or digit follows: so
/// `?a=1&copy=2` in a text is left alone.
struct HTMLEntity {
    /// The character that is meant; U+FFFD for a number that is no character.
    let scalar: Unicode.Scalar
    /// The place behind the reference.
    let end: Int

    private static let nameBytesMax = 8
    private static let namesWithoutSemicolon: Set<String> = ["amp", "lt", "gt", "quot", "nbsp"]

    /// Reads the reference whose `&` stands at a place, or gives nil where none does.
    init?(at place: Int, in bytes: ArraySlice<UInt8>) {
        let rest = bytes[place...].dropFirst()
        if rest.first == UInt8(ascii: "#") {
            self.init(number: rest.dropFirst())
        } else {
            self.init(name: rest)
        }
    }

    private init?(name bytes: ArraySlice<UInt8>) {
        let name = bytes.prefix(Self.nameBytesMax + 1).prefix(while: Self.isLetterOrDigit)
        let key = String(decoding: name, as: UTF8.self)
        guard let scalar = HTMLEntityNames.scalars[key] else { return nil }
        self.scalar = scalar
        if name.endIndex < bytes.endIndex, bytes[name.endIndex] == UInt8(ascii: ";") {
            end = name.endIndex + 1
        } else {
            let next = name.endIndex < bytes.endIndex ? bytes[name.endIndex] : 0
            guard Self.namesWithoutSemicolon.contains(key), next != UInt8(ascii: "=") else { return nil }
            end = name.endIndex
        }
    }

    private init?(number bytes: ArraySlice<UInt8>) {
        let isHexadecimal = bytes.first == UInt8(ascii: "x") || bytes.first == UInt8(ascii: "X")
        let digits = (isHexadecimal ? bytes.dropFirst() : bytes).prefix { Self.digit($0, isHexadecimal) != nil }
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for byte in digits where value <= 0x10FFFF {
            value = value * (isHexadecimal ? 16 : 10) + (Self.digit(byte, isHexadecimal) ?? 0)
        }
        scalar = Self.scalar(value)
        let hasSemicolon = digits.endIndex < bytes.endIndex && bytes[digits.endIndex] == UInt8(ascii: ";")
        end = digits.endIndex + (hasSemicolon ? 1 : 0)
    }

    /// The character of a number; 128 to 159 are read as Windows-1252, as browsers do (HTML, 13.2.5.80).
    private static func scalar(_ value: UInt32) -> Unicode.Scalar {
        if 0x80...0x9F ~= value { return HTMLEntityNames.windows1252[Int(value - 0x80)] }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        return scalar
    }

    private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x41 + 10)
        case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
