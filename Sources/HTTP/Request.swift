/// A whole request: its head, its content, and who sent it.
public struct Request: Sendable {
    /// What the request line and the fields say.
    public var head: RequestHead
    /// The content, whole; empty where there is none.
    public var body: [UInt8]
    /// The other end of the connection, set by the server; nil in tests and for inner requests.
    public var peer: Peer?

    /// Makes a request.
    public init(head: RequestHead, body: [UInt8] = [], peer: Peer? = nil) {
        self.head = head
        self.body = body
        self.peer = peer
    }
}
