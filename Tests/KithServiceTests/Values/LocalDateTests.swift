import Testing

@testable import KithService

struct LocalDateTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
        ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("1900-02-28", -25_509), ("1900-03-01", -25_508),
    ])
    func datesAndDayNumbersAgree(_ text: String, _ days: Int) throws {
        let date = try LocalDate(text)
        #expect(date.daysSinceEpoch == days)
        #expect(LocalDate(daysSinceEpoch: days) == date)
        #expect(date.canonical == text && date.description == text)
    }

    @Test func everyDayOfEightCenturiesFollowsTheOneBefore() {
        // A naive walk from 1600-01-01, a Saturday, to 2400, against the closed formulas.
        var (year, month, day, weekday) = (1600, 1, 1, 6)
        var number = -135_140
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while year <= 2400 {
            let date = LocalDate(year: year, month: month, day: day)
            guard let date, date.daysSinceEpoch == number, LocalDate(daysSinceEpoch: number) == date,
                date.year == year, date.month == month, date.day == day, date.weekday == weekday
            else {
                Issue.record("wrong on \(year)-\(month)-\(day)")
                return
            }
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            day += 1
            number += 1
            weekday = weekday == 7 ? 1 : weekday + 1
            if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
    }

    @Test(arguments: [LocalDate.first.daysSinceEpoch, LocalDate.last.daysSinceEpoch - 146_096])
    func everyDayNumberOfTheFirstAndLastFourCenturiesMakesADateThatKnowsIt(_ start: Int) {
        var last: LocalDate?
        for number in start..<start + 146_097 {
            guard let date = LocalDate(daysSinceEpoch: number), date.daysSinceEpoch == number,
                last.map({ $0 < date }) ?? true
            else {
                Issue.record("wrong on day \(number)")
                return
            }
            last = date
        }
    }

    @Test(arguments: [
        "", "2026", "2026-11", "2026-11-2", "2026-11-211", "26-11-21", "2026/11/21", "20261121", "2026-1-21",
        " 2026-11-21", "2026-11-21 ", "2026-11-21T00:00:00Z", "+026-11-21", "-026-11-21", "2026-11-2x", "٢٠٢٦-١١-٢١",
        "21-11-2026", "2026-11--1",
    ])
    func anotherFormIsRefused(_ text: String) {
        #expect(throws: LocalDate.Invalid.notADate) { try LocalDate(text) }
    }

    @Test(arguments: [
        "0000-01-01", "2026-00-01", "2026-13-01", "2026-01-00", "2026-01-32", "2026-02-29", "2024-02-30",
        "1900-02-29", "2100-02-29", "2026-04-31", "2026-06-31", "2026-09-31", "2026-11-31",
    ])
    func aDayThatTheCalendarLacksIsRefused(_ text: String) {
        #expect(throws: LocalDate.Invalid.noSuchDay) { try LocalDate(text) }
    }

    @Test func numbersOutsideTheCalendarMakeNoDate() {
        #expect(LocalDate(year: 0, month: 1, day: 1) == nil)
        #expect(LocalDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(LocalDate(year: 2026, month: 11, day: Int.max) == nil)
        #expect(LocalDate(daysSinceEpoch: -719_163) == nil)
        #expect(LocalDate(daysSinceEpoch: 2_932_897) == nil)
        #expect(LocalDate(daysSinceEpoch: .min) == nil)
    }

    @Test func daysAreAdded() throws {
        let date = try LocalDate("2024-02-28")
        #expect(date.adding(days: 1)?.canonical == "2024-02-29")
        #expect(date.adding(days: 2)?.canonical == "2024-03-01")
        #expect(date.adding(days: -59)?.canonical == "2023-12-31")
        #expect(date.adding(days: .max) == nil)
        #expect(date.adding(days: .min) == nil)
        #expect(LocalDate.last.adding(days: 1) == nil)
        #expect(LocalDate.first.adding(days: -1) == nil)
        #expect(try LocalDate("2024-03-01").days(since: date) == 2)
    }

    @Test func monthsAreAddedAndEndWithTheMonth() throws {
        let date = try LocalDate("2024-01-31")
        #expect(date.adding(months: 1)?.canonical == "2024-02-29")
        #expect(date.adding(months: 13)?.canonical == "2025-02-28")
        #expect(date.adding(months: 3)?.canonical == "2024-04-30")
        #expect(date.adding(months: -1)?.canonical == "2023-12-31")
        #expect(date.adding(months: 96)?.canonical == "2032-01-31")
        #expect(date.adding(months: .max) == nil)
        #expect(date.adding(months: .min) == nil)
        #expect(LocalDate.last.adding(months: 1) == nil)
        #expect(LocalDate.first.adding(months: -1) == nil)
        #expect(LocalDate.last.adding(months: -119_987)?.canonical == "0001-01-31")
    }

    @Test func aDayBeginsAtMidnight() throws {
        #expect(try LocalDate("2026-11-21").startInUTC.canonical == "2026-11-21T00:00:00Z")
        #expect(LocalDate.first.startInUTC == Instant.first)
    }
}
