import Testing

@testable import Server

@Suite struct ListenAddressTests {
    @Test func readsWhatAConfigurationWrites() throws {
        #expect(try ListenAddress(parsing: "192.0.2.1:80") == .ipv4(host: "192.0.2.1", port: 80))
        #expect(try ListenAddress(parsing: "localhost:0") == .ipv4(host: "127.0.0.1", port: 0))
        #expect(try ListenAddress(parsing: "[2001:db8::1]:65535") == .ipv6(host: "2001:db8::1", port: 65535))
        #expect(try ListenAddress(parsing: "unix:/run/kith.sock") == .unix(path: "/run/kith.sock", mode: 0o660))
        #expect(try ListenAddress(parsing: "systemd") == .inherited)
    }

    @Test(arguments: [
        "", "80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+80", "127.0.0.1:-1", "127.0.0.1:８０",
        "::1:80", "[::1:80", "[]:80", "127.0.0.300:80", "example.org:80", "unix:run/kith.sock", "unix:",
    ])
    func refusesWhatIsNoAddress(text: String) {
        #expect(throws: ServerError.self) { try ListenAddress(parsing: text) }
    }

    @Test func writesWhatItReads() throws {
        for text in ["192.0.2.1:80", "[2001:db8::1]:8080", "unix:/run/kith.sock", "systemd"] {
            #expect(try ListenAddress(parsing: text).description == text)
        }
    }

    @Test func findsTheSocketsOfSystemd() throws {
        let found = try InheritedSockets.descriptors(listenPID: "77", listenFDs: "3", processID: 77)
        #expect(found == [3, 4, 5])
    }

    @Test(
        arguments: [
            (nil, nil), ("77", nil), (nil, "1"), ("78", "1"), ("77", "0"), ("77", "+1"), ("77", "65"), ("77", ""),
            ("", "1"), ("77", "1x"),
        ] as [(String?, String?)])
    func refusesSocketsThatWereNotHandedToThisProcess(pid: String?, count: String?) {
        #expect(throws: ServerError.self) {
            try InheritedSockets.descriptors(listenPID: pid, listenFDs: count, processID: 77)
        }
    }
}
