import Testing

@testable import HTTP

/// Addresses of clients, and who of the proxies before them is believed.
@Suite struct NetworkAddressTests {
    private func address(_ text: String) throws -> NetworkAddress {
        try #require(NetworkAddress(text), "\(text)")
    }

    private func client(_ peer: String, _ trusted: [String], _ lines: [String]) throws -> NetworkAddress {
        var parser = RequestParser(limits: Limits())
        let message = (["GET / HTTP/1.1", "Host: h"] + lines + ["", ""]).joined(separator: "\r\n")
        let event = Array(message.utf8).withUnsafeBytes { parser.consume($0).event }
        guard case .head(let head) = event else {
            Issue.record("no head")
            return .local
        }
        let blocks = try trusted.map { try #require(NetworkBlock($0), "\($0)") }
        return TrustedProxies(blocks).client(of: Request(head: head, peer: Peer(address: peer, port: 1)))
    }

    @Test func anAddressIsANumber() throws {
        #expect(try address("192.0.2.1").low == 0xFFFF_C000_0201)
        #expect(try address("192.0.2.1").isVersion4)
        #expect(try address("::ffff:192.0.2.1") == (try address("192.0.2.1")))
        #expect(try address("2001:db8::1").high == 0x2001_0db8_0000_0000)
        #expect(try address("2001:db8::1").low == 1)
        #expect(NetworkAddress("unix") == .local)
        #expect(Peer(address: "unix").network == .local)
        #expect(Peer(address: "fe80::1%eth0", port: 1).network == (try address("fe80::1")))
        for text in ["", "192.0.2", "192.0.2.256", "192.0.2.01", "2001:db8:::1", "[::1]", "a", "1.2.3.4 ", "::1%eth0"] {
            #expect(NetworkAddress(text) == nil, "\(text)")
        }
    }

    @Test func clientsOfVersion6AreToldApartByTheirNetwork() throws {
        #expect(try address("2001:db8::1").client == (try address("2001:db8::ffff:1").client))
        #expect(try address("2001:db8::1").client != (try address("2001:db8:0:1::1").client))
        #expect(try address("192.0.2.1").client != (try address("192.0.2.2").client))
        #expect(NetworkAddress.local.client == .local)
        #expect(try address("::1").client != (try address("127.0.0.1").client))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/8", "::a00:1", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false), ("2001:db8::8/125", "2001:db8::f", true),
        ("2001:db8::8/125", "2001:db8::10", false), ("::/0", "2001:db8::1", true), ("::/0", "unix", false),
        ("unix", "unix", true), ("unix", "127.0.0.1", false),
    ])
    func aBlockHoldsWhatBeginsAlike(block: String, other: String, isIn: Bool) throws {
        #expect(try #require(NetworkBlock(block)).contains(try address(other)) == isIn)
    }

    @Test func aBlockThatIsNoneIsRefused() {
        for text in ["", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "::/129", "unix/1", "proxy", "/8"] {
            #expect(NetworkBlock(text) == nil, "\(text)")
        }
    }

    /// Peer, whom is trusted, what the fields say, and where the request came from.
    @Test(arguments: [
        ("192.0.2.1", [], ["X-Forwarded-For: 203.0.113.9"], "192.0.2.1"),
        ("192.0.2.1", ["10.0.0.0/8"], ["X-Forwarded-For: 203.0.113.9"], "192.0.2.1"),
        ("10.0.0.1", ["10.0.0.0/8"], [], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
        // What a client makes up stands on the left.
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 198.51.100.7, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 198.51.100.7, 203.0.113.9,10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 198.51.100.7", "X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 203.0.113.9, unknown"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 203.0.113.9, unix"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 203.0.113.9, [unix]"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.0/8"], ["X-Forwarded-For: 203.0.113.9:4711"], "203.0.113.9"),
        ("unix", ["unix"], ["X-Forwarded-For: 2001:db8::1"], "2001:db8::1"),
        ("unix", ["unix"], [#"Forwarded: for=198.51.100.7, For="[2001:db8::1]:80";proto=https;by=_x"#], "2001:db8::1"),
        ("unix", ["unix"], [#"Forwarded: for="a,\"b";for=198.51.100.7, proto=https;for=203.0.113.9"#], "203.0.113.9"),
        ("unix", ["unix"], ["Forwarded: for=203.0.113.9, for=_hidden"], "unix"),
        ("unix", ["unix"], ["Forwarded: proto=https"], "unix"),
        // A proxy sets one of the two, and lets through what the client says in the other.
        ("unix", ["unix"], ["Forwarded: for=198.51.100.7", "X-Forwarded-For: 203.0.113.9"], "unix"),
        ("unix", ["unix"], ["Forwarded: for=203.0.113.9", "X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
    ])
    func onlyTrustedProxiesAreBelieved(peer: String, trusted: [String], lines: [String], expected: String) throws {
        #expect(try client(peer, trusted, lines) == (try address(expected)))
    }
}
