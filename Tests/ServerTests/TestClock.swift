import Glibc

/// Time for tests that wait on an event with a bound.
enum TestClock {
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Lets others run for a millisecond between two looks at a condition.
    static func yield() { _ = poll(nil, 0, 1) }
}
