import CEpoll
import Glibc

/// One epoll descriptor and one timer descriptor in it; the owner calls ``close()`` once.
struct EventPoll {
    /// One thing that happened.
    struct Event {
        let key: UInt64
        private let bits: UInt32

        init(_ event: epoll_event) {
            var event = event
            key = kith_epoll_data(&event)
            bits = event.events
        }

        /// Bytes, the end of the peer's sending, or a new connection can be read.
        var isReadable: Bool { bits & (kith_epoll_in | kith_epoll_peer_hangup | kith_epoll_hangup) != 0 }
        /// The peer sends nothing more.
        var isHangup: Bool { bits & (kith_epoll_peer_hangup | kith_epoll_hangup) != 0 }
        /// The socket takes bytes again.
        var isWritable: Bool { bits & (kith_epoll_out | kith_epoll_hangup) != 0 }
        /// The connection was reset or has failed otherwise.
        var isError: Bool { bits & kith_epoll_error != 0 }
    }

    /// The key under which the timer reports.
    static let timerKey = UInt64.max
    /// The key under which a rousing reports.
    static let rouseKey = UInt64.max - 1
    private static let batchMax = 256

    /// The epoll descriptor, readable itself while events wait in it.
    let descriptor: Int32
    private let timer: Int32
    private let batch: UnsafeMutablePointer<epoll_event>

    /// Makes both descriptors.
    ///
    /// - Throws: ``ServerError`` where the system has none left.
    init() throws(ServerError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw ServerError("make an epoll descriptor", errorNumber: errno) }
        timer = kith_timer()
        guard timer >= 0 else {
            let number = errno
            Glibc.close(descriptor)
            throw ServerError("make a timer descriptor", errorNumber: number)
        }
        batch = .allocate(capacity: Self.batchMax)
        add(timer, bits: kith_epoll_in, key: Self.timerKey)
    }

    /// Gives both descriptors and the memory back.
    func close() {
        Glibc.close(timer)
        Glibc.close(descriptor)
        batch.deallocate()
    }

    /// Watches a connection: reported once each time something changes (edge-triggered), so that a connection that is
    /// not to be read from needs no call to say so.
    @discardableResult
    func addConnection(_ socket: Int32, key: UInt64) -> Bool {
        add(socket, bits: kith_epoll_in | kith_epoll_peer_hangup | kith_epoll_edge, key: key)
    }

    /// Watches for room as well; from then on, reported once each time a full socket takes bytes again.
    func watchRoom(_ socket: Int32, key: UInt64) {
        var event = kith_epoll_event(
            kith_epoll_in | kith_epoll_peer_hangup | kith_epoll_out | kith_epoll_edge, key)
        epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event)
    }

    /// Watches a listener: reported as long as a connection waits (level-triggered).
    @discardableResult
    func addListener(_ socket: Int32, key: UInt64) -> Bool { add(socket, bits: kith_epoll_in, key: key) }

    /// Watches a descriptor no longer.
    func remove(_ socket: Int32) {
        var event = kith_epoll_event(0, 0)
        epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, &event)
    }

    /// Takes the events that wait.
    ///
    /// - Parameter milliseconds: how long to wait where there is none.
    /// - Returns: how many there are; read them with ``event(_:)`` before the next call.
    func take(waiting milliseconds: Int32) -> Int {
        max(0, Int(epoll_wait(descriptor, batch, Int32(Self.batchMax), milliseconds)))
    }

    /// Watches what the worker is roused by.
    func addRouser(_ rouser: Rouser) {
        add(rouser.descriptor, bits: kith_epoll_in | kith_epoll_edge, key: Self.rouseKey)
    }

    /// One of the events taken last.
    func event(_ index: Int) -> Event { Event(batch[index]) }

    /// Sets the timer to report after so long.
    func setTimer(after: Nanoseconds) { _ = kith_timer_after(timer, max(1, after)) }

    /// Takes note of a report of the timer.
    func acknowledgeTimer() {
        var expirations: UInt64 = 0
        _ = read(timer, &expirations, 8)
    }

    @discardableResult
    private func add(_ socket: Int32, bits: UInt32, key: UInt64) -> Bool {
        var event = kith_epoll_event(bits, key)
        return epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0
    }
}
