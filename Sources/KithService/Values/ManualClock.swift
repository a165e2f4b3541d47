import Synchronization

/// A clock that stands still until it is moved by hand, from any thread.
final class ManualClock: Clock {
    private let time: Mutex<Instant>

    /// Makes a clock that shows `start`.
    init(_ start: Instant) {
        time = Mutex(start)
    }

    func now() -> Instant {
        time.withLock { $0 }
    }

    /// Sets the clock to a time, later or earlier.
    func set(to instant: Instant) {
        time.withLock { $0 = instant }
    }

    /// Moves the clock on, or back where the number is negative.
    func advance(milliseconds: Int64) {
        time.withLock { $0 = $0.adding(milliseconds: milliseconds) }
    }

    /// Moves the clock on by seconds, or back where the number is negative.
    func advance(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }
}
