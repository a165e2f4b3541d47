/// Where a server really listens, with the port that the system chose where 0 was asked for.
public enum BoundAddress: Sendable, Hashable, CustomStringConvertible {
    /// An IPv4 address and a port.
    case ipv4(host: String, port: UInt16)
    /// An IPv6 address without brackets and a port.
    case ipv6(host: String, port: UInt16)
    /// A Unix socket's path; empty where the socket has none.
    case unix(path: String)

    /// The TCP port; nil for a Unix socket.
    public var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, let port): port
        case .unix: nil
        }
    }

    /// The address as a configuration writes it.
    public var description: String {
        switch self {
        case .ipv4(let host, let port): "\(host):\(port)"
        case .ipv6(let host, let port): "[\(host)]:\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
