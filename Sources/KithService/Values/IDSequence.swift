/// The state behind a source of version 7 UUIDs: each greater than the one before (RFC 9562 §6.2, method 2).
///
/// Within one millisecond the 74 random bits go up by a random step, so that two ids do not tell how many others
/// were made between them. A clock that goes back changes nothing: the last millisecond is used on.
struct IDSequence: Sendable {
    private static let lowMask: UInt64 = 1 << 62 - 1
    private static let highMask: UInt64 = 0xFFF

    private var milliseconds: UInt64 = 0
    private var randomHigh: UInt64 = 0
    private var randomLow: UInt64 = 0
    private var isFresh = true

    /// Begins with the time and random bits of the first id.
    init() {}

    /// Goes on after an id of version 7 that was made before.
    init(after last: ID) {
        milliseconds = last.high >> 16
        randomHigh = last.high & Self.highMask
        randomLow = last.low & Self.lowMask
        isFresh = false
    }

    /// Makes the next id.
    ///
    /// - Parameters:
    ///   - now: The time of making; before 1970 counts as 1970.
    ///   - generator: Where the random bits come from.
    mutating func next(at now: Instant, using generator: inout some RandomNumberGenerator) -> ID {
        let present = UInt64(max(now.milliseconds, 0))
        if isFresh || present > milliseconds {
            isFresh = false
            milliseconds = present
            renew(using: &generator)
        } else {
            step(using: &generator)
        }
        return ID(
            high: milliseconds << 16 | 0x7000 | randomHigh,
            low: 1 << 63 | randomLow)
    }

    /// Draws all random bits anew; the highest stays clear, which leaves room to count up (RFC 9562 §6.2).
    private mutating func renew(using generator: inout some RandomNumberGenerator) {
        randomHigh = generator.next() & (Self.highMask >> 1)
        randomLow = generator.next() & Self.lowMask
    }

    /// Goes up by 1 to 2³²; when the bits run out, on to the next millisecond.
    private mutating func step(using generator: inout some RandomNumberGenerator) {
        randomLow += generator.next() >> 32 + 1
        guard randomLow > Self.lowMask else { return }
        randomLow &= Self.lowMask
        randomHigh += 1
        guard randomHigh > Self.highMask else { return }
        milliseconds += 1
        renew(using: &generator)
    }
}
