/// So many in a burst, and so many a second from then on: the generic cell rate algorithm (ITU-T I.371, annex A).
///
/// What was spent is one number, the time at which it is all made up for; in microseconds since 1970.
struct Pace: Sendable {
    /// How long one takes to be made up for, in microseconds.
    private let each: Int64
    /// How long a whole burst takes, in microseconds.
    let burst: Int64

    /// A pace.
    ///
    /// - Parameters:
    ///   - perSecond: From 1 to a million.
    ///   - burstCount: How many may come at once.
    init(perSecond: Int, burstCount: Int) {
        each = max(1, 1_000_000 / Int64(max(1, perSecond)))
        burst = each * Int64(max(1, burstCount))
    }

    /// Spends one.
    ///
    /// - Parameters:
    ///   - due: When all that was spent before is made up for.
    ///   - now: The time.
    /// - Returns: nil where it was spent, or how long to wait where that was too much, in microseconds.
    func spend(_ due: inout Int64, at now: Int64) -> Int64? {
        spend(&due, cost: each, at: now)
    }

    /// Spends so many more with one that was just spent; never more than a whole burst with it, so that what is larger
    /// than a burst is not refused for good.
    func spend(_ due: inout Int64, more count: Int, at now: Int64) -> Int64? {
        spend(&due, cost: min(each * Int64(count), burst - each), at: now)
    }

    private func spend(_ due: inout Int64, cost: Int64, at now: Int64) -> Int64? {
        let begin = max(due, now)
        let excess = begin + cost - now - burst
        guard excess <= 0 else { return excess }
        due = begin + cost
        return nil
    }
}

extension Instant {
    /// The microseconds from 1970-01-01T00:00:00Z.
    var microseconds: Int64 { milliseconds * 1000 }
}
