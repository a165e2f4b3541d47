/// What the fields say about the message itself, gathered while they are read: no second line goes unseen.
struct MessageFacts {
    private(set) var host: Range<Int>?
    private(set) var contentLength: Int?
    private(set) var saysClose = false
    private(set) var saysKeepAlive = false
    private var expectsContinue = false
    private var expectsOther = false
    private var transferCodings = 0
    private var chunkedAt: [Int] = []
    private var hasUnknownCoding = false
    private var hasBadCoding = false

    /// Takes note of a line.
    ///
    /// - Parameters:
    ///   - bytes: the storage of the head.
    ///   - line: a line whose name is in lower case.
    /// - Throws: `Rejection` where a line that may stand once stands twice, or is malformed.
    mutating func note(_ bytes: borrowing Span<UInt8>, _ line: Fields.Line) throws(Rejection) {
        let value = Int(line.valueStart)..<Int(line.valueStart + line.valueCount)
        switch line.nameCount {
        case 4 where Self.name(bytes, line, is: "host"):
            guard host == nil else { throw .repeatedHost }
            guard HostCheck.isValid(bytes, value) else { throw .badHost }
            host = value
        case 6 where Self.name(bytes, line, is: "expect"):
            var rest = value
            while let member = Self.nextMember(bytes, &rest) {
                if Self.isEqual(bytes, member, "100-continue") { expectsContinue = true } else { expectsOther = true }
            }
        case 10 where Self.name(bytes, line, is: "connection"):
            var rest = value
            while let member = Self.nextMember(bytes, &rest) {
                if Self.isEqual(bytes, member, "close") { saysClose = true }
                if Self.isEqual(bytes, member, "keep-alive") { saysKeepAlive = true }
            }
        case 14 where Self.name(bytes, line, is: "content-length"):
            guard contentLength == nil else { throw .repeatedContentLength }
            contentLength = try Self.number(bytes, value)
        case 17 where Self.name(bytes, line, is: "transfer-encoding"):
            noteCodings(bytes, value)
        default: break
        }
    }

    /// How the content is framed.
    ///
    /// - Throws: `Rejection` where two readers could frame the message in two ways, or a coding is not known.
    func framing(minorVersion: Int) throws(Rejection) -> RequestHead.Framing {
        guard transferCodings > 0 || hasBadCoding else { return contentLength.map { .length($0) } ?? .none }
        guard minorVersion > 0 else { throw .transferEncodingInOldVersion }
        guard contentLength == nil else { throw .twoFramings }
        guard !hasBadCoding, chunkedAt.isEmpty || chunkedAt == [transferCodings - 1] else { throw .badTransferEncoding }
        guard !hasUnknownCoding else { throw .unknownTransferCoding }
        return .chunked
    }

    /// Whether the client waits for a 100: never in HTTP/1.0, which has none (RFC 9110 §10.1.1), nor without content.
    ///
    /// - Throws: `Rejection` where another expectation stands.
    func waits(minorVersion: Int, framing: RequestHead.Framing) throws(Rejection) -> Bool {
        guard !expectsOther else { throw .unknownExpectation }
        return expectsContinue && minorVersion > 0 && framing != .none && framing != .length(0)
    }

    /// Whether the client lets the connection live on (RFC 9112 §9.3).
    func keepsAlive(minorVersion: Int) -> Bool {
        !saysClose && (minorVersion > 0 || saysKeepAlive)
    }

    /// Notes the codings; an empty member is malformed here, for other readers differ about it.
    private mutating func noteCodings(_ bytes: borrowing Span<UInt8>, _ value: Range<Int>) {
        var members = 0
        var rest = value
        while let member = Self.nextMember(bytes, &rest) {
            members += 1
            if Self.isEqual(bytes, member, "chunked") {
                chunkedAt.append(transferCodings)
            } else {
                hasUnknownCoding = true
                hasBadCoding = hasBadCoding || !Self.isCoding(bytes, member)
            }
            transferCodings += 1
        }
        var commas = 0
        for index in value where bytes[index] == ASCII.comma { commas += 1 }
        if members != commas + 1 { hasBadCoding = true }
    }

    /// Whether a member is a token other than chunked, perhaps with parameters, which chunked has not.
    private static func isCoding(_ bytes: borrowing Span<UInt8>, _ member: Range<Int>) -> Bool {
        var end = member.lowerBound
        while end < member.upperBound, ASCII.isToken(bytes[end]) { end += 1 }
        guard end > member.lowerBound, !isEqual(bytes, member.lowerBound..<end, "chunked") else { return false }
        while end < member.upperBound, ASCII.isBlank(bytes[end]) { end += 1 }
        return end == member.upperBound || bytes[end] == ASCII.semicolon
    }

    /// A number in plain digits: no sign, no space, no overflow.
    private static func number(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(Rejection) -> Int {
        guard !range.isEmpty else { throw .badContentLength }
        var number = 0
        for index in range {
            guard ASCII.isDigit(bytes[index]) else { throw .badContentLength }
            let (tens, over) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(bytes[index] - 0x30))
            guard !over, !carry else { throw .badContentLength }
            number = sum
        }
        return number
    }

    private static func name(_ bytes: borrowing Span<UInt8>, _ line: Fields.Line, is text: StaticString) -> Bool {
        let start = Int(line.nameStart)
        return isEqual(bytes, start..<start + Int(line.nameCount), text)
    }

    private static func isEqual(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        let text = ASCII.raw(text)
        guard text.count == range.count else { return false }
        for index in 0..<text.count where ASCII.lowered(bytes[range.lowerBound + index]) != text[index] { return false }
        return true
    }

    /// Takes the next member from the front of a list, empty ones left out (RFC 9110 §5.6.1).
    private static func nextMember(_ bytes: borrowing Span<UInt8>, _ rest: inout Range<Int>) -> Range<Int>? {
        while !rest.isEmpty {
            var start = rest.lowerBound
            var end = start
            while end < rest.upperBound, bytes[end] != ASCII.comma { end += 1 }
            rest = min(end + 1, rest.upperBound)..<rest.upperBound
            while start < end, ASCII.isBlank(bytes[start]) { start += 1 }
            while end > start, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
            if start < end { return start..<end }
        }
        return nil
    }
}
