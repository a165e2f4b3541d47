import Glibc

/// An IP address as a number of 128 bits; one of version 4 stands within `::ffff:0:0/96` (RFC 4291 section 2.5.5.2).
public struct NetworkAddress: Sendable, Hashable {
    /// The first eight bytes.
    public let high: UInt64
    /// The last eight bytes.
    public let low: UInt64

    /// Stands for all clients of a local socket: as an address it would be a broadcast, and is nobody's.
    public static let local = NetworkAddress(high: .max, low: .max)

    /// The longest text of an address, in bytes.
    private static let textBytesMax = 45
    private static let mappedPrefix: UInt64 = 0xFFFF

    /// Makes an address of its two halves.
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads an address: `192.0.2.1`, `2001:db8::1`, or `unix` for local sockets; gives nil for any other text.
    public init?(_ text: some StringProtocol) {
        if text == "unix" {
            self = .local
            return
        }
        guard (2...Self.textBytesMax).contains(text.utf8.count) else { return nil }
        let text = String(text)
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(high: 0, low: Self.mappedPrefix << 32 | UInt64(UInt32(bigEndian: four.s_addr)))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let halves = withUnsafeBytes(of: &six) { bytes in
            (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: halves.0), low: UInt64(bigEndian: halves.1))
    }

    /// Whether it is one of version 4.
    public var isVersion4: Bool { high == 0 && low >> 32 == Self.mappedPrefix }

    /// What a client is told from others by: of version 6 the network, since whoever has one address has 2⁶⁴.
    public var client: NetworkAddress {
        isVersion4 || self == .local ? self : NetworkAddress(high: high, low: 0)
    }
}
