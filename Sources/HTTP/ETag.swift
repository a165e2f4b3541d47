/// An entity tag (RFC 9110 §8.8.3): `"v7"`, or `W/"v7"` where it is weak.
public struct ETag: Sendable, Hashable, CustomStringConvertible {
    /// Whether the tag only says that two representations mean the same.
    public let isWeak: Bool
    /// What stands between the quotes.
    public let opaque: String

    /// Makes a tag.
    ///
    /// - Parameter opaque: visible characters without a double quote; anything else gives nil.
    public init?(_ opaque: String, isWeak: Bool = false) {
        guard opaque.utf8.allSatisfy(Self.isOpaque) else { return nil }
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// The tag as it stands in a field.
    public var description: String { (isWeak ? "W/\"" : "\"") + opaque + "\"" }

    /// Whether both are strong and the same (RFC 9110 §8.8.3.2), as `If-Match` asks.
    public func isStrongMatch(_ other: ETag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// Whether both are the same, weak or not, as `If-None-Match` asks.
    public func isWeakMatch(_ other: ETag) -> Bool {
        opaque == other.opaque
    }

    /// Reads a list of tags.
    ///
    /// - Returns: the tags, one at least, or nil where anything else stands there; empty members are left out.
    public static func list(_ bytes: some Collection<UInt8>) -> [ETag]? {
        var rest = Array(bytes)[...]
        var tags: [ETag] = []
        while true {
            rest = rest.drop { ASCII.isBlank($0) || $0 == ASCII.comma }
            guard !rest.isEmpty else { return tags.isEmpty ? nil : tags }
            guard let tag = next(&rest) else { return nil }
            tags.append(tag)
            rest = rest.drop(while: ASCII.isBlank)
            guard rest.isEmpty || rest.first == ASCII.comma else { return nil }
        }
    }

    private static func next(_ rest: inout ArraySlice<UInt8>) -> ETag? {
        let isWeak = rest.starts(with: [0x57, ASCII.slash])
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.popFirst() == ASCII.quote else { return nil }
        let opaque = rest.prefix(while: isOpaque)
        rest = rest.dropFirst(opaque.count)
        guard rest.popFirst() == ASCII.quote, let text = String(validating: opaque, as: UTF8.self) else { return nil }
        return ETag(text, isWeak: isWeak)
    }

    private static func isOpaque(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != ASCII.quote && byte != 0x7F
    }
}
