import Glibc

/// Time as tests measure it.
enum Timing {
    /// Seconds of a clock that never goes back.
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Looks again and again until something is so; at most `seconds`.
    ///
    /// - Returns: Whether it was in time.
    static func eventually(seconds: Double = 10, _ condition: () throws -> Bool) rethrows -> Bool {
        let end = Self.seconds() + seconds
        while Self.seconds() < end {
            if try condition() { return true }
            pause(milliseconds: 5)
        }
        return try condition()
    }

    /// Lets the time pass that a test's pace asks for; never a wait for something to happen.
    static func pause(milliseconds: Int32) {
        _ = poll(nil, 0, milliseconds)
    }
}
