import Dispatch
import Glibc
import HTTP
import Server
import Testing

/// What happens when there is too much: of connections, of descriptors.
///
/// Those that change what the whole process may do run in a process of their own.
@Suite struct LiveLoadTests {
    static let get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test func aConnectionTooManyIsAnswered503AndRoomIsFoundAgain() throws {
        let server = try LiveServer {
            $0.connectionsMax = 3
            $0.workers = 2
        }
        var clients = try (0..<3).map { _ in try server.connect() }
        for client in clients {
            try client.send(Self.get)
            #expect(try client.read()?.status == 200)
        }
        let extra = try server.connect()
        let response = try extra.read()
        #expect(response?.status == 503)
        #expect(response?.field("Connection") == "close")
        #expect(response?.field("Content-Type") == "application/problem+json")
        #expect(try extra.isClosedByServer())
        extra.endSending()
        clients.removeLast()
        eventually("room is there again") { server.server.counters.connectionsOpen == 2 }
        let next = try server.connect()
        try next.send(Self.get)
        #expect(try next.read()?.status == 200)
        #expect(server.server.counters.connectionsRefused == 1)
    }

    @Test func withoutDescriptorsClientsAreAnswered503AcceptingPausesAndRecovers() async {
        await #expect(processExitsWith: .success) {
            let server = try LiveServer { $0.workers = 1 }
            let before = try server.connect()
            try before.send(LiveLoadTests.get)
            try #require(try before.read()?.status == 200)
            // The client ends are made first: what is left of the limit is then used up by spare descriptors.
            let clients = try (0..<40).map { _ in try Client(family: AF_INET) }
            var spare: [Int32] = []
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(7), &limit)
            let wanted = rlimit(rlim_cur: 256, rlim_max: limit.rlim_max)
            withUnsafePointer(to: wanted) { _ = setrlimit(__rlimit_resource_t(7), $0) }
            while true {
                let descriptor = open("/dev/null", O_RDONLY)
                if descriptor < 0 { break }
                spare.append(descriptor)
            }
            // All come while the worker looks away, so that it meets them in one round.
            try before.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n")
            eventually("the worker is held") { server.app.started.value == 2 }
            for client in clients { try client.connect(server.address) }
            server.app.gate.signal()
            try #require(try before.read()?.status == 200)
            eventually("accepting pauses") { server.server.counters.acceptsPaused >= 1 }
            var statuses: [Int] = []
            for client in clients.prefix(16) {
                statuses.append(try client.read()?.status ?? 0)
            }
            #expect(statuses == [Int](repeating: 503, count: 16))
            // Nothing spins: pausing is rare however long it lasts.
            let processor = clock()
            let end = TestClock.seconds() + 0.5
            while TestClock.seconds() < end { TestClock.yield() }
            #expect(Double(clock() - processor) / 1e6 < 0.25)
            // Connections that are there are served all the while.
            try before.send(LiveLoadTests.get)
            try #require(try before.read()?.status == 200)
            for descriptor in spare { close(descriptor) }
            let after = try server.connect()
            try after.send(LiveLoadTests.get)
            #expect(try after.read()?.status == 200)
        }
    }

    /// Both ends of each connection are in one process, so the hard limit on descriptors (20,000 on the machine where
    /// this was written) allows somewhat less than 10,000 connections.
    @Test func tenThousandIdleConnectionsCostLittle() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(7), &limit)
            limit.rlim_cur = limit.rlim_max
            withUnsafePointer(to: limit) { _ = setrlimit(__rlimit_resource_t(7), $0) }
            let count = min(10_000, (Int(clamping: limit.rlim_max) - 300) / 2)
            let server = try LiveServer { $0.backlog = 1024 }  // one connects at a time
            let warm = try server.connect()
            try warm.send(LiveLoadTests.get)
            try #require(try warm.read()?.status == 200)
            var clients: [Client] = []
            clients.reserveCapacity(count)
            for _ in 0..<count { clients.append(try Client(family: AF_INET)) }
            let before = ResidentMemory.bytes()
            for client in clients { try client.connect(server.address) }
            eventually("all are accepted") { server.server.counters.connectionsOpen == count + 1 }
            let idle = ResidentMemory.bytes()
            for client in clients {
                try client.send(LiveLoadTests.get)
                try #require(client.readStatus() == 200)
            }
            let used = ResidentMemory.bytes()
            if !ResidentMemory.isInstrumented {
                #expect((idle - before) / count <= 300)
                #expect((used - before) / count <= 300)
            }
            try warm.send(LiveLoadTests.get)
            #expect(try warm.read()?.status == 200)
        }
    }
}
