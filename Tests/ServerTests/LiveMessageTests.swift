import HTTP
import Server
import Testing

/// Answers over a real socket: their order, their form, and what an application decides about a message.
///
/// The messages themselves are in the tables, every row of which is sent by `LiveTableTests`.
@Suite struct LiveMessageTests {
    static let get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test(arguments: [
        (get + "GET /later HTTP/1.1\r\nHost: h\r\n\r\n" + get, [200, 200, 200]),
        (
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nabGET /none HTTP/1.1\r\nHost: h\r\n\r\n",
            [200, 204]
        ),
        ("POST /refused HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nGET " + get, [401, 200]),
    ]) func pipelinedRequestsAreAnsweredInOrder(messages: String, statuses: [Int]) throws {
        let server = try LiveServer()
        for piece in [Int.max, 11, 1] {
            let responses = try server.exchange(messages, piece: piece)
            #expect(responses.map(\.status) == statuses)
            for response in responses { #expect(response.field("Date")?.hasSuffix(" GMT") == true) }
        }
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

    @Test func anAnswerMayEndTheConnection() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send("GET /close HTTP/1.1\r\nHost: h\r\n\r\n" + Self.get)
        let response = try client.read()
        #expect(response?.status == 200)
        #expect(response?.field("Connection") == "close")
        #expect(try client.isClosedByServer())
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
