/// What a request target says, as places in the storage of the head.
struct RequestTarget {
    /// The decoded segments; none for `/` and for `*`.
    var segments: [Path.Segment] = []
    /// Where the query stands, still encoded.
    var query = 0..<0
    /// Where an absolute target names its host.
    var host: Range<Int>?
    /// Whether the target is `*`.
    var isAsterisk = false

    /// Reads a target and decodes the segments of its path where they stand.
    ///
    /// - Parameters:
    ///   - bytes: the storage of the head.
    ///   - range: where the target stands; it is not empty.
    /// - Throws: `Rejection` where the form is none that an origin server serves, or a part is malformed.
    init(_ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>, method: Method) throws(Rejection) {
        let first = bytes[range.lowerBound]
        var start = range.lowerBound
        if first == ASCII.star {
            guard range.count == 1, method == .options else { throw .badTarget }
            isAsterisk = true
            return
        }
        guard method != .connect else { throw .badTarget }
        if first != ASCII.slash {
            let authority = try Self.authority(bytes.span, range)
            host = authority
            start = authority.upperBound
            guard start < range.upperBound else {
                // An absolute target without a path is `*` to OPTIONS (RFC 9112 §3.2.4).
                isAsterisk = method == .options
                return
            }
        }
        try readPath(&bytes, start..<range.upperBound)
    }

    /// Finds the authority of `http://authority/…`.
    private static func authority(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(Rejection) -> Range<Int> {
        let start: Int
        if matches(bytes, range, "http://") {
            start = range.lowerBound + 7
        } else if matches(bytes, range, "https://") {
            start = range.lowerBound + 8
        } else {
            throw .badTarget
        }
        var end = start
        while end < range.upperBound, bytes[end] != ASCII.slash, bytes[end] != ASCII.question { end += 1 }
        guard HostCheck.isValid(bytes, start..<end) else { throw .badHost }
        return start..<end
    }

    private static func matches(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        let text = ASCII.raw(text)
        guard range.count >= text.count else { return false }
        for index in 0..<text.count where ASCII.lowered(bytes[range.lowerBound + index]) != text[index] { return false }
        return true
    }

    /// Splits the path at `/`, decodes each segment in its place, and finds the query behind it.
    private mutating func readPath(_ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>) throws(Rejection) {
        var index = range.lowerBound
        if bytes[index] == ASCII.slash { index += 1 }
        segments.reserveCapacity(8)
        var start = index
        var isEscaped = false
        while index < range.upperBound, bytes[index] != ASCII.question {
            let byte = bytes[index]
            if byte == ASCII.slash {
                try append(&bytes, start..<index, isEscaped)
                start = index + 1
                isEscaped = false
            } else if byte == ASCII.percent {
                isEscaped = true
            } else if !ASCII.isPathByte(byte) {
                throw byte == 0x23 ? .badTarget : .badPath
            }
            index += 1
        }
        // The path `/` alone has no segments.
        if start < index || !segments.isEmpty { try append(&bytes, start..<index, isEscaped) }
        if index < range.upperBound { try readQuery(bytes.span, index + 1..<range.upperBound) }
    }

    private mutating func append(
        _ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>, _ isEscaped: Bool
    ) throws(Rejection) {
        var end = range.upperBound
        if isEscaped {
            guard let decoded = PercentCoding.decode(&bytes, range, plusIsSpace: false) else { throw .badPath }
            end = decoded
        }
        let count = end - range.lowerBound
        if count == 1 || count == 2, bytes[range.lowerBound] == ASCII.dot, bytes[end - 1] == ASCII.dot {
            throw .dotSegment
        }
        segments.append(
            Path.Segment(start: UInt32(truncatingIfNeeded: range.lowerBound), end: UInt32(truncatingIfNeeded: end)))
    }

    /// Checks the query as it stands: its bytes, its escapes, and the UTF-8 that they make.
    private mutating func readQuery(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(Rejection) {
        var isEscaped = false
        for index in range {
            let byte = bytes[index]
            guard ASCII.isQueryByte(byte) else { throw byte == 0x23 ? .badTarget : .badQuery }
            if byte == ASCII.percent { isEscaped = true }
        }
        query = range
        guard isEscaped else { return }
        // The query itself stays encoded, for its separators would be lost; a copy is decoded to see whether it can be.
        var copy: [UInt8] = []
        for index in range { copy.append(bytes[index]) }
        var span = copy.mutableSpan
        guard PercentCoding.decode(&span, 0..<range.count, plusIsSpace: true) != nil else { throw .badQuery }
    }
}
