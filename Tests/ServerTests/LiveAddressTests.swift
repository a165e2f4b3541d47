import Glibc
import HTTP
import Testing

@testable import Server

/// Where a server listens.
@Suite struct LiveAddressTests {
    private func answers(_ server: LiveServer, times: Int = 1) throws {
        for _ in 0..<times {
            let client = try server.connect()
            try client.send("GET /peer HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.read()?.status == 200)
        }
    }

    private func temporaryPath() -> String { "/tmp/kith-test-\(getpid())-\(UInt64.random(in: 0 ... .max)).sock" }

    @Test func ipv6IsServedOnItsOwn() throws {
        let server = try LiveServer { $0.listen = [.ipv6(host: "::1", port: 0)] }
        let client = try server.connect()
        try client.send("GET /peer HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.read()?.text == "::1")
        let port = try #require(server.address.port)
        #expect(throws: Client.Failure.self) { try Client(.ipv4(host: "127.0.0.1", port: port)) }
    }

    @Test func severalAddressesAreServedByEveryWorker() throws {
        let path = temporaryPath()
        let server = try LiveServer {
            $0.listen = [
                .ipv4(host: "127.0.0.1", port: 0), .ipv6(host: "::1", port: 0), .unix(path: path, mode: 0o600),
            ]
            $0.workers = 3
        }
        #expect(server.addresses.count == 3)
        for address in server.addresses {
            for _ in 0..<10 {
                let client = try Client(address)
                try client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try client.read()?.text == "hello")
            }
        }
    }

    @Test func aUnixSocketHasItsModeAndIsRemovedAtTheEnd() throws {
        let path = temporaryPath()
        let server = try LiveServer { $0.listen = [.unix(path: path, mode: 0o620)] }
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o620)
        let client = try server.connect()
        try client.send("GET /peer HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.read()?.text == "unix")
        server.server.drain()
        server.server.waitUntilEnded()
        #expect(stat(path, &status) != 0)
    }

    @Test func aStaleSocketFileIsReplacedALivingOneIsNot() throws {
        let path = temporaryPath()
        let stale = try Listener.open(.unix(path: path, mode: 0o600), copies: 1, backlog: 1)
        for listener in stale { listener.close() }
        let server = try LiveServer { $0.listen = [.unix(path: path, mode: 0o600)] }
        try answers(server)
        #expect(throws: ServerError.self) { try LiveServer { $0.listen = [.unix(path: path, mode: 0o600)] } }
        try answers(server)
    }

    @Test func aFileThatIsNoSocketIsLeftAlone() throws {
        let path = temporaryPath()
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        defer { unlink(path) }
        #expect(throws: ServerError.self) { try LiveServer { $0.listen = [.unix(path: path, mode: 0o600)] } }
        #expect(access(path, F_OK) == 0)
    }

    @Test func aSocketHandedOverIsServedByEveryWorkerAndStaysOpen() throws {
        let handed = try Listener.open(.ipv4(host: "127.0.0.1", port: 0), copies: 1, backlog: 16)[0]
        defer { handed.close() }
        for _ in 0..<2 {
            let server = try LiveServer {
                $0.listen = [.descriptor(handed.descriptor)]
                $0.workers = 2
            }
            #expect(server.address == handed.address)
            try answers(server, times: 10)
            server.server.drain()
            server.server.waitUntilEnded()
        }
    }

    /// Whoever handed it over listens on, and its clients find it by its file.
    @Test func theFileOfASocketHandedOverStays() throws {
        let path = temporaryPath()
        let handed = try Listener.open(.unix(path: path, mode: 0o600), copies: 1, backlog: 16)[0]
        defer {
            handed.close()
            unlink(path)
        }
        for _ in 0..<2 {
            let server = try LiveServer { $0.listen = [.descriptor(handed.descriptor)] }
            try answers(server)
            server.server.drain()
            server.server.waitUntilEnded()
            #expect(access(path, F_OK) == 0)
        }
    }

    @Test func whatIsNoListeningSocketIsRefused() {
        let plain = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(plain) }
        #expect(throws: ServerError.self) { try LiveServer { $0.listen = [.descriptor(plain)] } }
        #expect(throws: ServerError.self) { try LiveServer { $0.listen = [.ipv4(host: "192.0.2.1", port: 0)] } }
        #expect(throws: ServerError.self) { try LiveServer { $0.listen = [] } }
    }

    @Test func acceptedSocketsDoNotWaitForMoreToSend() throws {
        let listener = try Listener.open(.ipv4(host: "127.0.0.1", port: 0), copies: 1, backlog: 16)[0]
        var acceptor = Acceptor([listener])
        defer { acceptor.close() }
        let client = try Client(listener.address)
        guard case .connection(let accepted, _) = acceptor.accept(0) else { return #expect(Bool(false)) }
        defer { close(accepted) }
        var value: Int32 = 0
        var length = socklen_t(4)
        #expect(getsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &value, &length) == 0)
        #expect(value == 1)
        #expect(fcntl(accepted, F_GETFL) & O_NONBLOCK != 0)
        #expect(fcntl(accepted, F_GETFD) & FD_CLOEXEC != 0)
        withExtendedLifetime(client) {}
    }
}
