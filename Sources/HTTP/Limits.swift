/// How large each part of a message may be; above it the message is refused with the status of http.md.
public struct Limits: Sendable {
    /// The longest request target, in bytes; above it 414.
    public var targetBytesMax = 8192
    /// The longest field section, in bytes with its line ends; above it 431.
    public var fieldSectionBytesMax = 32768
    /// The most field lines; above it 431.
    public var fieldLinesMax = 100
    /// The largest content where nothing else is said by `acceptBody`, in bytes; above it 413.
    public var bodyBytesMax = 1 << 20
    /// The most digits of a chunk size; above it 400.
    public var chunkSizeDigitsMax = 16
    /// The longest extension of one chunk, in bytes; above it 400.
    public var chunkExtensionBytesMax = 1024
    /// The extensions of all chunks of one message together, in bytes; above it 400.
    public var chunkExtensionsTotalBytesMax = 16384
    /// The longest trailer section, in bytes with its line ends; above it 431.
    public var trailerSectionBytesMax = 8192
    /// The most trailer lines; above it 431.
    public var trailerLinesMax = 32

    /// Makes the standard limits.
    public init() {}
}
