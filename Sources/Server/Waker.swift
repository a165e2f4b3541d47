import Synchronization

/// Wakes one connection that waits for its stream: at most one letter is on its way at a time.
final class Waker: Sendable {
    private let isOnItsWay = Atomic(false)
    private let key: UInt64
    private let mailbox: Mailbox

    /// - Parameter key: The connection's, by slot and generation: one that is gone is not taken for the next.
    init(key: UInt64, mailbox: Mailbox) {
        self.key = key
        self.mailbox = mailbox
    }

    /// Wakes the connection, from any thread.
    func wake() {
        guard !isOnItsWay.exchange(true, ordering: .acquiringAndReleasing) else { return }
        mailbox.post(.wake(key: key, self))
    }

    /// The letter was read: what happens from now on takes another, so that nothing is lost that comes while the stream
    /// is asked.
    func arrived() {
        isOnItsWay.store(false, ordering: .sequentiallyConsistent)
    }
}
