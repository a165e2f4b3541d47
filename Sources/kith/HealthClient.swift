import Glibc
import Server

/// Asks one question of a service on this machine: `GET /ready`.
struct HealthClient {
    /// How long the answer may take, in seconds.
    static let timeoutSeconds = 5
    private static let answerBytesMax = 4096

    private let address: ListenAddress

    /// Reads the address.
    ///
    /// - Throws: `ServerError` where it is none.
    init(_ text: String) throws {
        address = try ListenAddress(parsing: text)
    }

    /// Whether the service answers 200.
    ///
    /// - Throws: `Failure` where it cannot be reached.
    func isReady() throws -> Bool {
        let descriptor = try connected()
        defer { close(descriptor) }
        let request = Array("GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return false }
        var answer = [UInt8](repeating: 0, count: Self.answerBytesMax)
        let count = recv(descriptor, &answer, answer.count, 0)
        return count > 0 && answer.prefix(count).starts(with: "HTTP/1.1 200 ".utf8)
    }

    private func connected() throws -> Int32 {
        switch address {
        case .ipv4(let host, let port):
            var target = sockaddr_in()
            target.sin_family = sa_family_t(AF_INET)
            target.sin_port = port.bigEndian
            // A service that listens on every address is asked on this machine's own.
            guard inet_pton(AF_INET, host == "0.0.0.0" ? "127.0.0.1" : host, &target.sin_addr) == 1 else {
                throw unreachable
            }
            return try connected(AF_INET, &target)
        case .ipv6(let host, let port):
            var target = sockaddr_in6()
            target.sin6_family = sa_family_t(AF_INET6)
            target.sin6_port = port.bigEndian
            guard inet_pton(AF_INET6, host == "::" ? "::1" : host, &target.sin6_addr) == 1 else { throw unreachable }
            return try connected(AF_INET6, &target)
        case .unix(let path, _):
            var target = sockaddr_un()
            target.sun_family = sa_family_t(AF_UNIX)
            let fits = withUnsafeMutableBytes(of: &target.sun_path) { place in
                place.count > path.utf8.count && !zip(place.indices, path.utf8).map { place[$0] = $1 }.isEmpty
            }
            guard fits else { throw unreachable }
            return try connected(AF_UNIX, &target)
        case .descriptor, .inherited:
            throw Failure("a socket that systemd hands over has no address to ask: use --address.")
        }
    }

    private func connected<Target>(_ family: Int32, _ target: inout Target) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw unreachable }
        var limit = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let result = withUnsafeBytes(of: &target) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { connect(descriptor, $0.baseAddress, socklen_t(bytes.count)) }
        }
        guard result == 0 else {
            close(descriptor)
            throw unreachable
        }
        return descriptor
    }

    private var unreachable: Failure {
        Failure("nothing answers at \(address): \(String(cString: strerror(errno))).")
    }
}
