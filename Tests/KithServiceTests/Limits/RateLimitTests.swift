import Testing

@testable import KithService

/// How often somebody may ask.
@Suite struct RateLimitTests {
    private let start: Instant

    init() throws { start = try Instant(TestService.start) }

    /// How many of so many requests at one moment are let through, and the wait that the others are told.
    private func ask(_ limit: RateLimit, _ count: Int, _ caller: UInt64, at now: Instant) -> (passed: Int, wait: Int?) {
        var (passed, wait) = (0, Int?.none)
        for _ in 0..<count {
            do throws(TooManyRequests) {
                try limit.spend(1, caller, at: now)
                passed += 1
            } catch {
                wait = error.seconds
            }
        }
        return (passed, wait)
    }

    @Test(arguments: [1, 7, 50, 1000])
    func aSecondsWorthAtOnceAndThenThePace(perSecond: Int) {
        let limit = RateLimit(perSecond: perSecond, callersMin: 64)
        #expect(ask(limit, 2 * perSecond, 1, at: start) == (perSecond, 1))
        #expect(ask(limit, 10, 1, at: start) == (0, 1))
        // Another caller has a second of their own.
        #expect(ask(limit, perSecond, 2, at: start).passed == perSecond)
        for second in 1...3 {
            let passed = ask(limit, 3 * perSecond, 1, at: start.adding(seconds: Int64(second))).passed
            #expect(passed == perSecond)
        }
        #expect(ask(limit, 3 * perSecond, 1, at: start.adding(seconds: 3600)).passed == perSecond)
    }

    @Test func halfASecondGivesHalf() {
        let limit = RateLimit(perSecond: 50, callersMin: 64)
        #expect(ask(limit, 50, 1, at: start).passed == 50)
        #expect(ask(limit, 50, 1, at: start.adding(milliseconds: 500)).passed == 25)
    }

    /// A clock that is put back locks nobody out.
    @Test func aClockThatIsPutBackForgives() {
        let limit = RateLimit(perSecond: 5, callersMin: 64)
        #expect(ask(limit, 9, 1, at: start).passed == 5)
        #expect(ask(limit, 9, 1, at: start.adding(seconds: -86_400)).passed == 5)
    }

    /// However many there are, those who ask most are the ones that stay known.
    @Test func aFloodOfCallersDoesNotForgetTheBusiest() {
        let limit = RateLimit(perSecond: 1000, callersMin: 1024)
        #expect(ask(limit, 2000, 0, at: start).passed == 1000)
        for caller in 1...50_000 { _ = ask(limit, 1, UInt64(caller), at: start) }
        #expect(ask(limit, 10, 0, at: start).passed == 0)
    }
}
