import CEpoll
import Glibc

/// One listening socket of one worker; whoever holds it closes it, once.
struct Listener: Sendable {
    /// The descriptor, non-blocking and closed on exec.
    let descriptor: Int32
    /// Where it listens.
    let address: BoundAddress

    /// Closes the socket; its holder does so once.
    func close() { Glibc.close(descriptor) }

    /// Opens the sockets of one address for all workers.
    ///
    /// TCP: a socket each (`SO_REUSEPORT`), so that the kernel spreads connections over the workers without a lock.
    /// A Unix socket and one handed over exist once (`SO_REUSEPORT` does not share them): each worker gets a duplicate,
    /// all watch the one queue, and the first to come takes the connection.
    ///
    /// - Parameters:
    ///   - address: where; `.inherited` must have been resolved to `.descriptor`.
    ///   - copies: how many workers.
    ///   - backlog: how many connections the kernel keeps waiting.
    /// - Throws: ``ServerError``; nothing stays open then.
    static func open(_ address: ListenAddress, copies: Int, backlog: Int32) throws(ServerError) -> [Listener] {
        var opened: [Listener] = []
        do throws(ServerError) {
            switch address {
            case .ipv4, .ipv6:
                try requireFree(address)
                var wanted = address
                for _ in 0..<copies {
                    let listener = try bind(wanted, backlog: backlog)
                    opened.append(listener)
                    wanted = samePort(wanted, as: listener.address)
                }
            case .unix(let path, let mode):
                try UnixSocketFile.clearStale(path: path)
                let listener = try bind(address, backlog: backlog)
                opened.append(listener)
                guard chmod(path, mode_t(mode)) == 0 else {
                    throw ServerError("set the mode of \(address)", errorNumber: errno)
                }
                try duplicate(listener, into: &opened, copies: copies - 1)
            case .descriptor(let descriptor):
                let listener = try adopt(descriptor)
                try duplicate(listener, into: &opened, copies: copies)
            case .inherited:
                for descriptor in try InheritedSockets.descriptors() {
                    let listener = try adopt(descriptor)
                    try duplicate(listener, into: &opened, copies: copies)
                }
            }
        } catch {
            for listener in opened { listener.close() }
            throw error
        }
        return opened
    }

    /// Makes sure that no other process listens there.
    ///
    /// `SO_REUSEPORT` alone would let a second service of the same user share the port, and take half of the
    /// connections. A socket without it is refused wherever anybody listens.
    private static func requireFree(_ wanted: ListenAddress) throws(ServerError) {
        let operation = "listen on \(wanted)"
        guard let address = SocketAddress(wanted) else {
            throw ServerError(operation, reason: "it is not an address of that kind")
        }
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ServerError(operation, errorNumber: errno) }
        defer { Glibc.close(descriptor) }
        if address.family == AF_INET6 { try set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1, operation) }
        try set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1, operation)
        guard address.withPointer({ Glibc.bind(descriptor, $0, $1) }) == 0 else {
            throw ServerError(operation, errorNumber: errno)
        }
    }

    private static func bind(_ wanted: ListenAddress, backlog: Int32) throws(ServerError) -> Listener {
        let operation = "listen on \(wanted)"
        guard let address = SocketAddress(wanted) else {
            throw ServerError(operation, reason: "it is not an address of that kind")
        }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { throw ServerError(operation, errorNumber: errno) }
        do throws(ServerError) {
            if case .unix(_, let mode) = wanted {
                // Before bind: the file is then made with this mode and never stands open to more.
                fchmod(descriptor, mode_t(mode))
            } else {
                try setTCPOptions(descriptor, family: address.family, operation)
            }
            guard address.withPointer({ Glibc.bind(descriptor, $0, $1) }) == 0, listen(descriptor, backlog) == 0 else {
                throw ServerError(operation, errorNumber: errno)
            }
            return Listener(descriptor: descriptor, address: try name(of: descriptor, operation))
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    /// What an accepted socket inherits from its listener on Linux is set here once instead of once a connection.
    private static func setTCPOptions(_ descriptor: Int32, family: Int32, _ operation: String) throws(ServerError) {
        if family == AF_INET6 { try set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1, operation) }
        try set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1, operation)
        try set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1, operation)
        try setInheritedOptions(descriptor, operation)
    }

    private static func setInheritedOptions(_ descriptor: Int32, _ operation: String) throws(ServerError) {
        try set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1, operation)
        // Unsent bytes the kernel holds for a slow reader: a bound on its memory, and news of progress in small steps.
        try set(descriptor, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, 128 * 1024, operation)
    }

    private static func adopt(_ descriptor: Int32) throws(ServerError) -> Listener {
        let operation = "use the socket handed over as descriptor \(descriptor)"
        guard option(descriptor, SOL_SOCKET, SO_TYPE) == Int32(SOCK_STREAM.rawValue),
            option(descriptor, SOL_SOCKET, SO_ACCEPTCONN) == 1
        else { throw ServerError(operation, reason: "it is not a listening stream socket") }
        let address = try name(of: descriptor, operation)
        guard kith_set_nonblocking_cloexec(descriptor) == 0 else { throw ServerError(operation, errorNumber: errno) }
        if address.port != nil { try setInheritedOptions(descriptor, operation) }
        return Listener(descriptor: descriptor, address: address)
    }

    private static func duplicate(_ listener: Listener, into opened: inout [Listener], copies: Int)
        throws(ServerError)
    {
        for _ in 0..<copies {
            let copy = kith_duplicate(listener.descriptor)
            guard copy >= 0 else { throw ServerError("duplicate \(listener.address)", errorNumber: errno) }
            opened.append(Listener(descriptor: copy, address: listener.address))
        }
    }

    private static func samePort(_ wanted: ListenAddress, as bound: BoundAddress) -> ListenAddress {
        switch wanted {
        case .ipv4(let host, _): .ipv4(host: host, port: bound.port ?? 0)
        case .ipv6(let host, _): .ipv6(host: host, port: bound.port ?? 0)
        default: wanted
        }
    }

    private static func name(of descriptor: Int32, _ operation: String) throws(ServerError) -> BoundAddress {
        var address = SocketAddress()
        guard address.withMutablePointer({ getsockname(descriptor, $0, $1) }) == 0 else {
            throw ServerError(operation, errorNumber: errno)
        }
        guard let bound = address.bound else { throw ServerError(operation, reason: "its address family is unknown") }
        return bound
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ name: Int32, _ value: Int32, _ operation: String)
        throws(ServerError)
    {
        var value = value
        guard setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw ServerError(operation, errorNumber: errno)
        }
    }

    private static func option(_ descriptor: Int32, _ level: Int32, _ name: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, level, name, &value, &length) == 0 ? value : nil
    }
}
