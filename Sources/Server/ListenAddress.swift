/// A place where a server listens.
public enum ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// An IPv4 address in dotted form and a port; port 0 takes any free one.
    case ipv4(host: String, port: UInt16)
    /// An IPv6 address without brackets and a port. The socket takes IPv6 alone (`IPV6_V6ONLY`), so that it and an
    /// IPv4 socket of the same port can stand side by side and no peer appears as `::ffff:192.0.2.1`.
    case ipv6(host: String, port: UInt16)
    /// A Unix socket at a path, with the permission bits of its file.
    case unix(path: String, mode: UInt32)
    /// A listening stream socket that is open already; the server duplicates it and leaves the descriptor itself alone.
    case descriptor(Int32)
    /// Every socket that systemd hands over (`LISTEN_FDS`, `LISTEN_PID`; sd_listen_fds(3)).
    case inherited

    /// Reads an address as it stands in a configuration.
    ///
    /// - Parameter text: `192.0.2.1:80`, `[2001:db8::1]:80`, `localhost:80` (taken as `127.0.0.1`),
    ///   `unix:/run/kith.sock` (mode 0660) or `systemd`.
    /// - Throws: ``ServerError`` that says what is wrong with the text.
    public init(parsing text: String) throws(ServerError) {
        if text == "systemd" {
            self = .inherited
        } else if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard path.hasPrefix("/") else { throw Self.unreadable(text, "the path of a Unix socket starts with /") }
            self = .unix(path: path, mode: 0o660)
        } else {
            guard let colon = text.lastIndex(of: ":") else { throw Self.unreadable(text, "it has no port") }
            let digits = text[text.index(after: colon)...]
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(digits) else {
                throw Self.unreadable(text, "the port is a number from 0 to 65535")
            }
            let host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") {
                self = .ipv6(host: String(host.dropFirst().dropLast()), port: port)
            } else {
                self = .ipv4(host: host == "localhost" ? "127.0.0.1" : String(host), port: port)
            }
            if SocketAddress(self) == nil {
                throw Self.unreadable(text, "the host is an IPv4 or a bracketed IPv6 address")
            }
        }
    }

    /// The address as a configuration writes it.
    public var description: String {
        switch self {
        case .ipv4(let host, let port): "\(host):\(port)"
        case .ipv6(let host, let port): "[\(host)]:\(port)"
        case .unix(let path, _): "unix:\(path)"
        case .descriptor(let descriptor): "descriptor \(descriptor)"
        case .inherited: "systemd"
        }
    }

    private static func unreadable(_ text: String, _ reason: String) -> ServerError {
        ServerError("read the listen address \"\(text)\"", reason: reason)
    }
}
