import Synchronization
import Testing

@testable import KithService

struct IDSourceTests {
    @Test func aNewIDIsOfVersionSevenAndBearsItsTime() throws {
        let now = try Instant("2026-11-21T09:30:00.123Z")
        for source in [SystemIDSource(clock: ManualClock(now)), SeededIDSource(seed: 1, clock: ManualClock(now))]
            as [any IDSource]
        {
            for _ in 0..<1000 {
                let id = source.next()
                #expect(id.version == 7)
                #expect(id.low >> 62 == 0b10)
                #expect(id.madeAt == now)
            }
        }
    }

    /// Nor does it stand beside those that were made in the same millisecond, as others do.
    @Test func aRandomIDTellsNothing() throws {
        let clock = ManualClock(try Instant("2026-11-21T09:30:00.123Z"))
        for source in [SystemIDSource(clock: clock), SeededIDSource(seed: 1, clock: clock)] as [any IDSource] {
            let (before, ids, after) = (source.next(), (0..<1000).map { _ in source.random() }, source.next())
            #expect(ids.allSatisfy { $0.version == 4 && $0.low >> 62 == 0b10 && $0.madeAt == nil })
            #expect(Set(ids).count == ids.count && Set(ids.map { $0.low >> 40 }).count > 990)
            #expect(before < after, "the others rise as ever")
        }
    }

    @Test func theTimeStandsWhereTheStandardPutsIt() throws {
        // RFC 9562, appendix A.6: 2022-02-22T14:22:22.00-05:00 is 017F22E2-79B0.
        let clock = ManualClock(try Instant("2022-02-22T14:22:22.00-05:00"))
        #expect(SystemIDSource(clock: clock).next().description.hasPrefix("017f22e2-79b0-7"))
    }

    @Test func oneSeedGivesOneSequence() {
        let clock = ManualClock(.epoch)
        let first = SeededIDSource(seed: 42, clock: clock)
        let second = SeededIDSource(seed: 42, clock: clock)
        let other = SeededIDSource(seed: 43, clock: clock)
        let ids = (0..<100).map { _ in first.next() }
        #expect(ids == (0..<100).map { _ in second.next() })
        #expect(ids != (0..<100).map { _ in other.next() })
    }

    @Test func idsRiseWhenTheClockStandsStillAndWhenItGoesBack() throws {
        let clock = ManualClock(try Instant("2026-11-21T09:30:00Z"))
        let source = SystemIDSource(clock: clock)
        var last = source.next()
        for round in 0..<20_000 {
            if round % 7 == 0 { clock.advance(milliseconds: round % 2 == 0 ? -50 : 30) }
            let id = source.next()
            #expect(last < id)
            last = id
        }
    }

    @Test func aSequenceGoesOnAfterAnIDMadeBefore() throws {
        var generator = SeededGenerator(seed: 5)
        let last = try #require(ID("0192f0c1-7a3e-7cc4-bfff-fffffffffffe"))
        var sequence = IDSequence(after: last)
        let next = sequence.next(at: .epoch, using: &generator)
        // The lower bits run over into the upper twelve, and the time stays.
        #expect(next.description.hasPrefix("0192f0c1-7a3e-7cc5-8000-0"))
        let later = sequence.next(at: try Instant("2026-11-21T09:30:00Z"), using: &generator)
        #expect(later.madeAt?.canonical == "2026-11-21T09:30:00Z")
    }

    @Test func whenTheRandomBitsRunOutTheNextMillisecondIsUsed() throws {
        var generator = SeededGenerator(seed: 6)
        let last = try #require(ID("0192f0c1-7a3e-7fff-bfff-ffffffffffff"))
        var sequence = IDSequence(after: last)
        let next = sequence.next(at: .epoch, using: &generator)
        #expect(next.description.hasPrefix("0192f0c1-7a3f-7"))
        #expect(next.low >> 62 == 0b10)
        #expect(next < sequence.next(at: .epoch, using: &generator))
    }

    @Test func aTimeBeforeTheEpochCountsAsTheEpoch() throws {
        let source = SystemIDSource(clock: ManualClock(try Instant("1950-01-01T00:00:00Z")))
        #expect(source.next().madeAt == .epoch)
    }

    @Test func manyTasksGetRisingIDsAndNoneTwice() async {
        let source = SystemIDSource()
        let batches = await withTaskGroup(of: [ID].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<5000).map { _ in source.next() } }
            }
            var batches: [[ID]] = []
            for await batch in group { batches.append(batch) }
            return batches
        }
        for batch in batches {
            #expect(zip(batch, batch.dropFirst()).allSatisfy { $0 < $1 })
        }
        #expect(Set(batches.joined()).count == 40_000)
    }

    @Test func theSeededNumbersAreThoseOfSplitMix() {
        // The first numbers of seed 1234567 of the reference program.
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
    }
}
