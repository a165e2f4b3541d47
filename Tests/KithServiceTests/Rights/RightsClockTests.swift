import JSON
import Testing

@testable import KithService

/// By which day a request is due: the examples of the law and of the ICO's guidance, worked by hand.
@Suite struct RightsClockTests {
    private func due(
        _ received: String, _ pauses: String = "[]", extended: String? = nil, holidays: [String] = []
    ) throws -> String? {
        var draft = Draft<RightsRequest>()
        draft[RightsRequest.receivedOn] = try LocalDate(received)
        draft[RightsRequest.pauses] = try JSON.read(pauses)
        draft[RightsRequest.extendedOn] = try extended.map { try LocalDate($0) }
        let clock = RightsClock(holidays: Set(try holidays.map { try LocalDate($0) }))
        return try clock.filled(draft, today: try LocalDate("2026-11-21"))[RightsRequest.dueOn]?.canonical
    }

    @Test(arguments: [
        ("2026-09-03", "2026-10-05", "the third of October is a Saturday"), ("2026-09-02", "2026-10-02", "a Friday"),
        ("2026-01-30", "2026-03-02", "the last of February is a Saturday"), ("2027-12-29", "2028-01-31", "a Saturday"),
        ("2028-01-31", "2028-02-29", "a leap day"), ("2026-03-31", "2026-04-30", "a shorter month"),
    ])
    func aMonthIsTheSameDayOfTheNextOrItsLast(received: String, expected: String, why: String) throws {
        #expect(try due(received) == expected, "\(why)")
    }

    @Test func aHolidayMovesItOnPastWeekends() throws {
        #expect(try due("2026-11-25") == "2026-12-25")
        #expect(try due("2026-11-25", holidays: ["2026-12-25", "2026-12-28"]) == "2026-12-29")
    }

    @Test func daysOfAPauseDoNotCount() throws {
        let clear = #"[{"from": "2026-09-04", "to": "2026-09-04", "why": "clarification"}]"#
        #expect(try due("2026-09-01") == "2026-10-01")
        #expect(try due("2026-09-01", clear) == "2026-10-02")
        // What was asked before the person had shown who they are costs nothing of the month.
        let both = """
            [{"from": "2026-09-02", "to": "2026-09-03", "why": "clarification"},
             {"from": "2026-09-04", "to": "2026-09-10", "why": "identity"},
             {"from": "2026-09-14", "to": "2026-09-15", "why": "clarification"}]
            """
        #expect(try due("2026-09-01", both) == "2026-10-12")
        #expect(try due("2026-09-01", #"[{"from": "2026-09-02", "why": "identity"}]"#) == nil)
    }

    @Test func twoMonthsMoreAreCountedFromTheBeginning() throws {
        #expect(try due("2026-08-31", extended: "2026-09-30") == "2026-11-30")
        #expect(throws: AppError.self) { try due("2026-08-31", extended: "2026-10-01") }
    }
}
