import Testing

@testable import KithService

/// Every measure agrees with a plain calculation of its own, over histories that nobody chose.
@Suite struct MeasureTests {
    private func number(_ measure: Measure) -> Double? {
        if case .number(let number) = measure.value { return number }
        return nil
    }

    private func expectSame(_ measure: Measure, _ plain: Double?) {
        switch (number(measure), plain) {
        case (nil, nil): return
        case (let one?, let other?):
            #expect(abs(one - other) <= 1e-9, "\(measure.name)")
        default: Issue.record("\(measure.name): \(measure.value), \(plain as Any)")
        }
    }

    @Test func aThousandHistoriesAgree() throws {
        var random = SeededGenerator(seed: 2026)
        var numbers = 0
        for _ in 0..<1000 {
            let history = RandomHistory.make(&random)
            let days = [RandomHistory.day(&random), RandomHistory.day(&random)].sorted()
            let today = RandomHistory.day(&random)
            let set = MeasureSet(
                names: nil, level: nil, days: MeasureDays(first: days[0], last: days[1]), today: today)
            let plain = PlainMeasures(
                history: history, first: days[0].canonical, last: days[1].canonical, today: today.canonical)
            let measures = set.measures(of: history)
            #expect(Set(measures.map(\.name)) == Set(MeasureName.allCases))
            for measure in measures {
                compare(measure, plain, history, set)
                if number(measure) != nil { numbers += 1 }
            }
        }
        #expect(numbers > 15_000, "most have a number")
    }

    private func compare(_ measure: Measure, _ plain: PlainMeasures, _ history: History, _ set: MeasureSet) {
        switch measure.name {
        case .daysToFirstQuickStep:
            let done = history.steps.filter { $0.kind == "quick" }.compactMap(\.doneOn)
                .filter { $0.canonical <= set.days.last.canonical }.map(\.daysSinceEpoch)
            expectSame(measure, done.min().map { Double(max(0, $0 - history.began.daysSinceEpoch)) })
        case .promisesKept:
            let (kept, answered, unanswered) = plain.promises
            expectSame(measure, answered == 0 ? nil : Double(kept) / Double(answered))
            #expect(measure.n == answered && measure.unanswered == unanswered)
        case .whoActs:
            let quarter = "\(measure.days.first.year)-\((measure.days.first.month - 1) / 3)"
            let counts = plain.acting[quarter] ?? [:]
            let all = counts.values.reduce(0, +)
            expectSame(measure, all == 0 ? nil : Double(counts[measure.of ?? ""] ?? 0) / Double(all))
        case .failureDemand:
            let (failure, value, others) = plain.demand
            expectSame(measure, failure + value == 0 ? nil : Double(failure) / Double(failure + value))
            #expect(measure.n == failure + value && measure.unclassified == others)
        case .crisisCost:
            guard number(measure) != nil else { return }
            let began = history.began.daysSinceEpoch
            let count = min(set.days.count, min(set.days.last, set.today).daysSinceEpoch - began + 1)
            expectSame(measure, plain.cost(from: measure.of == "after" ? began : began - count, days: count))
            #expect(measure.days.count == count)
        default:
            expectSame(measure, plain.continuity(measure.name, measure.level))
        }
    }

    @Test func quartersAreThoseOfTheCalendar() throws {
        let days = MeasureDays(first: try LocalDate("2025-11-30"), last: try LocalDate("2026-04-01"))
        let quarters = days.quarters.map { "\($0.first)/\($0.last)" }
        #expect(quarters == ["2025-11-30/2025-12-31", "2026-01-01/2026-03-31", "2026-04-01/2026-04-01"])
        let whole = MeasureDays(first: try LocalDate("2026-01-01"), last: try LocalDate("2026-03-31"))
        #expect(whole.quarters == [whole])
        let end = MeasureDays(first: try LocalDate("9999-12-31"), last: .last)
        #expect(end.quarters == [end])
    }

    @Test func theLastTwelveMonthsAreAYear() throws {
        #expect(MeasureDays.year(to: try LocalDate("2026-11-21")).first == (try LocalDate("2025-11-22")))
        #expect(MeasureDays.year(to: try LocalDate("2024-02-29")).count == 366)
    }
}
