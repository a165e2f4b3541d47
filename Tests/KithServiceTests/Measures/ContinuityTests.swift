import Testing

@testable import KithService

/// The test vectors of the measures of continuity.
@Suite struct ContinuityTests {
    /// Contacts of so many with each provider, one provider after the other.
    private func continuity(_ counts: [Int]) -> Continuity {
        Continuity(counts.enumerated().flatMap { provider, count in Array(repeating: provider, count: count) })
    }

    private func rounded(_ number: Double?, _ places: Double) throws -> Double {
        (try #require(number) * places).rounded() / places
    }

    @Test func twoHalves() {
        let continuity = continuity([3, 3])
        #expect(continuity.usualProvider == 0.5)
        #expect(continuity.biceBoxerman == 0.4)
        #expect(continuity.herfindahl == 0.5)
        #expect(continuity.effectiveNumber == 2)
    }

    @Test func oneUsualAndThreeOthers() {
        #expect(continuity([3, 1, 1, 1]).biceBoxerman == 0.2)
    }

    @Test func twentyEightAgenciesOnceEach() throws {
        let continuity = continuity(Array(repeating: 1, count: 28))
        #expect(continuity.biceBoxerman == 0)
        #expect(try rounded(continuity.usualProvider, 10_000) == 0.0357)
        #expect(continuity.effectiveNumber == 28)
        #expect(continuity.sequential == 0)
    }

    @Test func oneWhoStays() throws {
        let continuity = continuity([20, 2, 2, 2, 2])
        #expect(try rounded(continuity.usualProvider, 1000) == 0.714)
        #expect(try rounded(continuity.biceBoxerman, 1000) == 0.513)
        #expect(try rounded(continuity.effectiveNumber, 1000) == 1.885)
    }

    @Test func thereAndBack() throws {
        #expect(try rounded(Continuity(["A", "A", "B", "A"]).sequential, 1000) == 0.333)
    }

    @Test func ofTooFewThereIsNone() {
        let none = Continuity([Int]())
        #expect(none.usualProvider == nil && none.herfindahl == nil && none.effectiveNumber == nil)
        #expect(none.biceBoxerman == nil && none.sequential == nil)
        let one = continuity([1])
        #expect(one.usualProvider == 1 && one.herfindahl == 1 && one.effectiveNumber == 1)
        #expect(one.biceBoxerman == nil && one.sequential == nil)
    }
}
