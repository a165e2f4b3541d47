/// A timing wheel: one deadline for each numbered slot, with O(1) work to move one.
///
/// A deadline that moves *later* is only a store: the entry stays where it is linked and is linked anew when its bucket
/// comes round (lazy re-arming). A request on a busy connection therefore costs the wheel one or two stores.
struct DeadlineWheel {
    /// No deadline.
    static let never = Nanoseconds.max

    private static let tickShift: Nanoseconds = 24  // one tick is 2^24 ns, 16.8 ms
    private static let bucketCount = 1024  // the wheel spans 17 s; what lies beyond is linked at the far end
    private static let none = UInt32.max

    private struct Entry {
        var deadline: Nanoseconds = DeadlineWheel.never
        var tick: Nanoseconds = 0
        var next: UInt32 = DeadlineWheel.none
        var previous: UInt32 = DeadlineWheel.none
        var isLinked = false
    }

    private var entries: [Entry] = []
    private var heads = [UInt32](repeating: DeadlineWheel.none, count: DeadlineWheel.bucketCount)
    private var occupied = [UInt64](repeating: 0, count: DeadlineWheel.bucketCount / 64)
    private var currentTick: Nanoseconds

    /// Makes an empty wheel that starts at `now`.
    init(now: Nanoseconds) {
        currentTick = now >> Self.tickShift
    }

    /// The deadline that `slot` has now, or ``never``.
    func deadline(of slot: Int) -> Nanoseconds {
        slot < entries.count ? entries[slot].deadline : Self.never
    }

    /// Gives `slot` a deadline in place of the one it had; ``never`` takes it away.
    mutating func set(_ slot: Int, to deadline: Nanoseconds) {
        while entries.count <= slot { entries.append(Entry()) }
        entries[slot].deadline = deadline
        if deadline == Self.never {
            unlink(slot)
            return
        }
        let tick = target(deadline)
        if entries[slot].isLinked {
            if tick >= entries[slot].tick { return }
            unlink(slot)
        }
        link(slot, at: tick)
    }

    /// When the wheel next wants to be advanced, or nil with nothing to wait for.
    ///
    /// It may be before the earliest deadline, never more than a tick after it.
    var nextWake: Nanoseconds? {
        let words = occupied.count
        let start = Int(currentTick % Nanoseconds(Self.bucketCount))
        let firstWord = start / 64
        for step in 0...words {
            let word = (firstWord + step) % words
            var bits = occupied[word]
            if step == 0 { bits &= ~0 << UInt64(start % 64) }
            if step == words { bits &= ~(~0 << UInt64(start % 64)) }
            if bits == 0 { continue }
            let bucket = word * 64 + bits.trailingZeroBitCount
            let distance = (bucket - start + Self.bucketCount) % Self.bucketCount
            return (currentTick + Nanoseconds(distance) + 1) << Self.tickShift
        }
        return nil
    }

    /// Moves the wheel to `now` and takes out every slot whose deadline has passed.
    ///
    /// - Returns: those slots, each now without a deadline.
    mutating func expired(now: Nanoseconds) -> [Int] {
        var due: [Int] = []
        let nowTick = now >> Self.tickShift
        guard nowTick > currentTick else { return due }
        let steps = min(nowTick - currentTick, Nanoseconds(Self.bucketCount))
        for step in 0..<steps {
            let bucket = Int((currentTick + step) % Nanoseconds(Self.bucketCount))
            var slot = heads[bucket]
            while slot != Self.none {
                let next = entries[Int(slot)].next
                unlink(Int(slot))
                due.append(Int(slot))
                slot = next
            }
        }
        currentTick = nowTick
        due.removeAll { slot in
            let deadline = entries[slot].deadline
            if deadline > now {
                link(slot, at: target(deadline))
                return true
            }
            entries[slot].deadline = Self.never
            return false
        }
        return due
    }

    /// The tick whose bucket a deadline belongs to: never in the past, never further than the wheel spans.
    private func target(_ deadline: Nanoseconds) -> Nanoseconds {
        min(max(deadline >> Self.tickShift, currentTick), currentTick + Nanoseconds(Self.bucketCount) - 1)
    }

    private mutating func link(_ slot: Int, at tick: Nanoseconds) {
        let bucket = Int(tick % Nanoseconds(Self.bucketCount))
        let head = heads[bucket]
        entries[slot].tick = tick
        entries[slot].next = head
        entries[slot].previous = Self.none
        entries[slot].isLinked = true
        if head != Self.none { entries[Int(head)].previous = UInt32(slot) }
        heads[bucket] = UInt32(slot)
        occupied[bucket / 64] |= 1 << UInt64(bucket % 64)
    }

    private mutating func unlink(_ slot: Int) {
        guard entries[slot].isLinked else { return }
        let entry = entries[slot]
        let bucket = Int(entry.tick % Nanoseconds(Self.bucketCount))
        if entry.previous != Self.none {
            entries[Int(entry.previous)].next = entry.next
        } else {
            heads[bucket] = entry.next
            if entry.next == Self.none { occupied[bucket / 64] &= ~(1 << UInt64(bucket % 64)) }
        }
        if entry.next != Self.none { entries[Int(entry.next)].previous = entry.previous }
        entries[slot].isLinked = false
    }
}
