/// Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or a single one (RFC 4632 section 3.1).
public struct NetworkBlock: Sendable, Hashable {
    private let address: NetworkAddress
    /// How many bits are alike, from 0 to 128.
    private let bitCount: Int

    /// Reads a block, or a single address; gives nil for any other text, and where bits behind the prefix are set.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(parts[0]) else { return nil }
        self.address = address
        guard parts.count == 2 else {
            bitCount = 128
            return
        }
        let widthMax = address.isVersion4 ? 32 : 128
        guard address != .local, (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ ASCII.isDigit($0) }),
            let width = Int(parts[1]), width <= widthMax
        else { return nil }
        bitCount = width + (128 - widthMax)
        guard Self.prefix(of: address, bitCount) == address else { return nil }
    }

    /// Whether an address is one of these.
    public func contains(_ other: NetworkAddress) -> Bool {
        // A local socket is in no block, however wide.
        guard (other == .local) == (address == .local) else { return false }
        return Self.prefix(of: other, bitCount) == address
    }

    private static func prefix(of address: NetworkAddress, _ bitCount: Int) -> NetworkAddress {
        NetworkAddress(
            high: address.high & ~(UInt64.max >> UInt64(min(bitCount, 64))),
            low: address.low & ~(UInt64.max >> UInt64(max(bitCount - 64, 0))))
    }
}
