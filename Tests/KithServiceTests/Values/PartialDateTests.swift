import Testing

@testable import KithService

struct PartialDateTests {
    @Test(arguments: [
        ("1984", "1984-01-01", "1984-12-31", PartialDate.Precision.year),
        ("1984-02", "1984-02-01", "1984-02-29", .month), ("1985-02", "1985-02-01", "1985-02-28", .month),
        ("1984-12", "1984-12-01", "1984-12-31", .month), ("1984-03-09", "1984-03-09", "1984-03-09", .day),
        ("0001", "0001-01-01", "0001-12-31", .year), ("9999", "9999-01-01", "9999-12-31", .year),
    ])
    func thePrecisionIsKept(
        _ text: String, _ earliest: String, _ latest: String, _ precision: PartialDate.Precision
    ) throws {
        let date = try PartialDate(text)
        #expect(date.canonical == text && date.description == text)
        #expect(date.earliest == (try LocalDate(earliest)))
        #expect(date.latest == (try LocalDate(latest)))
        #expect(date.precision == precision)
        #expect(PartialDate(year: date.year, month: date.month, day: date.day) == date)
        var bytes: [UInt8] = []
        date.writeText(to: &bytes)
        #expect(bytes == Array(text.utf8))
    }

    @Test(arguments: [
        "", "198", "19845", "1984-", "1984-3", "1984-03-", "1984-03-9", "1984-03-099", "1984-03-09-01", "1984/03",
        "c1984", "1984?", "1984-03-09T00:00:00Z", " 1984", "1984 ",
    ])
    func anotherFormIsRefused(_ text: String) {
        #expect(throws: PartialDate.Invalid.notADate) { try PartialDate(text) }
    }

    @Test(arguments: ["0000", "1984-00", "1984-13", "1985-02-29", "1984-04-31", "1984-01-00", "0000-01-01"])
    func aDateThatTheCalendarLacksIsRefused(_ text: String) {
        #expect(throws: PartialDate.Invalid.noSuchDay) { try PartialDate(text) }
    }

    @Test func aDayWithoutAMonthIsNoDate() {
        #expect(PartialDate(year: 1984, day: 9) == nil)
    }

    @Test func sortingIsByTheEarliestDayThenTheLeastPrecise() throws {
        let sorted = try ["1983-12-31", "1984", "1984-01", "1984-01-01", "1984-01-02", "1984-02", "1985"]
            .map { try PartialDate($0) }
        #expect(sorted.shuffled().sorted() == sorted)
    }

    @Test func sortingIsThatOfTheTexts() throws {
        var generator = SeededGenerator(seed: 3)
        func random() -> PartialDate? {
            let year = Int.random(in: 1983...1985, using: &generator)
            let month = Bool.random(using: &generator) ? Int.random(in: 1...3, using: &generator) : nil
            let day = month != nil && Bool.random(using: &generator) ? Int.random(in: 1...3, using: &generator) : nil
            return PartialDate(year: year, month: month, day: day)
        }
        for _ in 0..<5000 {
            let left = try #require(random())
            let right = try #require(random())
            #expect((left < right) == (left.canonical < right.canonical))
            #expect((left == right) == (left.canonical == right.canonical))
        }
    }

    @Test(arguments: [
        ("1984", "1985", true), ("1984", "1984", false), ("1984", "1984-12-31", false), ("1984-03", "1984", false),
        ("1984-03", "1984-04", true), ("1984-03-08", "1984-03-09", true), ("1984-03-31", "1984-04", true),
        ("1985", "1984", false),
    ])
    func certainlyBeforeLeavesNoDayOpen(_ left: String, _ right: String, _ expected: Bool) throws {
        let (left, right) = (try PartialDate(left), try PartialDate(right))
        #expect(left.isCertainlyBefore(right) == expected)
        if expected { #expect(!left.overlaps(right) && !right.overlaps(left) && !right.isCertainlyBefore(left)) }
    }

    @Test func aPartialDateMayBeEveryDayOfItsTime() throws {
        let march = try PartialDate("1984-03")
        for text in ["1984-03-01", "1984-03-31"] { #expect(march.mayBe(try LocalDate(text))) }
        for text in ["1984-02-29", "1984-04-01"] { #expect(!march.mayBe(try LocalDate(text))) }
        #expect(march.overlaps(try PartialDate("1984")))
        #expect(!march.overlaps(try PartialDate("1984-04")))
        #expect(PartialDate(try LocalDate("1984-03-09")).canonical == "1984-03-09")
    }
}
