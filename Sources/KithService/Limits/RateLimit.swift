internal import Synchronization

/// How many requests each caller may make: as many as a second allows at once, and then at that pace.
///
/// The callers are spread over shards with a lock each, which is held for some twenty nanoseconds.
final class RateLimit: Sendable {
    private static let shardCount = 64
    private static let shardBits = 6

    private final class Shard: Sendable {
        let table: Mutex<BoundedTable<Void>>

        init(countMin: Int) {
            table = Mutex(BoundedTable(countMin: countMin, value: ()))
        }
    }

    private let pace: Pace
    private let shards: [Shard]

    /// A limit.
    ///
    /// - Parameters:
    ///   - perSecond: How many requests a second one caller may make.
    ///   - callersMin: How many callers are remembered at least; of more, those that are quietest are forgotten.
    init(perSecond: Int, callersMin: Int) {
        pace = Pace(perSecond: perSecond, burstCount: perSecond)
        shards = (0..<Self.shardCount).map { _ in Shard(countMin: callersMin / Self.shardCount) }
    }

    /// Counts a request of a caller.
    ///
    /// - Parameter more: How many more a request is worth that was just counted; nil for a request itself.
    /// - Throws: `TooManyRequests`.
    func spend(_ high: UInt64, _ low: UInt64, more: Int? = nil, at now: Instant) throws(TooManyRequests) {
        let key = BoundedTable<Void>.Key(high: high, low: low)
        let hash = key.hashValue
        let (now, pace) = (now.microseconds, pace)
        let wait = shards[hash & (Self.shardCount - 1)].table.withLock { table in
            table.update(key, hash: hash >> Self.shardBits) { entry -> Int64? in
                // What would take longer than a burst was written by a clock that has been put back since.
                if entry.rank > now + pace.burst { entry.rank = now }
                guard let more else { return pace.spend(&entry.rank, at: now) }
                return pace.spend(&entry.rank, more: more, at: now)
            }
        }
        if let wait { throw TooManyRequests(seconds: Int((wait + 999_999) / 1_000_000)) }
    }
}

/// The caller makes more requests than one may.
struct TooManyRequests: Error {
    /// When to come again, in seconds.
    let seconds: Int
}
