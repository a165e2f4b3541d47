public import HTTP

/// What became of one exchange, for the application's log and figures.
public struct AccessRecord: Sendable {
    /// Names the exchange: the ``Exchange/id`` that the application was given; 0 where it was given none.
    public var exchangeID: UInt64
    /// The method; nil where the head could not be read.
    public var method: Method?
    /// The response's note, as a rule the route's template.
    public var note: String?
    /// The status; nil where the client went before there was an answer.
    public var status: Status?
    /// The body of the request, in bytes.
    public var requestBytes: Int
    /// What was put out, head and content, in bytes.
    public var responseBytes: Int
    /// From the first byte of the head to the last byte handed to the kernel, in nanoseconds.
    public var durationNanoseconds: UInt64
    /// Whether the kernel took the whole answer; false where the client left, stalled, or a stream broke off.
    public var isComplete: Bool
    /// The other end.
    public var peer: Peer?
}
