/// The request methods that this server knows (RFC 9110 §9, RFC 5789); any other is answered 501.
public enum Method: String, Sendable, CaseIterable {
    /// Read.
    case get = "GET"
    /// Read without content.
    case head = "HEAD"
    /// Make or do.
    case post = "POST"
    /// Replace.
    case put = "PUT"
    /// Change in part.
    case patch = "PATCH"
    /// Remove.
    case delete = "DELETE"
    /// Ask what is allowed.
    case options = "OPTIONS"
    /// Loop back; known, never routed.
    case trace = "TRACE"
    /// Read with content; known, never routed.
    case query = "QUERY"
    /// Tunnel; known, never served, for this is no proxy.
    case connect = "CONNECT"

    /// Finds the method by its exact bytes; case matters (RFC 9110 §9.1).
    ///
    /// - Parameters:
    ///   - bytes: a run of bytes.
    ///   - range: where the token stands in it.
    init?(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty else { return nil }
        switch (bytes[range.lowerBound], range.count) {
        case (0x47, 3): self = .get
        case (0x48, 4): self = .head
        case (0x50, 4): self = .post
        case (0x50, 3): self = .put
        case (0x50, 5): self = .patch
        case (0x44, 6): self = .delete
        case (0x4F, 7): self = .options
        case (0x54, 5): self = .trace
        case (0x51, 5): self = .query
        case (0x43, 7): self = .connect
        default: return nil
        }
        let text = ASCII.raw(token)
        for index in 0..<range.count where bytes[range.lowerBound + index] != text[index] { return nil }
    }

    /// The method as it stands in a message.
    public var token: StaticString {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .query: "QUERY"
        case .connect: "CONNECT"
        }
    }
}
