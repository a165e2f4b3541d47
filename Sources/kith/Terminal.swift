import Glibc

/// What a command failed of, with what to do next.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = "kith: " + description
    }
}

/// Writing to the terminal, or to wherever the output goes: whole, unbuffered, whatever interrupts it.
enum Terminal {
    /// Writes a line of results to standard output.
    static func say(_ line: String) {
        write(Array((line + "\n").utf8), to: STDOUT_FILENO)
    }

    /// Writes a line for the operator to standard error.
    static func tell(_ line: String) {
        write(Array((line + "\n").utf8), to: STDERR_FILENO)
    }

    /// Whether somebody sits in front of standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes bytes to a descriptor; what nobody reads any more is dropped.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN {
                var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&room, 1, -1)
                continue
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
