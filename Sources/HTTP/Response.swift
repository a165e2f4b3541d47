/// An answer: a status, checked fields, and content.
///
/// `Date`, `Connection` and the framing are no business of its maker: the serializer writes them.
public struct Response: Sendable {
    /// What follows the head.
    public enum Body: Sendable {
        /// Nothing.
        case none
        /// These bytes.
        case bytes([UInt8])
        /// Pieces that are made while they are sent.
        case stream(any BodyStream)
    }

    /// The status.
    public var status: Status
    /// The fields, without framing, date and connection.
    public var fields: ResponseFields
    /// The content.
    public var body: Body
    /// Whether the connection is to be closed behind it.
    public var close: Bool
    /// A word for the application's log, as the route's template; never sent.
    public var note: String?

    /// Makes an answer.
    public init(
        _ status: Status, fields: ResponseFields = ResponseFields(), body: Body = .none, close: Bool = false,
        note: String? = nil
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.close = close
        self.note = note
    }

    /// Makes an answer with content of one type.
    ///
    /// - Parameter contentType: the media type, as `application/json`.
    public init(_ status: Status, contentType: StaticString, body: [UInt8]) {
        self.init(status, body: .bytes(body))
        fields.append(.contentType, contentType)
    }
}
