import HTTP
import Messages
import Server
import Testing

/// Every row of the tables of messages over a real socket: the application hears what the parser alone says of the
/// bytes, the client gets the answer, and the connection lives on or ends as it must.
@Suite struct LiveTableTests {
    /// How a message is sent, and the request behind it.
    enum Way: CaseIterable {
        /// In one piece with the next.
        case together
        /// In two pieces, the second when the first was read; the next when the answer is there.
        case inHalves
        /// Byte by byte, where the message is not long only by its padding; the next when the answer is there.
        case singly
    }

    private static let next = Array("GET /next HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

    @Test(arguments: MessageTable.all) func aRowIsHeardAndAnswered(_ message: Message) throws {
        let server = try LiveServer(TestApplication(bodyBytesMax: message.bodyBytesMax, keepsLines: true)) {
            $0.workers = 1
            $0.limits = message.limits
            $0.lingerSeconds = 10
        }
        let parsed = Transcript([message.bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        for way in Way.allCases where way != .singly || message.bytes.count < 500 {
            try converse(message.bytes, parsed, way, server)
            var expected = parsed.lines
            if parsed.isCutOff { expected.append("400 incomplete_message") }
            if Self.staysOpen(parsed) { expected += Transcript([Self.next[...]]).lines }
            let heard = server.app.takeLines()
            #expect(heard == expected, "\(way)")
            #expect(message.outcome.isMet(by: Array(heard.prefix(parsed.lines.count))), "\(way): \(heard)")
            eventually("the connection is over") { server.server.counters.connectionsOpen == 0 }
        }
    }

    /// Whether the client may ask again: everything so far was a whole request, and none the last.
    private static func staysOpen(_ parsed: Transcript) -> Bool {
        parsed.refusal == nil && !parsed.isCutOff && parsed.requests.last?.keepAlive == true
    }

    /// Sends a message and a request behind it, and reads what must come to the end of the connection.
    private func converse(_ bytes: [UInt8], _ parsed: Transcript, _ way: Way, _ server: LiveServer) throws {
        let client = try server.connect()
        // Behind a message that is not whole, the next would be part of it: there the client ends instead.
        let isWhole = !parsed.isCutOff && !parsed.lines.isEmpty
        switch way {
        case .together:
            try client.send(isWhole ? bytes + Self.next : bytes)
        case .inHalves:
            let half = bytes.count / 2
            let received = server.server.counters.bytesReceived
            try client.send(Array(bytes[..<half]))
            eventually("the first half was read") { server.server.counters.bytesReceived == received + half }
            try client.send(Array(bytes[half...]))
        case .singly:
            try client.send(bytes, piece: 1)
        }
        if !isWhole { client.endSending() }
        for head in parsed.requests { try readAnswer(to: head, client) }
        if parsed.refusal != nil || parsed.isCutOff { try readRefusal(parsed, client) }
        if isWhole, way != .together { try client.send(Self.next) }
        if Self.staysOpen(parsed) {
            #expect(try client.read()?.text == "hello")
            client.endSending()
        }
        #expect(try client.isClosedByServer(), "\(way)")
    }

    private func readAnswer(to head: RequestHead, _ client: Client) throws {
        let response = try #require(try read(client, head))
        #expect(response.status == 200)
        #expect(response.text == (head.method == .head ? "" : "hello"))
        let connection = !head.keepAlive ? "close" : head.minorVersion == 0 ? "keep-alive" : nil
        #expect(response.field("Connection") == connection)
        #expect(response.field("Date")?.hasSuffix(" GMT") == true)
    }

    private func readRefusal(_ parsed: Transcript, _ client: Client) throws {
        let response = try #require(try read(client, parsed.unfinished))
        #expect(response.status == parsed.refusal?.status.code ?? 400)
        #expect(response.field("Connection") == "close")
        #expect(response.field("Content-Type") == "application/problem+json")
        #expect(response.field("Date")?.hasSuffix(" GMT") == true)
        guard parsed.unfinished?.method != .head else { return }
        #expect(response.text == "{\"code\":\"\(parsed.refusal?.code ?? "incomplete_message")\"}")
    }

    /// Reads one answer; before it a 100 may come where the client waits for one.
    private func read(_ client: Client, _ head: RequestHead?) throws -> ClientResponse? {
        let response = try client.read(isHead: head?.method == .head)
        guard response?.status == 100, head?.expectsContinue == true else { return response }
        return try client.read(isHead: head?.method == .head)
    }
}
