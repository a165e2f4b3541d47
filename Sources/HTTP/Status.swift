/// A final or interim status of RFC 9110 §15, with the reason phrase that stands beside it.
public struct Status: Sendable, Hashable, CustomStringConvertible {
    /// Three digits, 100 to 599.
    public let code: UInt16

    /// Makes the status of a number.
    ///
    /// - Parameter code: 100 to 599; anything else gives nil.
    public init?(_ code: Int) {
        guard (100...599).contains(code) else { return nil }
        self.code = UInt16(code)
    }

    private init(known code: UInt16) { self.code = code }

    /// The number and the reason phrase.
    public var description: String { "\(code) \(reason)" }

    /// Whether the status says that the request failed: 400 and above.
    public var isError: Bool { code >= 400 }

    /// Whether a response of this status never has content (RFC 9110 §6.4.1): 1xx, 204 and 304.
    public var hasNoContent: Bool { code < 200 || code == 204 || code == 304 }

    /// 100 Continue.
    public static let `continue` = Status(known: 100)
    /// 200 OK.
    public static let ok = Status(known: 200)
    /// 201 Created.
    public static let created = Status(known: 201)
    /// 202 Accepted.
    public static let accepted = Status(known: 202)
    /// 204 No Content.
    public static let noContent = Status(known: 204)
    /// 206 Partial Content.
    public static let partialContent = Status(known: 206)
    /// 301 Moved Permanently.
    public static let movedPermanently = Status(known: 301)
    /// 302 Found.
    public static let found = Status(known: 302)
    /// 303 See Other.
    public static let seeOther = Status(known: 303)
    /// 304 Not Modified.
    public static let notModified = Status(known: 304)
    /// 307 Temporary Redirect.
    public static let temporaryRedirect = Status(known: 307)
    /// 308 Permanent Redirect.
    public static let permanentRedirect = Status(known: 308)
    /// 400 Bad Request.
    public static let badRequest = Status(known: 400)
    /// 401 Unauthorized.
    public static let unauthorized = Status(known: 401)
    /// 403 Forbidden.
    public static let forbidden = Status(known: 403)
    /// 404 Not Found.
    public static let notFound = Status(known: 404)
    /// 405 Method Not Allowed.
    public static let methodNotAllowed = Status(known: 405)
    /// 406 Not Acceptable.
    public static let notAcceptable = Status(known: 406)
    /// 408 Request Timeout.
    public static let requestTimeout = Status(known: 408)
    /// 409 Conflict.
    public static let conflict = Status(known: 409)
    /// 410 Gone.
    public static let gone = Status(known: 410)
    /// 411 Length Required.
    public static let lengthRequired = Status(known: 411)
    /// 412 Precondition Failed.
    public static let preconditionFailed = Status(known: 412)
    /// 413 Content Too Large.
    public static let contentTooLarge = Status(known: 413)
    /// 414 URI Too Long.
    public static let uriTooLong = Status(known: 414)
    /// 415 Unsupported Media Type.
    public static let unsupportedMediaType = Status(known: 415)
    /// 416 Range Not Satisfiable.
    public static let rangeNotSatisfiable = Status(known: 416)
    /// 417 Expectation Failed.
    public static let expectationFailed = Status(known: 417)
    /// 422 Unprocessable Content.
    public static let unprocessableContent = Status(known: 422)
    /// 423 Locked.
    public static let locked = Status(known: 423)
    /// 428 Precondition Required.
    public static let preconditionRequired = Status(known: 428)
    /// 429 Too Many Requests.
    public static let tooManyRequests = Status(known: 429)
    /// 431 Request Header Fields Too Large.
    public static let requestHeaderFieldsTooLarge = Status(known: 431)
    /// 451 Unavailable For Legal Reasons.
    public static let unavailableForLegalReasons = Status(known: 451)
    /// 500 Internal Server Error.
    public static let internalServerError = Status(known: 500)
    /// 501 Not Implemented.
    public static let notImplemented = Status(known: 501)
    /// 502 Bad Gateway.
    public static let badGateway = Status(known: 502)
    /// 503 Service Unavailable.
    public static let serviceUnavailable = Status(known: 503)
    /// 504 Gateway Timeout.
    public static let gatewayTimeout = Status(known: 504)
    /// 505 HTTP Version Not Supported.
    public static let httpVersionNotSupported = Status(known: 505)
    /// 507 Insufficient Storage.
    public static let insufficientStorage = Status(known: 507)

    /// The reason phrase of the registry; "Unknown" for a number that stands in none.
    public var reason: StaticString {
        switch code {
        case 100: "Continue"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 416: "Range Not Satisfiable"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 423: "Locked"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 451: "Unavailable For Legal Reasons"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        case 507: "Insufficient Storage"
        default: "Unknown"
        }
    }
}
