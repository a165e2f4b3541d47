/// How large a JSON text, and each part of it, may be before the reader refuses it.
///
/// Nothing is ever reserved from what a text claims: a limit only says where reading stops.
public struct JSONLimits: Sendable, Hashable {
    /// The limits that hold where nothing else is said.
    public static let standard = JSONLimits()

    /// The deepest nesting that any limit may allow.
    ///
    /// Reading, comparing and releasing a value go one call deeper with each level, and a worker's stack is 512 KiB:
    /// a `depthMax` above this counts as this.
    public static let depthCeiling = 128

    /// The longest text, in bytes.
    public var bytesMax = 1 << 20
    /// How deep arrays and objects may stand in one another; `depthCeiling` at most.
    public var depthMax = 64
    /// The longest string or member name, in bytes of UTF-8 after its escapes are undone.
    public var stringBytesMax = 1 << 18
    /// The most members in one object.
    public var membersMax = 4096
    /// The most elements in one array.
    public var elementsMax = 1 << 16
    /// The most values in the whole text, those inside arrays and objects included.
    public var valuesMax = 1 << 17
    /// The most digits in one number, those of its fraction and exponent included.
    public var digitsMax = 100

    /// Makes the standard limits.
    public init() {}
}
