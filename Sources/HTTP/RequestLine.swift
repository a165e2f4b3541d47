/// The request line (RFC 9112 §3): `method SP target SP HTTP/1.x CRLF`, and nothing looser.
struct RequestLine {
    let method: Method
    /// 0, or 1 for every minor version above it.
    let minorVersion: Int
    let target: RequestTarget

    /// Reads the line, and decodes the path of its target where it stands.
    ///
    /// - Parameters:
    ///   - bytes: the storage of the head, which begins with the line.
    ///   - end: where the line ends, before its CRLF.
    ///   - targetBytesMax: how long the target may be.
    /// - Throws: `Rejection` where the line is malformed, or says what this server does not speak.
    init(_ bytes: inout MutableSpan<UInt8>, end: Int, targetBytesMax: Int) throws(Rejection) {
        var methodEnd = 0
        while methodEnd < end, ASCII.isToken(bytes[methodEnd]) { methodEnd += 1 }
        guard methodEnd > 0, methodEnd < end, bytes[methodEnd] == ASCII.space else { throw .badRequestLine }
        let targetStart = methodEnd + 1
        var targetEnd = targetStart
        while targetEnd < end {
            let byte = bytes[targetEnd]
            if byte == ASCII.space { break }
            guard byte > ASCII.space, byte != 0x7F else { throw .badRequestLine }
            targetEnd += 1
        }
        guard targetEnd > targetStart, targetEnd < end else { throw .badRequestLine }
        minorVersion = try Self.minorVersion(bytes.span, targetEnd + 1..<end)
        guard targetEnd - targetStart <= targetBytesMax else { throw .targetTooLong }
        guard let method = Method(bytes.span, 0..<methodEnd) else { throw .unknownMethod }
        self.method = method
        target = try RequestTarget(&bytes, targetStart..<targetEnd, method: method)
    }

    private static func minorVersion(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(Rejection) -> Int {
        let start = range.lowerBound
        guard !range.isEmpty, bytes[range.upperBound - 1] > ASCII.space, bytes[start] > ASCII.space else {
            throw .badRequestLine
        }
        guard range.count == 8 else { throw .badVersion }
        let prefix = ASCII.raw("HTTP/")
        for index in 0..<prefix.count where bytes[start + index] != prefix[index] { throw .badVersion }
        let major = bytes[start + 5]
        let minor = bytes[start + 7]
        guard ASCII.isDigit(major), bytes[start + 6] == ASCII.dot, ASCII.isDigit(minor) else { throw .badVersion }
        guard major == 0x31 else { throw .unsupportedVersion }
        return minor == 0x30 ? 0 : 1
    }
}
