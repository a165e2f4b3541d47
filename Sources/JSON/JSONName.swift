/// A member name rendered once, `"name":`, to be written many times; keep them as `static let`.
public struct JSONName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name in quotation marks, escaped, with its colon.
    @usableFromInline let rendered: [UInt8]

    /// Renders a name.
    public init(_ name: String) {
        var writer = JSONWriter(capacityBytes: name.utf8.count + 8)
        writer.string(name)
        rendered = writer.bytes() + [Byte.colon]
    }

    /// Renders a name.
    public init(stringLiteral name: String) {
        self.init(name)
    }

    /// The name as it is written, with quotation marks and colon.
    public var description: String { String(decoding: rendered, as: UTF8.self) }
}
