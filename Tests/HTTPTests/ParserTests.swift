import HTTP
import Testing

/// What a connection relies on beyond the events themselves.
struct ParserTests {
    private static let get = Array("GET /a HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    private static let post = Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8)

    private func consume(_ parser: inout RequestParser, _ bytes: [UInt8]) -> (taken: Int, event: RequestParser.Event) {
        bytes.withUnsafeBytes { parser.consume($0) }
    }

    private func isNeedMore(_ event: RequestParser.Event) -> Bool {
        if case .needMore = event { true } else { false }
    }

    @Test func onlyTheBytesOfOneRequestAreTaken() throws {
        var parser = RequestParser(limits: Limits())
        let input = Self.post + Self.get
        let head = consume(&parser, input)
        #expect(head.taken == Self.post.count - 3)
        #expect(parser.acceptBody(bytesMax: 10) == nil)
        let body = consume(&parser, Array(input[head.taken...]))
        #expect(body.taken == 3)
        guard case .request(let request) = body.event else {
            Issue.record("no request")
            return
        }
        #expect(request.body == Array("abc".utf8))
    }

    @Test func aRequestWithoutBodyComesFromAnEmptyBuffer() throws {
        var parser = RequestParser(limits: Limits())
        #expect(consume(&parser, Self.get).taken == Self.get.count)
        #expect(parser.acceptBody(bytesMax: 0) == nil)
        let (taken, event) = consume(&parser, [])
        #expect(taken == 0)
        guard case .request(let request) = event else {
            Issue.record("no request")
            return
        }
        #expect(request.body.isEmpty)
        #expect(request.head.path.segment(0) == "a")
    }

    @Test func hasBegunTellsARequestFromAnIdleConnection() {
        var parser = RequestParser(limits: Limits())
        #expect(!parser.hasBegun)
        _ = consume(&parser, Array("\r\n".utf8))
        #expect(!parser.hasBegun)
        _ = consume(&parser, Array("P".utf8))
        #expect(parser.hasBegun)
        _ = consume(&parser, Array(Self.post.dropFirst().dropLast()))
        #expect(parser.hasBegun)
        _ = parser.acceptBody(bytesMax: 3)
        _ = consume(&parser, Array("ab".utf8))
        #expect(parser.hasBegun)
        _ = consume(&parser, Array("c".utf8))
        #expect(!parser.hasBegun)
    }

    @Test func aParserStaysRefused() {
        var parser = RequestParser(limits: Limits())
        _ = consume(&parser, Array("GET\r\n".utf8))
        #expect(!parser.hasBegun)
        let (taken, event) = consume(&parser, Self.get)
        guard case .reject(let rejection) = event else {
            Issue.record("no rejection")
            return
        }
        #expect(taken == 0)
        #expect(rejection.code == "bad_request_line")
    }

    @Test func aLengthOverTheRoutesLimitIsRefusedBeforeItIsRead() {
        var parser = RequestParser(limits: Limits())
        _ = consume(&parser, Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n".utf8))
        #expect(parser.acceptBody(bytesMax: 3)?.status == .contentTooLarge)
        let (taken, event) = consume(&parser, Array("abcd".utf8))
        #expect(taken == 0)
        #expect(!isNeedMore(event))
    }

    @Test func withoutAWordTheStandardLimitHolds() {
        var limits = Limits()
        limits.bodyBytesMax = 2
        var parser = RequestParser(limits: limits)
        _ = consume(&parser, Self.post)
        guard case .reject(let rejection) = consume(&parser, Array("abc".utf8)).event else {
            Issue.record("no rejection")
            return
        }
        #expect(rejection.status == .contentTooLarge)
    }

    @Test func fieldsAreFoundWithoutRegardToCase() throws {
        var parser = RequestParser(limits: Limits())
        let text = "GET / HTTP/1.1\r\nHoSt: a\r\nX-One: 1\r\nx-two:\r\nX-ONE: 2\r\n\r\n"
        guard case .head(let head) = consume(&parser, Array(text.utf8)).event else {
            Issue.record("no head")
            return
        }
        #expect(head.fields.string("x-one") == "1")
        #expect(head.fields.string("X-Two")?.isEmpty == true)
        #expect(head.fields.string("x-three") == nil)
        #expect(head.fields.all("X-one").map { String(decoding: $0, as: UTF8.self) } == ["1", "2"])
        #expect(head.fields.combined("x-one").map { String(decoding: $0, as: UTF8.self) } == "1, 2")
        #expect(head.fields.first(named: "HOST")?.elementsEqual("a".utf8) == true)
        #expect(head.fields.withFirst("host") { $0.count } == 1)
        #expect(head.fields.count(of: "x-one") == 2)
        #expect(head.fields.count == 4)
    }
}
