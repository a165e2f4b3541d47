import HTTP
import Server
import Testing

/// A server on a free port that ends with the test.
final class LiveServer: Sendable {
    let app: TestApplication
    let server: Server<TestApplication>
    let addresses: [BoundAddress]

    init(_ app: TestApplication = TestApplication(), _ change: (inout ServerConfiguration) -> Void = { _ in }) throws {
        var configuration = ServerConfiguration()
        configuration.listen = [.ipv4(host: "127.0.0.1", port: 0)]
        configuration.lingerSeconds = 1
        change(&configuration)
        self.app = app
        server = Server(app, configuration)
        addresses = try server.start()
    }

    deinit {
        server.drain()
        server.drain()
    }

    var address: BoundAddress { addresses[0] }

    func connect() throws -> Client { try Client(address) }

    /// Sends one message on a connection of its own and reads answers until the server closes.
    func exchange(_ text: String, piece: Int = .max) throws -> [ClientResponse] {
        let client = try connect()
        try client.send(text, piece: piece)
        client.endSending()
        return try client.readAll(isHead: text.hasPrefix("HEAD"))
    }
}

/// Waits for something that another thread brings about; at most ten seconds.
func eventually(_ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () -> Bool) {
    let end = TestClock.seconds() + 10
    while TestClock.seconds() < end {
        if condition() { return }
        TestClock.yield()
    }
    Issue.record(what, sourceLocation: sourceLocation)
}
