import Glibc

/// A socket address as the kernel wants and gives it.
struct SocketAddress {
    private(set) var storage = sockaddr_storage()
    private(set) var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    /// An address still to be filled in by the kernel.
    init() {}

    /// The kernel's form of an address; nil where the text is not one, or the path does not fit (107 bytes).
    init?(_ address: ListenAddress) {
        switch address {
        case .ipv4(let host, let port):
            var inet = sockaddr_in()
            inet.sin_family = sa_family_t(AF_INET)
            inet.sin_port = port.bigEndian
            guard inet_pton(AF_INET, host, &inet.sin_addr) == 1 else { return nil }
            set(inet)
        case .ipv6(let host, let port):
            var inet = sockaddr_in6()
            inet.sin6_family = sa_family_t(AF_INET6)
            inet.sin6_port = port.bigEndian
            guard inet_pton(AF_INET6, host, &inet.sin6_addr) == 1 else { return nil }
            set(inet)
        case .unix(let path, _):
            var local = sockaddr_un()
            local.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(path.utf8)
            guard !bytes.isEmpty, !bytes.contains(0), bytes.count < MemoryLayout.size(ofValue: local.sun_path) else {
                return nil
            }
            withUnsafeMutableBytes(of: &local.sun_path) { $0.copyBytes(from: bytes) }
            set(local)
        case .descriptor, .inherited:
            return nil
        }
    }

    /// The address family.
    var family: Int32 { Int32(storage.ss_family) }

    /// What the address says, in words; nil for a family that is not ours.
    var bound: BoundAddress? {
        switch family {
        case AF_INET:
            let inet = read(as: sockaddr_in.self)
            return .ipv4(host: text(of: inet.sin_addr, AF_INET), port: UInt16(bigEndian: inet.sin_port))
        case AF_INET6:
            let inet = read(as: sockaddr_in6.self)
            return .ipv6(host: text(of: inet.sin6_addr, AF_INET6), port: UInt16(bigEndian: inet.sin6_port))
        case AF_UNIX:
            let local = read(as: sockaddr_un.self)
            let used = Int(length) - (MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2)
            let path = withUnsafeBytes(of: local.sun_path) { $0.prefix(max(0, used)).prefix { $0 != 0 } }
            return .unix(path: String(decoding: path, as: UTF8.self))
        default:
            return nil
        }
    }

    /// Lends the address to a call that reads it.
    func withPointer<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// Lends the address to a call that fills it in.
    mutating func withMutablePointer<R>(_ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> R)
        -> R
    {
        length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &length) }
        }
    }

    private mutating func set<T>(_ value: T) {
        withUnsafeBytes(of: value) { bytes in
            withUnsafeMutableBytes(of: &storage) { $0.copyMemory(from: bytes) }
        }
        length = socklen_t(MemoryLayout<T>.size)
    }

    private func read<T>(as type: T.Type) -> T {
        withUnsafeBytes(of: storage) { $0.load(as: type) }
    }

    private func text<T>(of address: T, _ family: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let found = withUnsafePointer(to: address) { inet_ntop(family, $0, &buffer, socklen_t(INET6_ADDRSTRLEN)) }
        guard found != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
