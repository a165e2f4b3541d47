import Glibc

/// Two descriptors that no later child inherits; to be made where no child is started meanwhile.
struct Pipe: Sendable {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Child.Failure(description: "pipe: \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Writes all, or as much as somebody reads.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(writeEnd, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads until nobody can write any more, and closes the read end.
    func drain(_ take: ([UInt8]) -> Void, atEnd: () -> Void) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(readEnd, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            take(Array(piece[..<count]))
        }
        close(readEnd)
        atEnd()
    }
}
