/// How many wrong tokens came from where, and who is locked out for them.
///
/// An address has a budget. With the first wrong token beyond it the address is locked out for a second, with the next
/// one after that for two, and so on; all is forgiven once the budget would be whole again.
struct WrongTokens: Sendable {
    /// How many wrong tokens an address may send at once: a script with an old token makes many before it is noticed.
    static let burstCount = 600
    /// How many are forgiven each second.
    static let forgivenPerSecond = 10
    /// The longest that an address is locked out, in seconds.
    static let lockOutSecondsMax: Int64 = 300
    /// How many addresses are remembered at least; of more, those that are nearest to being forgiven are forgotten.
    static let addressesMin = 4096

    typealias Key = BoundedTable<LockOut>.Key

    /// An address that had to be locked out.
    struct LockOut: Sendable {
        /// When it ends, in microseconds since 1970.
        var until: Int64 = .min
        /// How often it was doubled.
        var doublings = 0
    }

    private static let pace = Pace(perSecond: forgivenPerSecond, burstCount: burstCount)

    private var table = BoundedTable<LockOut>(countMin: addressesMin, value: LockOut())

    /// When an address is let in again, in microseconds since 1970; nil where it is not locked out.
    func lockedOut(_ address: Key, at now: Int64) -> Int64? {
        guard let entry = table.find(address, hash: address.hashValue), Self.isLocked(entry.value, now) else {
            return nil
        }
        return entry.value.until
    }

    /// Counts a wrong token.
    ///
    /// - Returns: When the address is let in again, in microseconds since 1970; nil where it is not locked out.
    mutating func count(_ address: Key, at now: Int64) -> Int64? {
        table.update(address, hash: address.hashValue) { entry in
            // Other requests were under way when it was locked out: these are the same excess.
            if Self.isLocked(entry.value, now) { return entry.value.until }
            // What is past is forgiven, and what is far ahead was written by a clock that has been put back since.
            if entry.rank <= now || entry.rank > now + Self.pace.burst {
                entry.value = LockOut()
                entry.rank = now
            }
            guard Self.pace.spend(&entry.rank, at: now) != nil else { return nil }
            let seconds = entry.value.doublings < 16 ? Int64(1) << Int64(entry.value.doublings) : .max
            let until = now + min(seconds, Self.lockOutSecondsMax) * 1_000_000
            entry.value = LockOut(until: until, doublings: entry.value.doublings + 1)
            // Nothing is made up for while it lasts.
            entry.rank = until + Self.pace.burst
            return until
        }
    }

    private static func isLocked(_ lockOut: LockOut, _ now: Int64) -> Bool {
        lockOut.until > now && lockOut.until <= now + lockOutSecondsMax * 1_000_000
    }
}
