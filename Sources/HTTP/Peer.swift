/// The other end of a connection.
public struct Peer: Sendable, Hashable {
    /// The address as text: `192.0.2.1`, `2001:db8::1`, or `unix` for a local socket.
    public let address: String
    /// The port, or nil for a local socket.
    public var port: UInt16?
    /// The address as a number; `NetworkAddress.local` for a local socket.
    public let network: NetworkAddress

    /// Makes a peer.
    public init(address: String, port: UInt16? = nil) {
        self.address = address
        self.port = port
        // The name of an interface behind an address is this machine's own.
        network = NetworkAddress(address.prefix { $0 != "%" }) ?? .local
    }
}
