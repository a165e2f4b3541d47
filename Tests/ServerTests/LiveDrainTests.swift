import Dispatch
import Glibc
import HTTP
import Server
import Synchronization
import Testing

/// How a server ends.
@Suite struct LiveDrainTests {
    static let get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test func aServerWithNothingToDoEndsAtOnce() throws {
        let server = try LiveServer()
        server.server.drain()
        server.server.waitUntilEnded()
        #expect(throws: Client.Failure.self) { try server.connect() }
    }

    @Test func aServerThatIsToldToEndBeforeItStartsEndsAtOnce() throws {
        var configuration = ServerConfiguration()
        configuration.listen = [.ipv4(host: "127.0.0.1", port: 0)]
        let server = Server(TestApplication(), configuration)
        server.drain()
        _ = try server.start()
        let hasEnded = Mutex(false)
        server.whenEnded { hasEnded.withLock { $0 = true } }
        eventually("it ends") { hasEnded.withLock { $0 } }
        server.drain()
    }

    @Test func whatIsInFlightIsAnsweredAndToldToClose() throws {
        let server = try LiveServer { $0.workers = 1 }
        let busy = try server.connect()
        try busy.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
        eventually("the request has come") { server.app.waiting.count == 1 }
        server.server.drain()
        server.app.waiting[0].reply(Response(.ok))
        let response = try busy.read()
        #expect(response?.status == 200)
        #expect(response?.field("Connection") == "close")
        #expect(try busy.isClosedByServer())
        server.server.waitUntilEnded()
        #expect(server.server.counters.connectionsOpen == 0)
    }

    @Test func idleConnectionsAreClosedAfterAShortGraceInWhichARequestIsAnswered() throws {
        let server = try LiveServer {
            $0.workers = 1
            $0.drainIdleSeconds = 0.3
        }
        let idle = try server.connect()
        let late = try server.connect()
        for client in [idle, late] {
            try client.send(Self.get)
            #expect(try client.read()?.status == 200)
        }
        server.server.drain()
        try late.send(Self.get)
        let response = try late.read()
        #expect(response?.status == 200)
        #expect(response?.field("Connection") == "close")
        #expect(try idle.isClosedByServer())
        server.server.waitUntilEnded()
    }

    @Test func aDrainEndsInItsTimeThoughSomebodyIsNeverAnswered() throws {
        let server = try LiveServer { $0.drainSeconds = 0.3 }
        let client = try server.connect()
        try client.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n")
        eventually("the request has come") { server.app.started.value == 1 }
        let start = TestClock.seconds()
        server.server.drain()
        server.server.waitUntilEnded()
        #expect(TestClock.seconds() - start < 5)
        #expect(server.app.records.map(\.isComplete) == [false])
    }

    /// Its head was on its way before the drain began, and said that the connection stays.
    @Test(arguments: ["/stream", "/bytes/4000000"])
    func aLongAnswerThatEndsDuringTheDrainLeavesNothingToWaitFor(target: String) throws {
        let server = try LiveServer(TestApplication(stream: CountedStream(pieces: 1000, pieceBytes: 10_000))) {
            $0.workers = 1
            $0.drainSeconds = 60
            $0.drainIdleSeconds = 0.3
        }
        let client = try server.connect()
        try client.send("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n")
        eventually("more is sent than the client takes") { server.server.counters.bytesSent > 100_000 }
        let hasEnded = Mutex(false)
        server.server.whenEnded { hasEnded.withLock { $0 = true } }
        server.server.drain()
        let answer = try #require(try client.read())
        #expect(answer.field("Connection") != "close")
        #expect(answer.body.count >= 4_000_000)
        eventually("it ends") { hasEnded.withLock { $0 } }
    }

    /// An empty line may stand before a request (RFC 9112 §2.2), and is none.
    @Test func anEmptyLineDuringTheDrainIsNotWaitedFor() throws {
        let server = try LiveServer {
            $0.workers = 1
            $0.drainSeconds = 60
            $0.drainIdleSeconds = 1
        }
        let client = try server.connect()
        eventually("it is taken") { server.server.counters.connectionsOpen == 1 }
        let hasEnded = Mutex(false)
        server.server.whenEnded { hasEnded.withLock { $0 = true } }
        server.server.drain()
        eventually("the drain has begun") { (try? server.connect()) == nil }
        try client.send("\r\n")
        eventually("it ends") { hasEnded.withLock { $0 } }
    }

    @Test func aSecondDrainEndsAtOnce() throws {
        let server = try LiveServer { $0.drainSeconds = 60 }
        let client = try server.connect()
        try client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n")
        eventually("the request has come") { server.app.waiting.count == 1 }
        server.server.drain()
        server.server.drain()
        server.server.waitUntilEnded()
        server.app.waiting[0].reply(Response(.ok))
        #expect(server.server.counters.connectionsOpen == 0)
    }

    @Test func connectionsThatWaitInTheKernelAreServed() throws {
        let server = try LiveServer { $0.workers = 1 }
        for _ in 0..<10 {
            let clients = try (0..<20).map { _ in try server.connect() }
            for client in clients { try client.send(Self.get) }
            for client in clients { #expect(try client.read()?.status == 200) }
        }
        let last = try (0..<20).map { _ in try server.connect() }
        for client in last { try client.send(Self.get) }
        server.server.drain()
        for client in last { #expect(try client.read()?.status == 200) }
        server.server.waitUntilEnded()
    }

    /// Clients ask without pause while the server ends: every request on a connection that was taken gets its answer.
    @Test func noRequestIsLostWhenTheServerEndsUnderLoad() throws {
        let server = try LiveServer { $0.workers = 2 }
        let clients = try (0..<8).map { _ in try server.connect() }
        let lost = Counter()
        let answered = Counter()
        let group = DispatchGroup()
        for (index, client) in clients.enumerated() {
            nonisolated(unsafe) let client = client  // used by this one thread from here on
            let request = index % 2 == 0 ? Self.get : "GET /later HTTP/1.1\r\nHost: h\r\n\r\n"
            DispatchQueue(label: "client").async(group: group) {
                do {
                    while true {
                        try client.send(request)
                        guard let response = try client.read(), response.status == 200 else { return lost.add() }
                        answered.add()
                        if response.field("Connection") == "close" { return }
                    }
                } catch { lost.add() }
            }
        }
        eventually("the load is on") { answered.value > 200 }
        server.server.drain()
        group.wait()
        server.server.waitUntilEnded()
        #expect(lost.value == 0)
        #expect(server.server.counters.responses == answered.value)
    }

    @Test func aWorkerWhoseStateCannotBeMadeStopsTheStart() throws {
        struct Failing: Application {
            struct Broken: Error {}
            let made = Counter()
            func makeWorkerState() throws { if made.value == 1 { throw Broken() } else { made.add() } }
            func admit(_ head: RequestHead, from peer: Peer?, _ state: Void) -> Admission { .accept(bodyBytesMax: 0) }
            func respond(to request: Request, _ exchange: Exchange, _ state: Void) -> Reply { .later }
            func completed(_ record: AccessRecord, _ state: Void) {}
            func settle(_ state: Void) {}
            func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response { Response(rejection.status) }
        }
        let path = "/tmp/kith-test-\(getpid())-failing.sock"
        var configuration = ServerConfiguration()
        configuration.listen = [.ipv4(host: "127.0.0.1", port: 0), .unix(path: path, mode: 0o600)]
        let server = Server(Failing(), configuration)
        #expect(throws: Failing.Broken.self) { try server.start() }
        #expect(access(path, F_OK) != 0)
        server.waitUntilEnded()
    }
}
