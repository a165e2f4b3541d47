import HTTP
import Server
import Testing

/// The rows of the behaviour table over a real socket: whole, in pieces and byte by byte.
@Suite struct LiveMessageTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var message: String
        var statuses: [Int]
        var testDescription: String { name }

        init(_ name: String, _ message: String, _ statuses: Int...) {
            self.name = name
            self.message = message
            self.statuses = statuses
        }
    }

    static let host = "Host: h\r\n"
    static let end = "\r\n\r\n"

    static let served: [Row] = [
        Row("plain", "GET /a HTTP/1.1\r\nHost: h\r\n\r\n", 200),
        Row("an empty line before", "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", 200),
        Row("a later minor version", "GET /a HTTP/1.7\r\nHost: h\r\n\r\n", 200),
        Row("absolute form", "GET http://h/a HTTP/1.1\r\nHost: h\r\n\r\n", 200),
        Row("asterisk form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 200),
        Row("1.0 without host", "GET /a HTTP/1.0\r\n\r\n", 200),
        Row("body on GET", "GET /a HTTP/1.1\r\nHost: h\r\nContent-Length: 19\r\n\r\nGET /x HTTP/1.1\r\n\r\n", 200),
        Row(
            "chunks",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nT: x\r\n\r\n", 200
        ),
        Row("upgrade is ignored", "GET /a HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
        Row(
            "pipelined",
            "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /later HTTP/1.1\r\nHost: h\r\n\r\n"
                + "GET /a HTTP/1.1\r\nHost: h\r\n\r\n",
            200, 200, 200),
        Row(
            "pipelined behind a body",
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nabGET /none HTTP/1.1\r\nHost: h\r\n\r\n", 200,
            204),
        Row(
            "close ends the pipeline",
            "GET /a HTTP/1.1\r\nHost: h\r\nConnection: CLOSE\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", 200),
        Row(
            "refused with a small body",
            "POST /refused HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nGET GET /a HTTP/1.1\r\nHost: h\r\n\r\n", 401,
            200),
    ]

    static let refused: [Row] = [
        Row("bare LF", "GET /a HTTP/1.1\nHost: h\n\n", 400),
        Row("two spaces", "GET  /a HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        Row("NUL", "GET /a\u{0} HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        Row("unknown method", "BREW /a HTTP/1.1\r\nHost: h\r\n\r\n", 501),
        Row("HTTP/2.0", "GET /a HTTP/2.0\r\nHost: h\r\n\r\n", 505),
        Row("bad escape", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        Row("dot segments", "GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n", 400),
        Row("no host", "GET /a HTTP/1.1\r\n\r\n", 400),
        Row("two hosts", "GET /a HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400),
        Row("space before colon", "GET /a HTTP/1.1\r\nHost : h\r\n\r\n", 400),
        Row("folded field", "GET /a HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n", 400),
        Row("signed length", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc", 400),
        Row(
            "equal lengths",
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400),
        Row("two lengths", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        Row(
            "length and chunks",
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Row("chunks in 1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Row("unknown coding", "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: br, chunked\r\n\r\n0\r\n\r\n", 501),
        Row(
            "bad chunk size",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n", 400),
        Row("target too long", "GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: h\r\n\r\n", 414),
        Row(
            "fields too large", "GET /a HTTP/1.1\r\nHost: h\r\nA: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431
        ),
        Row(
            "body too large by its length", "POST /tiny HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nabcdefghijk",
            413),
        Row(
            "body too large by its chunks",
            "POST /tiny HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nabcdefghijk\r\n0\r\n\r\n", 413),
        Row(
            "another expectation",
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: tea\r\n\r\nabc", 417),
        Row("cut off in the head", "GET /a HTTP/1.1\r\nHo", 400),
        Row("cut off in the body", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc", 400),
    ]

    @Test(arguments: served) func aGoodMessageIsServed(row: Row) throws {
        let server = try LiveServer()
        for piece in [Int.max, 11, 1] {
            let responses = try server.exchange(row.message, piece: piece)
            #expect(responses.map(\.status) == row.statuses)
            for response in responses { #expect(response.field("Date")?.hasSuffix(" GMT") == true) }
        }
    }

    @Test(arguments: refused) func aBadMessageIsAnsweredAndTheConnectionEnds(row: Row) throws {
        let server = try LiveServer()
        let next = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"
        let isCutOff = row.name.hasPrefix("cut off")
        for piece in row.message.utf8.count > 1000 ? [Int.max, 1000] : [Int.max, 11, 1] {
            let responses = try server.exchange(row.message + (isCutOff ? "" : next), piece: piece)
            #expect(responses.map(\.status) == row.statuses)
            #expect(responses.first?.field("Connection") == "close")
            #expect(responses.first?.field("Content-Type") == "application/problem+json")
            #expect(responses.first?.field("Date")?.hasSuffix(" GMT") == true)
        }
        #expect(server.app.started.value == 0)
    }

    @Test func aLargeRefusedBodyIsAnsweredBeforeItIsSent() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send("POST /tiny HTTP/1.1\r\nHost: h\r\nContent-Length: 800000\r\n\r\n")
        #expect(try client.read()?.status == 413)
        try client.send(String(repeating: "x", count: 800_000))
        client.endSending()
        #expect(try client.isClosedByServer())
    }

    @Test func keepAliveFollowsTheVersionAndTheField() throws {
        let server = try LiveServer()
        for (head, isKept, field) in [
            ("GET /a HTTP/1.1\r\nHost: h\r\n\r\n", true, nil),
            ("GET /a HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n", false, "close"),
            ("GET /close HTTP/1.1\r\nHost: h\r\n\r\n", false, "close"),
            ("GET /a HTTP/1.0\r\n\r\n", false, "close"),
            ("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true, "keep-alive"),
        ] as [(String, Bool, String?)] {
            let client = try server.connect()
            try client.send(head)
            let response = try client.read()
            #expect(response?.status == 200)
            #expect(response?.field("Connection") == field)
            if isKept {
                try client.send(head)
                #expect(try client.read()?.status == 200)
            } else {
                #expect(try client.isClosedByServer())
            }
        }
    }

    @Test func headHasTheFieldsOfGetAndNoContent() throws {
        let server = try LiveServer()
        for path in ["/a", "/bytes/50000", "/none", "/unchanged", "/later"] {
            let client = try server.connect()
            try client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\nHEAD \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
            let get = try client.read()
            let head = try client.read(isHead: true)
            #expect(
                get?.fields.filter { $0.name != "Date" }.map(\.name)
                    == head?.fields.filter { $0.name != "Date" }.map(\.name))
            #expect(get?.field("Content-Length") == head?.field("Content-Length"))
            try client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.read()?.text == "hello")
        }
    }

    @Test func statusesWithoutContentHaveNone() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send(
            "GET /none HTTP/1.1\r\nHost: h\r\n\r\nGET /unchanged HTTP/1.1\r\nHost: h\r\n\r\n"
                + "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"
        )
        let none = try client.read()
        #expect(none?.status == 204)
        #expect(none?.field("Content-Length") == nil)
        #expect(try client.read()?.status == 304)
        #expect(try client.read()?.text == "hello")
    }

    @Test func aHundredComesBeforeTheBody() throws {
        let server = try LiveServer()
        let client = try server.connect()
        let head = "HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
        try client.send("POST /echo \(head)")
        #expect(try client.read()?.status == 100)
        try client.send("12345")
        #expect(try client.read()?.text == "12345")
        try client.send("POST /refused \(head)")
        #expect(try client.read()?.status == 401)
        #expect(try client.isClosedByServer())
    }

    @Test func anOldClientIsNotToldToContinue() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        try client.send("ab")
        #expect(try client.read()?.text == "ab")
    }

    @Test(arguments: [1, 32_767, 32_768, 100_000, 900_000]) func bodiesOfEverySizeComeBackWhole(count: Int) throws {
        let server = try LiveServer()
        let client = try server.connect()
        let body = String(decoding: (0..<count).map { UInt8(33 + $0 % 90) }, as: UTF8.self)
        for _ in 0..<2 {
            try client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \(count)\r\n\r\n" + body)
            #expect(try client.read()?.text == body)
        }
        let head = "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        try client.send(head + String(count, radix: 16) + "\r\n" + body + "\r\n0\r\n\r\n")
        #expect(try client.read()?.text == body)
    }

    @Test func fiveHundredPipelinedRequestsAreAnsweredInOrder() throws {
        let server = try LiveServer()
        let client = try server.connect()
        let count = 500
        try client.send(
            (0..<count).map { "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n\(1000 + $0)" }.joined())
        for index in 0..<count { #expect(try client.read()?.text == "\(1000 + index)") }
    }
}
