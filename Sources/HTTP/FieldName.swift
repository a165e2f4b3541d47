/// The name of a field, written in the source: `.contentType`, or `"idempotency-key"`.
///
/// Names are compared without regard to the case of ASCII letters, and are written out as they stand here.
public struct FieldName: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as it is written out.
    public let text: StaticString

    /// Makes a name of a literal; one that is no token is refused by every collection of fields.
    @inlinable
    public init(stringLiteral text: StaticString) { self.text = text }

    /// The name as a String.
    public var description: String { text.description }

    /// The bytes of the name; they live as long as the program.
    var raw: UnsafeRawBufferPointer { ASCII.raw(text) }
}

extension FieldName {
    /// `Accept`.
    @inlinable public static var accept: Self { "Accept" }
    /// `Allow`.
    @inlinable public static var allow: Self { "Allow" }
    /// `Authorization`.
    @inlinable public static var authorization: Self { "Authorization" }
    /// `Cache-Control`.
    @inlinable public static var cacheControl: Self { "Cache-Control" }
    /// `Content-Type`.
    @inlinable public static var contentType: Self { "Content-Type" }
    /// `ETag`.
    @inlinable public static var etag: Self { "ETag" }
    /// `Idempotency-Key`.
    @inlinable public static var idempotencyKey: Self { "Idempotency-Key" }
    /// `If-Match`.
    @inlinable public static var ifMatch: Self { "If-Match" }
    /// `If-None-Match`.
    @inlinable public static var ifNoneMatch: Self { "If-None-Match" }
    /// `Link`.
    @inlinable public static var link: Self { "Link" }
    /// `Location`.
    @inlinable public static var location: Self { "Location" }
    /// `Origin`.
    @inlinable public static var origin: Self { "Origin" }
    /// `Retry-After`.
    @inlinable public static var retryAfter: Self { "Retry-After" }
    /// `Vary`.
    @inlinable public static var vary: Self { "Vary" }
    /// `WWW-Authenticate`.
    @inlinable public static var wwwAuthenticate: Self { "WWW-Authenticate" }
    /// `X-Content-Type-Options`.
    @inlinable public static var xContentTypeOptions: Self { "X-Content-Type-Options" }
}
