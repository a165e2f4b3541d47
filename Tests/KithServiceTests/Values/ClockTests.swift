import Glibc
import Testing

@testable import KithService

struct ClockTests {
    @Test func theSystemClockAgreesWithTheSystem() {
        let before = Int64(time(nil))
        let now = SystemClock().now()
        let after = Int64(time(nil))
        #expect(before - 1 <= now.seconds && now.seconds <= after + 1)
    }

    @Test func aManualClockMovesOnlyByHand() throws {
        let start = try Instant("2026-11-21T09:30:00Z")
        let clock = ManualClock(start)
        #expect(clock.now() == start && clock.now() == start)
        clock.advance(seconds: 90)
        #expect(clock.now().canonical == "2026-11-21T09:31:30Z")
        clock.advance(milliseconds: -500)
        #expect(clock.now().canonical == "2026-11-21T09:31:29.500Z")
        clock.set(to: .epoch)
        #expect(clock.now() == .epoch)
    }

    @Test func aManualClockLosesNoMoveAmongThreads() async {
        let clock = ManualClock(.epoch)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1000 { clock.advance(milliseconds: 1) } }
            }
        }
        #expect(clock.now().milliseconds == 8000)
    }
}
