import Glibc

/// A moment on the clock that never goes back, in nanoseconds.
typealias Nanoseconds = UInt64

/// The kernel's monotonic clock; the state machines never read it, they are told the time.
enum MonotonicClock {
    /// The present moment, in nanoseconds since the machine started.
    static func now() -> Nanoseconds {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Nanoseconds(bitPattern: Int64(time.tv_sec)) &* 1_000_000_000
            &+ Nanoseconds(bitPattern: Int64(time.tv_nsec))
    }

    /// The wall clock's seconds since 1970, from the kernel's coarse clock (good for a `Date` field).
    static func unixSeconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return Int64(time.tv_sec)
    }

    /// Configured seconds as nanoseconds; nothing below zero, nothing above a year.
    static func nanoseconds(seconds: Double) -> Nanoseconds {
        guard seconds > 0 else { return 0 }
        return Nanoseconds(min(seconds, 31_536_000) * 1_000_000_000)
    }
}
