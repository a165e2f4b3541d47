/// How large each part of a message may be; above it the message is refused with the status of http.md.
public struct Limits: Sendable {
    /// The longest request target, in bytes; above it 414.
    public var targetBytesMax = 8192
    /// The longest field section, in bytes; above it 431.
    public var fieldSectionBytesMax = 32768
    /// The most field lines; above it 431.
    public var fieldLinesMax = 100

    /// Makes the standard limits.
    public init() {}
}
