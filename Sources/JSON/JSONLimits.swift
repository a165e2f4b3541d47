/// How large a JSON text the reader takes before it refuses it.
public struct JSONLimits: Sendable {
    /// The limits that hold where nothing else is said.
    public static let standard = JSONLimits()

    /// The longest text, in bytes.
    public var bytesMax = 1 << 20
    /// How deep arrays and objects may stand in one another.
    public var depthMax = 64

    /// Makes the standard limits.
    public init() {}
}
