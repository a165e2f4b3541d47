import Glibc
import HTTP
import Server
import Testing

/// What happens to connections over time: slow ones, dead ones, deadlines, streams and replies from other threads.
@Suite struct LiveConnectionTests {
    /// A request that comes in a byte at a time, some fifty a second, and which deadline that is too slow for.
    struct Drip: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var begun: String
        var code: String
        var bodyTimeoutSeconds = 60.0
        var paceWindowSeconds = 60.0
        var bodyBytesPerSecondMin = 1

        private static let post = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n"

        static let all = [
            Drip(testDescription: "a head", begun: "GET /a HTTP/1.1\r\nX: ", code: "head_timeout"),
            Drip(
                testDescription: "a body below the rate", begun: post, code: "body_timeout", paceWindowSeconds: 0.5,
                bodyBytesPerSecondMin: 256),
            Drip(
                testDescription: "a body that keeps the rate", begun: post, code: "body_timeout",
                bodyTimeoutSeconds: 1, paceWindowSeconds: 0.3),
        ]
    }

    static let get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test(arguments: ["GET /a HTTP/1.1\r\n", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc"])
    func aRequestThatStopsIsAnswered408(begun: String) throws {
        let server = try LiveServer {
            $0.headTimeoutSeconds = 0.3
            $0.paceWindowSeconds = 0.2
        }
        let client = try server.connect()
        try client.send(begun)
        #expect(try client.read()?.status == 408)
        #expect(try client.isClosedByServer())
        #expect(server.server.counters.rejections == 1)
    }

    /// A client that never stops for long, and is slower than the deadline of the whole allows: it is answered while it
    /// still sends.
    @Test(arguments: Drip.all) func aSlowRequestIsAnswered408HoweverItDrips(drip: Drip) throws {
        let server = try LiveServer {
            $0.headTimeoutSeconds = 0.5
            $0.bodyTimeoutSeconds = drip.bodyTimeoutSeconds
            $0.paceWindowSeconds = drip.paceWindowSeconds
            $0.bodyBytesPerSecondMin = drip.bodyBytesPerSecondMin
        }
        let client = try server.connect()
        try client.send(drip.begun)
        let end = TestClock.seconds() + 10
        while !client.hasInput(withinMilliseconds: 20), TestClock.seconds() < end { try client.send("a") }
        #expect(client.hasInput(withinMilliseconds: 0))
        let response = try client.read()
        #expect(response?.status == 408)
        #expect(response?.text == "{\"code\":\"\(drip.code)\"}")
        #expect(try client.isClosedByServer())
    }

    @Test func idleConnectionsEndInSilence() throws {
        let server = try LiveServer { $0.idleTimeoutSeconds = 0.2 }
        let fresh = try server.connect()
        let used = try server.connect()
        try used.send(Self.get)
        #expect(try used.read()?.status == 200)
        #expect(try used.isClosedByServer())
        #expect(try fresh.isClosedByServer())
        eventually("all connections are closed") { server.server.counters.connectionsOpen == 0 }
    }

    @Test func anAnswerThatNeverComesIsReplacedBy503() throws {
        let server = try LiveServer { $0.responseTimeoutSeconds = 0.2 }
        let client = try server.connect()
        try client.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n")
        let response = try client.read()
        #expect(response?.status == 503)
        #expect(response?.text.contains("response_timeout") == true)
        #expect(try client.isClosedByServer())
    }

    @Test func aClientThatStopsReadingIsDroppedAndOthersAreServed() throws {
        let server = try LiveServer {
            $0.writeTimeoutSeconds = 0.3
            $0.workers = 1
        }
        let stalled = try Client(server.address, receiveBufferBytes: 32_768)
        for _ in 0..<20 { try stalled.send("GET /bytes/900000 HTTP/1.1\r\nHost: h\r\n\r\n") }
        let other = try server.connect()
        for _ in 0..<50 {
            try other.send(Self.get)
            #expect(try other.read()?.status == 200)
        }
        eventually("the stalled client is dropped") { server.server.counters.responsesDropped >= 1 }
        eventually("its connection is closed") { server.server.counters.connectionsOpen == 1 }
        #expect(server.app.records.contains { !$0.isComplete && $0.note == "bytes" })
    }

    @Test func aSlowReaderGetsAWholeStreamThatIsMadeNoFasterThanItReads() throws {
        let stream = CountedStream(pieces: 400, pieceBytes: 50_000)
        let server = try LiveServer(TestApplication(stream: stream))
        let client = try Client(server.address, receiveBufferBytes: 32_768)
        try client.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n")
        _ = try client.take(100_000)
        eventually("the maker has begun") { stream.made > 0 }
        // 20 MB in all; what is made beyond what was read is no more than the kernel's buffers hold.
        #expect(stream.made < 250)
        var total = 100_000
        while stream.made < 400 {
            _ = try client.take(50_000)
            total += 50_000
        }
        // The last pieces are taken from the kernel's buffers, or the stream would wait for them for good.
        _ = try client.take(400 * 50_000 - total)
        eventually("the stream is ended") { stream.isCancelled }
    }

    @Test func streamsComeChunkedWholeAndInOrder() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n" + Self.get)
        let response = try client.read()
        #expect(response?.field("Transfer-Encoding") == "chunked")
        #expect(response?.field("Content-Length") == nil)
        #expect(response?.text == ["b", "c", "d"].map { String(repeating: $0, count: 1000) }.joined())
        #expect(try client.read()?.text == "hello")
    }

    @Test func aStreamToAnOldClientEndsWithTheConnectionAndIsComplete() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send("GET /stream HTTP/1.0\r\n\r\n")
        #expect(try client.read()?.body.count == 3000)
        eventually("the record says that it is complete") { server.app.records.map(\.isComplete) == [true] }
    }

    @Test func aStreamThatBreaksOffIsSeenAsIncomplete() throws {
        let server = try LiveServer(TestApplication(stream: CountedStream(pieces: 5, breaksAt: 2)))
        let client = try server.connect()
        try client.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(throws: Client.Failure.self) { try client.read() }
        eventually("the record says so") { server.app.records.map(\.isComplete) == [false] }
        #expect(server.app.stream.isCancelled)
    }

    @Test func aResetInMidAnswerHarmsNobodyElse() throws {
        let server = try LiveServer { $0.workers = 1 }
        for _ in 0..<20 {
            let client = try Client(server.address, receiveBufferBytes: 32_768)
            try client.send("GET /bytes/900000 HTTP/1.1\r\nHost: h\r\n\r\nGET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try client.take(100)
            client.resetOnClose()
        }
        eventually("the dead connections are closed") { server.server.counters.connectionsOpen == 0 }
        let client = try server.connect()
        try client.send(Self.get)
        #expect(try client.read()?.status == 200)
    }

    @Test func aReplyAfterTheClientWentIsDropped() throws {
        let server = try LiveServer { $0.workers = 1 }
        let client = try server.connect()
        try client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
        eventually("the request has come") { server.app.waiting.count == 1 }
        client.resetOnClose()
        shutdown(client.descriptor, Int32(SHUT_RDWR))
        let second = try server.connect()
        try second.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
        eventually("another has come") { server.app.waiting.count == 2 }
        let waiting = server.app.waiting
        waiting[0].reply(Response(.gone))
        waiting[0].reply(Response(.gone))
        waiting[1].reply(Response(.created))
        #expect(try second.read()?.status == 201)
    }

    @Test func onlyTheFirstReplyCountsOnAConnectionThatLivesOn() throws {
        let server = try LiveServer()
        let client = try server.connect()
        for round in 1...3 {
            try client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
            eventually("the request has come") { server.app.waiting.count == round }
            for old in server.app.waiting.dropLast() { old.reply(Response(.gone)) }
            server.app.waiting.last?.reply(Response(.ok))
            #expect(try client.read()?.status == 200)
        }
    }

    @Test func manyLaterRepliesFromAnotherThreadAllArrive() throws {
        let server = try LiveServer()
        let clients = try (0..<20).map { _ in try server.connect() }
        for _ in 0..<50 {
            for client in clients { try client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n") }
            for client in clients { #expect(try client.read()?.text == "hello") }
        }
        eventually("every answer has its record") { server.app.records.count == 1000 }
        #expect(server.app.records.allSatisfy { $0.isComplete && $0.status == .ok && $0.note == "later" })
        #expect(Set(server.app.records.map(\.exchangeID)).count == 1000)
    }

    @Test func manyAskedInOneRoundAreAllAnsweredAndTheApplicationLearnsOfItsEnd() throws {
        let server = try LiveServer { $0.workers = 1 }
        let settled = server.app.settled
        let clients = try (0..<100).map { _ in try server.connect() }
        for client in clients { try client.send(Self.get + Self.get) }
        for client in clients {
            #expect(try client.read()?.status == 200)
            #expect(try client.read()?.status == 200)
        }
        eventually("the round has ended") { server.app.settled > settled }
    }

    @Test func aHalfClosedClientIsStillAnswered() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n" + Self.get)
        client.endSending()
        eventually("the request has come") { server.app.waiting.count == 1 }
        server.app.waiting[0].reply(Response(.accepted))
        #expect(try client.readAll().map(\.status) == [202, 200])
    }

    @Test func aRecordSaysWhatHappened() throws {
        let server = try LiveServer()
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12345")
        #expect(try client.read()?.text == "12345")
        eventually("the record has come") { server.app.records.count == 1 }
        let record = try #require(server.app.records.first)
        #expect(record.method == .post)
        #expect(record.note == "echo")
        #expect(record.status == .ok)
        #expect(record.requestBytes == 5)
        #expect(record.responseBytes == server.server.counters.bytesSent)
        #expect(record.durationNanoseconds < 10_000_000_000)
        #expect(record.peer?.address == "127.0.0.1")
        #expect(record.peer?.port != nil)
    }
}
