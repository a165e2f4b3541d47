import JSON
import Testing

@testable import KithService

/// What is said of groups of barriers, and of which days.
@Suite struct BarrierSummaryTests {
    /// A group, by its cases, people and barriers.
    private static func group(_ cases: Int64, people: Int64? = nil, barriers: Int64 = 7) -> BarrierSummary.Group {
        BarrierSummary.Group(
            key: "k", name: "K", barriers: barriers, cases: cases, people: people ?? cases)
    }

    private func written(_ groups: [BarrierSummary.Group]) throws -> JSONValue {
        let days = HalfYear.of(try LocalDate("2026-03-09"))
        var writer = JSONWriter()
        BarrierSummary(by: .kind, days, groups).write(to: &writer)
        return try JSON.read(writer.bytes())
    }

    /// The cases that are told of each group: nil where nothing is said.
    private func told(_ groups: [BarrierSummary.Group]) throws -> [Int64?] {
        try #require(try written(groups)["groups"]?.arrayValue).map { group in
            let isSaid = group["barriers"]?.isNull == false
            #expect(isSaid == (group["cases"]?.isNull == false) && isSaid == (group["reason"] == nil))
            return group["cases"]?.int64Value
        }
    }

    @Test func fewAreNotSpokenOf() throws {
        #expect(try told([]) == [])
        #expect(try told([Self.group(4)]) == [nil])
        #expect(try told([Self.group(5)]) == [5])
        #expect(try told([Self.group(0), Self.group(4), Self.group(5)]) == [nil, nil, 5])
        // One family in one case, and five cases of one person, are few.
        #expect(
            try told([Self.group(1, people: 9), Self.group(9, people: 1), Self.group(5, people: 5)]) == [nil, nil, 5])
    }

    @Test func casesAreToldInFives() throws {
        let groups = [5, 9, 10, 14, 15, 104].map { Self.group($0) }
        #expect(try told(groups) == [5, 5, 10, 10, 15, 100])
    }

    /// One alone could be told from a sum: it takes the smallest of the others along, whichever way that is counted.
    @Test func oneGroupIsNeverLeftOutAlone() throws {
        #expect(try told([Self.group(30), Self.group(2), Self.group(20)]) == [30, nil, nil])
        #expect(try told([Self.group(30, people: 6), Self.group(2), Self.group(20)]) == [nil, nil, 20])
        #expect(try told([Self.group(20), Self.group(2), Self.group(20)]) == [nil, nil, 20])
        #expect(try told([Self.group(2), Self.group(20)]) == [nil, nil])
        #expect(try told([Self.group(2), Self.group(2), Self.group(20)]) == [nil, nil, 20])
    }

    /// The sum is that of what is said, and tells no more.
    @Test func theSumIsOfWhatIsSaid() throws {
        let groups = [Self.group(30, barriers: 3), Self.group(2, barriers: 50), Self.group(20), Self.group(6)]
        let summary = try written(groups)
        #expect(summary["n"]?.int64Value == 10 && summary["excluded"]?.int64Value == 2)
        #expect(summary["from"]?.stringValue == "2026-01-01" && summary["to"]?.stringValue == "2026-06-30")
    }

    @Test(arguments: [
        ("2026-01-01", "2025-07-01", "2025-12-31"), ("2026-06-30", "2025-07-01", "2025-12-31"),
        ("2026-07-01", "2026-01-01", "2026-06-30"), ("2026-12-31", "2026-01-01", "2026-06-30"),
        ("2024-02-29", "2023-07-01", "2023-12-31"),
    ])
    func theLatestHalfYearHasEnded(_ today: String, _ first: String, _ last: String) throws {
        let half = HalfYear.latest(today: try LocalDate(today))
        #expect(half.first.canonical == first && half.last.canonical == last)
    }

    /// Whichever days are asked for, two half-years that are answered are the same or share no day.
    @Test func noTwoShareADay() throws {
        let today = try LocalDate("2026-11-21")
        var halves: Set<MeasureDays> = []
        var day = try LocalDate("2024-12-01")
        while day <= today {
            let next = try #require(day.adding(days: 1))
            for (from, to) in [(day, nil), (nil, day), (day, day), (day, next), (LocalDate.first, day)] {
                guard let half = try? HalfYear.asked(from: from, to: to, today: today) else { continue }
                #expect(half.last < today)
                halves.insert(half)
            }
            day = next
        }
        #expect(halves.count == 4)
        for one in halves {
            #expect(!halves.contains { $0 != one && ($0.contains(one.first) || $0.contains(one.last)) })
        }
    }
}
