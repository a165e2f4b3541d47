/// A request without its content: what the request line and the fields say, checked.
public struct RequestHead: Sendable {
    /// How the content is framed (RFC 9112 §6).
    public enum Framing: Sendable, Equatable {
        /// There is none.
        case none
        /// So many bytes.
        case length(Int)
        /// Chunks, until the last.
        case chunked
    }

    /// What is to be done.
    public var method: Method
    /// The decoded path; `/` where the form is `*`.
    public var path: Path
    /// The query, decoded on demand.
    public var query: Query
    /// 0 or 1; a higher minor version is treated as 1.
    public var minorVersion: Int
    /// All field lines.
    public var fields: Fields
    /// How the content is framed.
    public var framing: Framing
    /// Whether the client lets the connection live on.
    public var keepAlive: Bool
    /// Whether the client waits for a 100 before it sends its content; never true for HTTP/1.0 or without content.
    public var expectsContinue: Bool
    /// Whether the target is `*`, which only OPTIONS may ask for.
    public var isAsteriskForm: Bool
    /// The host and port that the client asked for: from an absolute target, else from `Host`; empty in 1.0 without.
    public var host: ArraySlice<UInt8>

    /// Makes a head of parts that were checked, as a test or an inner request does.
    public init(
        method: Method, path: Path = Path(), query: Query = Query(), minorVersion: Int = 1, fields: Fields = Fields(),
        framing: Framing = .none, keepAlive: Bool = true, expectsContinue: Bool = false, isAsteriskForm: Bool = false,
        host: ArraySlice<UInt8> = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.minorVersion = minorVersion
        self.fields = fields
        self.framing = framing
        self.keepAlive = keepAlive
        self.expectsContinue = expectsContinue
        self.isAsteriskForm = isAsteriskForm
        self.host = host
    }

    /// Makes a head of a target as it stands in a request line, as a test or an inner request does.
    ///
    /// - Parameter target: `/path?query`, an http URL, or `*` with OPTIONS.
    /// - Throws: `Rejection` where the target is malformed.
    public init(method: Method, target: String, fields: Fields = Fields()) throws(Rejection) {
        var bytes = Array(target.utf8)
        guard !bytes.isEmpty else { throw .badTarget }
        let range = bytes.indices
        var span = bytes.mutableSpan
        let parts = try RequestTarget(&span, range, method: method)
        self.init(
            method: method, path: Path(bytes: bytes, segments: parts.segments),
            query: Query(bytes: bytes, range: parts.query), fields: fields, isAsteriskForm: parts.isAsterisk,
            host: parts.host.map { bytes[$0] } ?? fields.first("Host") ?? [])
    }
}
