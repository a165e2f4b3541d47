import Dispatch
import HTTP
import Synchronization
import Testing

@testable import Server

/// Content that waits for something to happen: in the machine, with a clock moved by hand, and over sockets.
@Suite struct LiveStreamTests {
    private static let get = "GET /live HTTP/1.1\r\nHost: h\r\n\r\n"

    private func rig(_ stream: QuietStream) -> ConnectionRig {
        var rig = ConnectionRig()
        rig.response.body = .stream(stream)
        rig.send(Self.get)
        return rig
    }

    @Test func itIsNotAskedUntilItIsWokenOrItsTimeHasCome() {
        let stream = QuietStream(pauseSeconds: 15)
        var rig = rig(stream)
        #expect(stream.asked == 1)
        #expect(rig.connection.next == .reply)
        rig.wait(14)
        #expect(stream.asked == 1)
        rig.wait(2)
        #expect(stream.asked == 2)
        stream.say("a")
        rig.connection.stream?.wakes()
        rig.drive()
        #expect(rig.received.hasSuffix("1\r\na\r\n"))
        #expect(stream.asked == 4, "until it has nothing more")
        stream.end()
        rig.connection.stream?.wakes()
        rig.drive()
        #expect(rig.received.hasSuffix("0\r\n\r\n"))
        #expect(stream.isCancelled)
        #expect(rig.connection.next == .rest, "the connection lives on")
    }

    /// No deadline but its own holds: it may wait for as long as it likes.
    @Test func itOutlivesEveryDeadlineOfARequest() {
        let stream = QuietStream(pauseSeconds: 15)
        var rig = rig(stream)
        rig.wait(3600)
        #expect(!rig.isClosed)
        #expect((239...241).contains(stream.asked))
    }

    @Test func aClientThatTakesNothingIsDropped() {
        let stream = QuietStream()
        var rig = ConnectionRig()
        rig.response.body = .stream(stream)
        rig.room = 0
        rig.send(Self.get)
        for number in 0..<100 { stream.say("piece \(number)") }
        rig.connection.stream?.wakes()
        rig.drive()
        #expect(stream.asked == 0, "nothing is made for whom nothing can be sent")
        rig.wait(31)
        #expect(rig.isClosed)
        #expect(stream.isCancelled)
    }

    @Test func aDrainEndsItWhole() {
        let stream = QuietStream()
        var rig = rig(stream)
        rig.connection.drains(now: rig.now)
        rig.drive()
        #expect(rig.received.hasSuffix("0\r\n\r\n"))
        #expect(rig.isShutDown)
        #expect(stream.isCancelled)
    }

    private final class Streams: Application {
        private let made = Mutex<[QuietStream]>([])
        let pauseSeconds: Double
        var all: [QuietStream] { made.withLock { $0 } }

        init(pauseSeconds: Double = 60) { self.pauseSeconds = pauseSeconds }

        func makeWorkerState() throws {}
        func admit(_ head: RequestHead, from peer: Peer?, _ state: Void) -> Admission { .accept(bodyBytesMax: 0) }
        func respond(to request: Request, _ exchange: Exchange, _ state: Void) -> Reply {
            let stream = QuietStream(pauseSeconds: pauseSeconds)
            made.withLock { $0.append(stream) }
            return .now(Response(.ok, body: .stream(stream)))
        }
        func completed(_ record: AccessRecord, _ state: Void) {}
        func settle(_ state: Void) {}
        func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response { Response(rejection.status) }
    }

    private func serve(
        _ app: Streams, _ change: (inout ServerConfiguration) -> Void = { _ in }
    ) throws -> (server: Server<Streams>, address: BoundAddress) {
        var configuration = ServerConfiguration()
        configuration.listen = [.ipv4(host: "127.0.0.1", port: 0)]
        change(&configuration)
        let server = Server(app, configuration)
        return (server, try server.start()[0])
    }

    private func end<App: Application>(_ server: Server<App>) {
        server.drain()
        server.waitUntilEnded()
    }

    /// What is said from another thread at any moment arrives, each word once and in order.
    @Test func noWakeIsLost() throws {
        let app = Streams()
        let (server, address) = try serve(app)
        defer { end(server) }
        let client = try Client(address)
        try client.send(Self.get)
        eventually("it is asked") { app.all.first?.asked == 1 }
        let stream = try #require(app.all.first)
        let count = 20_000
        DispatchQueue(label: "test.words").async {
            for number in 0..<count { stream.say("\(number)\n") }
            stream.end()
        }
        let answer = try #require(try client.read())
        #expect(String(decoding: answer.body, as: UTF8.self) == (0..<count).map { "\($0)\n" }.joined())
        // Where there is nothing to say a wake costs nobody anything, even when the stream is long gone.
        for _ in 0..<1000 { stream.wake() }
        try client.send(Self.get)
        eventually("it serves on") { app.all.count == 2 && app.all[1].asked == 1 }
    }

    @Test func manyWaitWithoutWork() throws {
        let app = Streams()
        let (server, address) = try serve(app)
        let clients = try (0..<1000).map { _ in try Client(address) }
        for client in clients { try client.send(Self.get) }
        eventually("all wait") { app.all.count == 1000 && app.all.allSatisfy { $0.asked == 1 } }
        // Others are served beside them, and each is woken by itself.
        app.all[500].say("here")
        eventually("one is asked") { app.all[500].asked == 3 }
        #expect(app.all.enumerated().allSatisfy { $0.offset == 500 || $0.element.asked == 1 })
        for stream in app.all { stream.say("all") }
        eventually("all are asked") { app.all.allSatisfy { $0.asked >= 3 } }
        let before = TestClock.seconds()
        end(server)
        #expect(TestClock.seconds() - before < 5)
        #expect(app.all.allSatisfy { $0.isCancelled })
        for client in clients.prefix(20) {
            #expect(try client.read().map { String(decoding: $0.body, as: UTF8.self) } == "all")
        }
    }

    @Test func whoIsGoneIsNoticedWithoutAWord() throws {
        let app = Streams(pauseSeconds: 3600)
        let (server, address) = try serve(app)
        defer { end(server) }
        do {
            let client = try Client(address)
            try client.send(Self.get)
            eventually("it is asked") { app.all.first?.asked ?? 0 > 0 }
        }
        let stream = try #require(app.all.first)
        eventually("it is cancelled") { stream.isCancelled }
    }

    /// HEAD has no content: the stream is never begun.
    @Test func headCancelsIt() throws {
        let app = Streams()
        let (server, address) = try serve(app)
        defer { end(server) }
        let client = try Client(address)
        try client.send("HEAD /live HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.read(isHead: true)?.status == 200)
        #expect(app.all.first?.isCancelled == true)
        #expect(app.all.first?.asked == 0)
    }
}
