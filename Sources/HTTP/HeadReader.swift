import Glibc

/// Gathers a head line by line into the storage that the request's fields then own, and reads each line as it is there.
///
/// Every byte is looked for its line end once and copied once, whatever the pieces it comes in.
struct HeadReader: Sendable {
    /// Room for a method, two spaces, the version and CRLF beside the longest target.
    private static let requestLineExtraBytes = 40

    private let limits: Limits
    private var bytes: [UInt8] = []
    private var lineStart = 0
    private var fieldsStart: Int?
    private var hasSkippedLine = false
    private var requestLine: RequestLine?
    private var lines: [Fields.Line] = []
    private var facts = MessageFacts()

    init(limits: Limits) { self.limits = limits }

    /// Whether a byte of a request is here; the empty line that may stand before it is none.
    var hasBegun: Bool { bytes.first.map { $0 != ASCII.cr } ?? false }

    /// Takes bytes up to the end of the head.
    ///
    /// - Parameter taken: how many bytes of `input` were taken; it is added to.
    /// - Returns: the head, or nil where more is needed.
    /// - Throws: `Rejection`, as early as the line that deserves it is there.
    mutating func consume(_ input: UnsafeRawBufferPointer, taken: inout Int) throws(Rejection) -> RequestHead? {
        while taken < input.count {
            let rest = UnsafeRawBufferPointer(rebasing: input[taken...])
            try checkStart(rest)
            let lineEnd = Self.lineEnd(rest)
            let piece = UnsafeRawBufferPointer(rebasing: rest[..<(lineEnd ?? rest.count)])
            try checkRoom(piece.count)
            if bytes.isEmpty { bytes.reserveCapacity(min(max(rest.count, 256), 1024)) }
            bytes.append(contentsOf: piece)
            taken += piece.count
            guard lineEnd != nil else { return nil }
            if try readLine() { return try finish() }
        }
        return nil
    }

    /// How many bytes there are up to the first LF, with it.
    private static func lineEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base, 0x0A, bytes.count) else { return nil }
        return UnsafeRawPointer(found) - base + 1
    }

    /// Refuses at its first byte what can be no request, as a TLS greeting sent to a plain port.
    private func checkStart(_ rest: UnsafeRawBufferPointer) throws(Rejection) {
        guard bytes.isEmpty, let first = rest.first, !ASCII.isToken(first) else { return }
        guard first == ASCII.cr, !hasSkippedLine else {
            throw first == ASCII.lf || first == ASCII.cr ? .bareLineFeed : .badRequestLine
        }
    }

    /// Refuses a line that is too long before it is copied.
    private func checkRoom(_ count: Int) throws(Rejection) {
        guard let fieldsStart else {
            let lineBytesMax = limits.targetBytesMax + Self.requestLineExtraBytes
            if bytes.count + count > lineBytesMax { throw .targetTooLong }
            return
        }
        // The CRLF that ends the section does not count.
        if bytes.count - fieldsStart + count > limits.fieldSectionBytesMax + 2 { throw .fieldsTooLarge }
    }

    /// Reads the line that has just been ended.
    ///
    /// - Returns: whether it was the empty line behind the fields.
    private mutating func readLine() throws(Rejection) -> Bool {
        let start = lineStart
        let end = bytes.count - 2
        guard end >= start, bytes[end] == ASCII.cr else { throw .bareLineFeed }
        lineStart = bytes.count
        guard let fieldsStart else {
            if start == end {
                bytes.removeAll(keepingCapacity: true)
                lineStart = 0
                hasSkippedLine = true
            } else {
                let targetBytesMax = limits.targetBytesMax
                var span = bytes.mutableSpan
                requestLine = try RequestLine(&span, end: end, targetBytesMax: targetBytesMax)
                fieldsStart = bytes.count
                lines.reserveCapacity(16)
            }
            return false
        }
        if start == end { return true }
        if bytes.count - fieldsStart > limits.fieldSectionBytesMax { throw .fieldsTooLarge }
        if lines.count >= limits.fieldLinesMax { throw .tooManyFields }
        lines.append(try Self.readField(&bytes, start..<end, &facts))
        return false
    }

    private static func readField(
        _ bytes: inout [UInt8], _ range: Range<Int>, _ facts: inout MessageFacts
    ) throws(Rejection) -> Fields.Line {
        var span = bytes.mutableSpan
        let line = try FieldLine.read(&span, range)
        try facts.note(span.span, line)
        return line
    }

    /// Puts the head together and leaves the reader empty for the next.
    private mutating func finish() throws(Rejection) -> RequestHead {
        guard let requestLine else { throw .badRequestLine }
        let minorVersion = requestLine.minorVersion
        let target = requestLine.target
        guard facts.host != nil || minorVersion == 0 else { throw .missingHost }
        let framing = try facts.framing(minorVersion: minorVersion)
        let head = RequestHead(
            method: requestLine.method, path: Path(bytes: bytes, segments: target.segments),
            query: Query(bytes: bytes, range: target.query), minorVersion: minorVersion,
            fields: Fields(bytes: bytes, lines: lines), framing: framing,
            keepAlive: facts.keepsAlive(minorVersion: minorVersion),
            expectsContinue: try facts.waits(minorVersion: minorVersion, framing: framing),
            isAsteriskForm: target.isAsterisk, host: bytes[target.host ?? facts.host ?? 0..<0])
        self = HeadReader(limits: limits)
        return head
    }
}
