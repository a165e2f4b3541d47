import Synchronization

/// One worker's counts.
///
/// Only that worker writes, so a count is a plain load and store; anybody may read.
final class WorkerCounters: Sendable {
    let connectionsAccepted = Atomic<Int>(0)
    let connectionsOpen = Atomic<Int>(0)
    let connectionsRefused = Atomic<Int>(0)
    let acceptsPaused = Atomic<Int>(0)
    let requests = Atomic<Int>(0)
    let rejections = Atomic<Int>(0)
    let responses = Atomic<Int>(0)
    let responsesDropped = Atomic<Int>(0)
    let bytesReceived = Atomic<Int>(0)
    let bytesSent = Atomic<Int>(0)

    /// Adds to one count; to be called by the owning worker alone.
    static func add(_ amount: Int, to counter: borrowing Atomic<Int>) {
        counter.store(counter.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }
}
