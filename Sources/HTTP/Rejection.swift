/// Why a message is refused; it is always answered, as a problem document, and the connection then closed.
public struct Rejection: Error, Sendable, Equatable {
    /// What it is answered with.
    public let status: Status
    /// A stable name for machines, in snake_case.
    public let code: String
    /// What is wrong and what would be right, in plain words; nothing of the message stands in it.
    public let detail: String

    /// Makes a rejection.
    public init(_ status: Status, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }
}

extension Rejection {
    static let badRequestLine = Rejection(
        .badRequest, "bad_request_line",
        "The request line must be: method, one space, target, one space, HTTP/1.1, CRLF.")
    static let bareLineFeed = Rejection(
        .badRequest, "bad_line_end",
        "Every line of the head must end in CRLF; a CR or an LF may not stand alone.")
    static let badVersion = Rejection(
        .badRequest, "bad_version",
        "The version must be written HTTP/1.1 or HTTP/1.0.")
    static let unsupportedVersion = Rejection(
        .httpVersionNotSupported, "version_not_supported",
        "This server speaks HTTP/1.1 and HTTP/1.0.")
    static let unknownMethod = Rejection(
        .notImplemented, "method_not_implemented",
        "This server does not know the method; its name is case-sensitive.")
    static let targetTooLong = Rejection(.uriTooLong, "target_too_long", "The request target is too long.")
    static let badTarget = Rejection(
        .badRequest, "bad_target",
        "The target must be a path that begins with /, an http URL, or * with OPTIONS; it may have "
            + "no fragment and no spaces.")
    static let badPath = Rejection(
        .badRequest, "bad_path",
        "The path has a bad percent escape, a NUL, broken UTF-8, or a character that must be escaped.")
    static let dotSegment = Rejection(.badRequest, "dot_segment", "The path may have no . or .. segment.")
    static let badQuery = Rejection(
        .badRequest, "bad_query",
        "The query has a bad percent escape, a NUL, broken UTF-8, or a character that must be escaped.")
    static let missingHost = Rejection(.badRequest, "missing_host", "An HTTP/1.1 request must have a Host field.")
    static let repeatedHost = Rejection(.badRequest, "repeated_host", "The Host field may stand once.")
    static let badHost = Rejection(
        .badRequest, "bad_host",
        "The host must be a name or an address, with a port or none.")
    static let fieldsTooLarge = Rejection(
        .requestHeaderFieldsTooLarge, "fields_too_large",
        "The fields are too large together.")
    static let tooManyFields = Rejection(
        .requestHeaderFieldsTooLarge, "too_many_fields",
        "There are too many field lines.")
    static let badFieldName = Rejection(
        .badRequest, "bad_field_name",
        "A field line must begin with a name, a token with no space, and a colon right behind it.")
    static let foldedField = Rejection(
        .badRequest, "folded_field",
        "A field may not be folded over lines: no line of the head may begin with a space or a tab.")
    static let badFieldValue = Rejection(.badRequest, "bad_field_value", "A field value has a control character.")
    static let badContentLength = Rejection(
        .badRequest, "bad_content_length",
        "Content-Length must be one number in plain digits.")
    static let repeatedContentLength = Rejection(
        .badRequest, "repeated_content_length",
        "Content-Length may stand once.")
    static let badTransferEncoding = Rejection(
        .badRequest, "bad_transfer_encoding",
        "Transfer-Encoding must end in chunked, once.")
    static let unknownTransferCoding = Rejection(
        .notImplemented, "unknown_transfer_coding",
        "The only transfer coding that this server takes is chunked.")
    static let transferEncodingInOldVersion = Rejection(
        .badRequest, "transfer_encoding_in_http_1_0",
        "HTTP/1.0 has no Transfer-Encoding.")
    static let twoFramings = Rejection(
        .badRequest, "two_framings",
        "A request may have Content-Length or Transfer-Encoding, not both.")
    static let unknownExpectation = Rejection(
        .expectationFailed, "unknown_expectation",
        "The only expectation that this server knows is 100-continue.")
    /// The content is larger than what is asked for takes.
    public static let bodyTooLarge = Rejection(
        .contentTooLarge, "content_too_large",
        "The content is larger than this resource takes.")
    static let badChunkSize = Rejection(
        .badRequest, "bad_chunk_size",
        "A chunk must begin with its size in at most 16 hexadecimal digits, then CRLF.")
    static let badChunkExtension = Rejection(
        .badRequest, "bad_chunk_extension",
        "A chunk extension is malformed or too long.")
    static let badChunkEnd = Rejection(
        .badRequest, "bad_chunk_end",
        "The data of a chunk must be followed by CRLF.")
    static let badTrailer = Rejection(
        .badRequest, "bad_trailer",
        "A trailer may not frame, route, authenticate or describe the message.")
    static let trailersTooLarge = Rejection(
        .requestHeaderFieldsTooLarge, "trailers_too_large",
        "The trailers are too large or too many.")
}
