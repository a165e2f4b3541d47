import CEpoll
import Glibc

/// One worker's listeners, and what it does when the system has no descriptor left.
///
/// Without a descriptor a waiting connection can be neither taken nor refused, and a level-triggered listener would
/// spin. So one descriptor is held in reserve: given up for a moment, it lets a few be answered 503; then
/// accepting pauses.
struct Acceptor {
    /// What came of looking for a connection.
    enum Outcome {
        /// A connection.
        case connection(Int32, SocketAddress)
        /// A connection that stands on the reserve descriptor: answer, close, then ``Acceptor/restoreReserve()``.
        case overdrawn(Int32)
        /// None waits.
        case none
        /// The system has nothing left.
        case exhausted
    }

    private static let backOffFirst: Nanoseconds = 50_000_000
    private static let backOffMax: Nanoseconds = 1_000_000_000

    /// The listeners; empty once closed.
    private(set) var listeners: [Listener]
    /// When accepting goes on; nil while it does.
    private(set) var resumesAt: Nanoseconds?
    private var reserve: Int32
    private var backOff = Acceptor.backOffFirst

    /// Takes over listeners.
    init(_ listeners: [Listener]) {
        self.listeners = listeners
        reserve = Self.openReserve()
    }

    /// Takes one connection that waits at a listener.
    mutating func accept(_ listener: Int) -> Outcome {
        guard listener < listeners.count else { return .none }
        let descriptor = listeners[listener].descriptor
        while true {
            var address = SocketAddress()
            let socket = address.withMutablePointer { kith_accept(descriptor, $0, $1) }
            if socket >= 0 { return .connection(socket, address) }
            switch errno {
            case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, ENETUNREACH:
                continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                return acceptOnReserve(descriptor)
            default:
                return .none
            }
        }
    }

    /// Takes the reserve back after an overdrawn connection was closed.
    mutating func restoreReserve() {
        if reserve < 0 { reserve = Self.openReserve() }
    }

    /// Stops accepting for a while, longer each time in a row.
    mutating func pause(_ poll: EventPoll, now: Nanoseconds) {
        guard resumesAt == nil else { return }
        for listener in listeners { poll.remove(listener.descriptor) }
        resumesAt = now &+ backOff
        backOff = min(backOff * 2, Self.backOffMax)
    }

    /// Goes on accepting if it is time.
    mutating func resume(_ poll: EventPoll, now: Nanoseconds) {
        guard let resumesAt, resumesAt <= now else { return }
        self.resumesAt = nil
        restoreReserve()
        watch(poll)
    }

    /// A connection was taken as it should be: the next pause is short again.
    mutating func succeeded() { backOff = Self.backOffFirst }

    /// Puts the listeners into the poll; the key of a listener lies above all slots.
    func watch(_ poll: EventPoll) {
        for index in listeners.indices { poll.addListener(listeners[index].descriptor, key: Self.key(of: index)) }
    }

    /// The listener that a key names.
    static func listener(ofKey key: UInt64) -> Int? {
        key & 0xFFFF_FFFF > 0xFFFF_0000 && key != EventPoll.timerKey ? Int(0xFFFF_FFFE - (key & 0xFFFF_FFFF)) : nil
    }

    /// Closes the listeners and the reserve.
    mutating func close() {
        for listener in listeners { Glibc.close(listener.descriptor) }
        listeners = []
        resumesAt = nil
        if reserve >= 0 { Glibc.close(reserve) }
        reserve = -1
    }

    private static func key(of index: Int) -> UInt64 { 0xFFFF_FFFE - UInt64(index) }

    private static func openReserve() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

    private mutating func acceptOnReserve(_ descriptor: Int32) -> Outcome {
        guard reserve >= 0 else { return .exhausted }
        Glibc.close(reserve)
        reserve = -1
        let socket = kith_accept(descriptor, nil, nil)
        if socket >= 0 { return .overdrawn(socket) }
        let isEmpty = errno == EAGAIN || errno == EWOULDBLOCK
        restoreReserve()
        return isEmpty ? .none : .exhausted
    }
}
