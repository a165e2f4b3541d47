import Testing

@testable import Server

@Suite struct DeadlineWheelTests {
    private static let second: Nanoseconds = 1_000_000_000
    private static let tick: Nanoseconds = 1 << 24

    @Test func aDeadlineFiresOnceAndNotBeforeItsTime() {
        var wheel = DeadlineWheel(now: 0)
        wheel.set(7, to: Self.second)
        #expect(wheel.expired(now: Self.second - 1) == [])
        #expect(wheel.expired(now: Self.second + Self.tick) == [7])
        #expect(wheel.expired(now: 10 * Self.second) == [])
        #expect(wheel.nextWake == nil)
    }

    @Test func aDeadlineThatMovesLaterWaitsAndOneThatMovesEarlierDoesNot() {
        var wheel = DeadlineWheel(now: 0)
        wheel.set(0, to: Self.second)
        wheel.set(0, to: 3 * Self.second)
        wheel.set(1, to: 60 * Self.second)
        wheel.set(1, to: 2 * Self.second)
        #expect(wheel.expired(now: Self.second + 2 * Self.tick) == [])
        #expect(wheel.expired(now: 2 * Self.second + Self.tick) == [1])
        #expect(wheel.expired(now: 3 * Self.second + Self.tick) == [0])
    }

    @Test func aDeadlineBeyondTheSpanOfTheWheelIsKept() {
        var wheel = DeadlineWheel(now: 5 * Self.second)
        wheel.set(3, to: 605 * Self.second)
        var now = 5 * Self.second
        while now < 605 * Self.second {
            #expect(wheel.expired(now: now) == [])
            guard let wake = wheel.nextWake else { return #expect(Bool(false), "the wheel forgot its entry") }
            #expect(wake > now)
            now = wake
        }
        #expect(wheel.expired(now: now) == [3])
        #expect(now < 605 * Self.second + 2 * Self.tick)
    }

    @Test func takingADeadlineAwayLeavesNothingBehind() {
        var wheel = DeadlineWheel(now: 0)
        wheel.set(0, to: Self.second)
        wheel.set(1, to: Self.second)
        wheel.set(0, to: DeadlineWheel.never)
        #expect(wheel.expired(now: 2 * Self.second) == [1])
    }

    /// Random moves against a plain dictionary: what fires, and never later than two ticks.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomMovesAgreeWithAPlainModel(seed: UInt64) {
        var random = SeededRandom(seed)
        var wheel = DeadlineWheel(now: 0)
        var model: [Int: Nanoseconds] = [:]
        var now: Nanoseconds = 0
        for _ in 0..<20_000 {
            switch random.next() % 4 {
            case 0, 1:
                let slot = Int(random.next() % 50)
                let deadline = now + random.next() % (40 * Self.second)
                wheel.set(slot, to: deadline)
                model[slot] = deadline
            case 2:
                let slot = Int(random.next() % 50)
                wheel.set(slot, to: DeadlineWheel.never)
                model[slot] = nil
            default:
                now += random.next() % Self.second
                for slot in wheel.expired(now: now) {
                    #expect(model[slot].map { $0 <= now } == true)
                    model[slot] = nil
                }
                #expect(model.values.allSatisfy { $0 + Self.tick > now })
                #expect((wheel.nextWake == nil) == model.isEmpty || wheel.nextWake != nil)
            }
        }
    }
}
