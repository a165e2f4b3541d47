import Testing

@testable import KithService

/// What is missing is never taken for nothing.
@Suite struct PracticeMeasureTests {
    private let days: MeasureDays
    private let today: LocalDate

    init() throws {
        today = try LocalDate("2026-11-21")
        days = .year(to: today)
    }

    private func practice(_ steps: [History.Step]) throws -> PracticeMeasures {
        var history = History(began: try LocalDate("2026-01-10"))
        history.steps = steps
        return PracticeMeasures(history: history, days: days, today: today)
    }

    private func promise(due: String?, done: String? = nil, kept: Bool? = nil) throws -> History.Step {
        History.Step(
            due: try due.map { try LocalDate($0) }, doneOn: try done.map { try LocalDate($0) }, isPromise: true,
            kept: kept)
    }

    @Test func anUnansweredPromiseIsNotABrokenOne() throws {
        let measure = try practice([
            try promise(due: "2026-02-01", done: "2026-01-30", kept: true),
            try promise(due: "2026-02-01", done: "2026-03-01", kept: false),
            try promise(due: nil, done: "2026-03-01", kept: true),
            try promise(due: "2026-02-01"),
            // Neither due yet nor done, and out of these days.
            try promise(due: "2026-11-21"), try promise(due: "2026-12-01"), try promise(due: nil),
            try promise(due: "2025-02-01", kept: false),
        ]).promisesKept
        #expect(measure.value == .number(2.0 / 3))
        #expect(measure.n == 3 && measure.excluded == 1 && measure.unanswered == 1)
        let none = try practice([try promise(due: "2026-02-01")]).promisesKept
        #expect(none.value == .none(reason: "Nobody said whether any of them was kept."))
        #expect(try practice([]).promisesKept.value == .none(reason: "No promise was due in these days."))
    }

    @Test func theFirstQuickStepIsTheOneThatWasDoneFirst() throws {
        func quick(_ done: String?) throws -> History.Step {
            History.Step(kind: "quick", doneOn: try done.map { try LocalDate($0) })
        }
        let measure = try practice([try quick("2026-03-01"), try quick("2026-01-13"), try quick(nil)])
            .daysToFirstQuickStep
        #expect(measure.value == .number(3) && measure.n == 2 && measure.excluded == 1)
        #expect(try practice([try quick("2026-01-01")]).daysToFirstQuickStep.value == .number(0))
        #expect(
            try practice([try quick(nil)]).daysToFirstQuickStep.value == .none(reason: "No quick step is done yet."))
    }

    @Test func whatNobodyKnowsTheCostOfIsNotFree() throws {
        var history = History(began: try LocalDate("2026-10-13"))
        func use(_ on: String, _ service: String, _ count: Int64, _ cost: Double?) throws {
            history.uses.append(
                History.Use(
                    on: try LocalDate(on), service: service, count: count, unitCost: cost,
                    priceYear: cost == nil ? nil : 2024))
        }
        // 40 days on each side: from 3 September, and until 21 November.
        try use("2026-09-02", "arrest", 9, 100)
        try use("2026-09-03", "arrest", 2, 100)
        try use("2026-10-12", "ambulance", 3, nil)
        try use("2026-10-12", "ambulance", 1, nil)
        try use("2026-10-13", "arrest", 1, 50.5)
        let measures = CrisisCost(history, days, today: today).measures
        #expect(measures.map(\.of) == ["before", "after"])
        #expect(measures.map(\.value) == [.number(200), .number(50.5)])
        #expect(measures.map(\.days.count) == [40, 40])
        #expect(measures.map(\.n) == [1, 1] && measures.map(\.excluded) == [2, 0])
        #expect(measures[0].uncosted?.map(\.service) == ["ambulance"] && measures[0].uncosted?.map(\.count) == [4])
        history.uses.removeAll { $0.unitCost != nil }
        let unknown = CrisisCost(history, days, today: today).measures
        #expect(unknown[0].value == .none(reason: "What the services that were used cost is not known."))
        guard case .none(let reason) = unknown[1].value else {
            Issue.record("nothing written down is not nothing")
            return
        }
        #expect(reason.contains("not the same as none"))
        let early = MeasureDays(first: days.first, last: try LocalDate("2026-10-12"))
        #expect(CrisisCost(history, early, today: today).needed == nil)
    }
}
