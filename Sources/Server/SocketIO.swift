import Glibc

/// The calls that move bytes, with the outcomes a connection must tell apart.
enum SocketIO {
    /// What came of a call.
    enum Outcome: Equatable {
        /// So many bytes were moved; for a read, 0 says that the peer sends nothing more.
        case moved(Int)
        /// Nothing can be moved now.
        case wouldBlock
        /// The connection is dead: reset, broken, timed out.
        case dead
    }

    /// Reads what is there, up to the buffer's size.
    static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return .moved(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .dead
        }
    }

    /// Sends two runs of bytes in one call, without ever raising SIGPIPE.
    static func send(_ descriptor: Int32, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer)
        -> Outcome
    {
        while true {
            let count =
                second.isEmpty
                ? Glibc.send(descriptor, first.baseAddress, first.count, Int32(MSG_NOSIGNAL))
                : sendBoth(descriptor, first, second)
            if count >= 0 { return .moved(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .dead
        }
    }

    private static func sendBoth(
        _ descriptor: Int32, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
    ) -> Int {
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
            parts.initializeElement(
                at: 0, to: iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count))
            parts.initializeElement(
                at: 1, to: iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count)
            )
            var message = msghdr()
            message.msg_iov = parts.baseAddress
            message.msg_iovlen = 2
            return sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
        }
    }
}
