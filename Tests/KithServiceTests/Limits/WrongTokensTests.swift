import HTTP
import Testing

@testable import KithService

/// Who guesses is locked out, longer each time, and forgiven after a while.
@Suite struct WrongTokensTests {
    private static let second: Int64 = 1_000_000
    private let key = WrongTokens.Key(high: 1, low: 2)
    private let start: Int64

    init() throws { start = try Instant(TestService.start).microseconds }

    /// Sends wrong tokens at one moment until the address is locked out, and says how many were taken before.
    private func exhaust(_ wrong: inout WrongTokens, at now: Int64) throws -> (taken: Int, seconds: Int64) {
        for taken in 0...WrongTokens.burstCount {
            if let until = wrong.count(key, at: now) { return (taken, (until - now) / Self.second) }
        }
        throw RangeError()
    }

    private struct RangeError: Error {}

    @Test func aBudgetAndThenALockOutThatDoubles() throws {
        var wrong = WrongTokens()
        var now = start
        var lockOuts: [Int64] = []
        let first = try exhaust(&wrong, at: now)
        #expect(first == (WrongTokens.burstCount, 1))
        lockOuts.append(first.seconds)
        for _ in 1..<11 {
            let seconds = try #require(lockOuts.last)
            // Within it, all that is sent is the same excess.
            #expect(wrong.count(key, at: now) == now + seconds * Self.second)
            #expect(wrong.lockedOut(key, at: now + seconds * Self.second - 1) != nil)
            now += seconds * Self.second
            #expect(wrong.lockedOut(key, at: now) == nil)
            let next = try exhaust(&wrong, at: now)
            #expect(next.taken == 0)
            lockOuts.append(next.seconds)
        }
        #expect(lockOuts == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    }

    /// At the pace at which it is forgiven, anybody can be wrong for ever.
    @Test func aFewEachSecondAreForgiven() {
        var wrong = WrongTokens()
        for number in 0..<10_000 {
            let now = start + Int64(number) * Self.second / Int64(WrongTokens.forgivenPerSecond)
            #expect(wrong.count(key, at: now) == nil)
        }
    }

    @Test func afterQuietAllIsForgiven() throws {
        var wrong = WrongTokens()
        let first = try exhaust(&wrong, at: start)
        let ended = start + first.seconds * Self.second
        let whole = Int64(WrongTokens.burstCount / WrongTokens.forgivenPerSecond) * Self.second
        var early = wrong
        #expect(try exhaust(&early, at: ended + whole - Self.second).seconds == 2)
        #expect(try exhaust(&wrong, at: ended + whole) == (WrongTokens.burstCount, 1))
    }

    @Test func otherAddressesAreNotMeant() throws {
        var wrong = WrongTokens()
        _ = try exhaust(&wrong, at: start)
        let other = WrongTokens.Key(high: 1, low: 3)
        #expect(wrong.lockedOut(other, at: start) == nil)
        #expect(wrong.count(other, at: start) == nil)
    }

    @Test func aClockThatIsPutBackForgives() throws {
        var wrong = WrongTokens()
        _ = try exhaust(&wrong, at: start)
        let earlier = start - 86_400 * Self.second
        #expect(wrong.lockedOut(key, at: earlier) == nil)
        #expect(try exhaust(&wrong, at: earlier) == (WrongTokens.burstCount, 1))
    }

    /// Tokens that were right from there go on; all others are refused without a look.
    @Test func whoWasRightFromThereGoesOn() throws {
        let lockOuts = LockOuts()
        let now = try Instant(TestService.start)
        let (here, there) = (try #require(NetworkAddress("192.0.2.1")), try #require(NetworkAddress("192.0.2.2")))
        let (right, guess) = (Digest.sha256(Array("right".utf8)), Digest.sha256(Array("guess".utf8)))
        func isLookedAt(_ hash: [UInt8]?, from address: NetworkAddress) -> Bool {
            (try? lockOuts.check(address, hash, at: now)) != nil
        }
        lockOuts.remember(right, from: here, at: now)
        for _ in 0..<WrongTokens.burstCount { try lockOuts.count(guess, from: here, at: now) }
        #expect(isLookedAt(guess, from: here))
        #expect(throws: TooManyWrongTokens.self) { try lockOuts.count(guess, from: here, at: now) }
        #expect(!isLookedAt(guess, from: here))
        #expect(!isLookedAt(nil, from: here))
        #expect(isLookedAt(right, from: here))
        #expect(isLookedAt(guess, from: there))
        // What was right and is not any more has no place there.
        #expect(throws: TooManyWrongTokens.self) { try lockOuts.count(right, from: here, at: now) }
        #expect(!isLookedAt(right, from: here))
    }
}
