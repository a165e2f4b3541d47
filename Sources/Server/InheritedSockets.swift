import Glibc

/// The sockets that systemd hands over when it starts a service (sd_listen_fds(3)).
enum InheritedSockets {
    /// The first descriptor that systemd hands over.
    static let firstDescriptor: Int32 = 3
    private static let countMax: Int32 = 64

    /// Finds the descriptors that were handed to this process.
    ///
    /// - Parameters:
    ///   - listenPID: the variable `LISTEN_PID`.
    ///   - listenFDs: the variable `LISTEN_FDS`.
    ///   - processID: this process's number; sockets meant for another process are left alone.
    ///   - first: the number of the first descriptor.
    /// - Throws: ``ServerError`` where nothing was handed to this process, or the count is no number.
    static func descriptors(listenPID: String?, listenFDs: String?, processID: Int32, first: Int32 = firstDescriptor)
        throws(ServerError) -> [Int32]
    {
        let operation = "take the sockets of systemd"
        guard let listenPID, let listenFDs else {
            throw ServerError(operation, reason: "LISTEN_PID and LISTEN_FDS are not set")
        }
        guard number(listenPID) == processID else {
            throw ServerError(operation, reason: "LISTEN_PID names another process")
        }
        guard let count = number(listenFDs), count >= 1, count <= countMax else {
            throw ServerError(operation, reason: "LISTEN_FDS is not a count from 1 to \(countMax)")
        }
        return Array(first..<first + count)
    }

    /// Finds the descriptors by this process's environment.
    static func descriptors() throws(ServerError) -> [Int32] {
        try descriptors(
            listenPID: variable("LISTEN_PID"), listenFDs: variable("LISTEN_FDS"), processID: getpid())
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func number(_ text: String) -> Int32? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int32(text)
    }
}
