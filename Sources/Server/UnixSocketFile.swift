import Glibc

/// The file of a Unix socket: made fresh, never taken from a living server, removed at the end.
struct UnixSocketFile: Sendable {
    private let path: String
    private let device: UInt64
    private let inode: UInt64

    /// Remembers the file that a bind has just made, so that the end removes this file and no other.
    init?(_ address: BoundAddress) {
        guard case .unix(let path) = address else { return nil }
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.path = path
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    /// Removes a socket file that nobody listens on any more.
    ///
    /// - Throws: ``ServerError`` where the path holds something else than a socket, or somebody still listens.
    static func clearStale(path: String) throws(ServerError) {
        let operation = "listen on unix:\(path)"
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw ServerError(operation, errorNumber: errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ServerError(operation, reason: "a file that is no socket is in the way")
        }
        guard let address = SocketAddress(.unix(path: path, mode: 0)) else {
            throw ServerError(operation, reason: "the path is longer than 107 bytes")
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard probe >= 0 else { throw ServerError(operation, errorNumber: errno) }
        defer { close(probe) }
        let connected = address.withPointer { connect(probe, $0, $1) }
        // EAGAIN: a queue that is full belongs to a server that is alive.
        guard connected != 0, errno == ECONNREFUSED else {
            throw ServerError(operation, reason: "another server listens there")
        }
        guard unlink(path) == 0 || errno == ENOENT else { throw ServerError(operation, errorNumber: errno) }
    }

    /// Removes the file if it is still the one that was remembered.
    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if UInt64(status.st_dev) == device, UInt64(status.st_ino) == inode { unlink(path) }
    }
}
