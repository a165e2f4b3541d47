/// Where a value stands in a JSON text (RFC 6901): `/people/0/name`; the whole text is the empty pointer.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// The pointer to the whole text.
    public static let root = JSONPointer(unchecked: "")

    /// The pointer as text, escaped as RFC 6901 section 3 asks.
    public let text: String

    /// Reads a pointer from its text.
    ///
    /// - Parameter text: empty, or `/`-led tokens in which `~` is `~0` and `/` is `~1`.
    /// - Returns: nil where the text is no pointer.
    public init?(text: String) {
        var afterTilde = false
        for (index, byte) in text.utf8.enumerated() {
            if index == 0 && byte != Byte.slash { return nil }
            if afterTilde && byte != Byte.zero && byte != Byte.one { return nil }
            afterTilde = byte == Byte.tilde
        }
        if afterTilde { return nil }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// The same as `text`.
    public var description: String { text }

    /// The names and indices on the way, unescaped.
    public var tokens: [String] {
        text.utf8.split(separator: Byte.slash, omittingEmptySubsequences: false).dropFirst().map(Self.unescaped)
    }

    /// Points at a member of what this points at.
    ///
    /// - Parameter name: the member's name, not escaped.
    public func appending(_ name: String) -> JSONPointer {
        var text = self.text + "/"
        if name.utf8.contains(where: { $0 == Byte.tilde || $0 == Byte.slash }) {
            for scalar in name.unicodeScalars {
                switch scalar {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(scalar)
                }
            }
        } else {
            text += name
        }
        return JSONPointer(unchecked: text)
    }

    /// Points at an element of what this points at.
    ///
    /// - Parameter index: counted from 0.
    public func appending(_ index: Int) -> JSONPointer {
        JSONPointer(unchecked: text + "/" + String(index))
    }

    private static func unescaped(_ token: Substring.UTF8View.SubSequence) -> String {
        var bytes: [UInt8] = []
        var afterTilde = false
        for byte in token {
            if afterTilde {
                bytes.append(byte == Byte.one ? Byte.slash : Byte.tilde)
                afterTilde = false
            } else if byte == Byte.tilde {
                afterTilde = true
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
