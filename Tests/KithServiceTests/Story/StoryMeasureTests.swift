import HTTP
import JSON
import Testing

@testable import KithService

/// The measures of two years, worked out by hand from the story and the formulas, and not from the code.
///
/// His contacts in their order, each by whom (Ruth, Tom, Bex, Owen, Nadia), the agency and the demand
/// (failure, value, - for not said or not classified):
///
///      1 R - -   2 R - -   3 R - v   4 R surgery f    5 R housing f   6 R benefits f
///      7 T - v   8 T benefits f      9 R surgery v   10 R surgery v  11 R - v  12 R - v
///     13 B - v  14 R - -  15 B - v  16 B - v         17 B housing v  18 B - v
///     19 O - -  20 O - -  21 O hospital f            22 O police f   23 O - v  24 N - v
///     25 O - v  26 O surgery v      27 O - v  28 O - v  29 O - v     30 O housing f
@Suite struct StoryMeasureTests {
    /// A number, or none, of how many records, and how many were left out.
    private struct Expected {
        let measure: String
        var value: Double?
        var n: Int
        var excluded = 0
    }

    private static let all = "?from=2024-11-04&to=2026-11-03"
    private static let part = "?from=2025-07-01&to=2026-02-28"

    /// All 30 contacts.
    ///
    /// Workers R 11, T 2, B 5, O 11, N 1: Σn² = 121 + 4 + 25 + 121 + 1 = 272, and 21 of the 29 pairs that follow one
    /// another are with one worker (R 5, T 1, R 3, B 3, O 4, O 5). Agencies in their order: surgery, housing, benefits,
    /// benefits, surgery, surgery, housing, hospital, police, surgery, housing: 4, 3, 2, 1, 1 of 11, Σn² = 31, and two
    /// pairs of ten.
    /// Tom's two, Ruth's farewell under Bex and Nadia's one are not with the lead of their day: 26 of 30.
    private static let wholeContinuity = [
        Expected(measure: "upc worker", value: 11.0 / 30, n: 30),
        Expected(measure: "upc agency", value: 4.0 / 11, n: 11, excluded: 19),
        Expected(measure: "coci worker", value: 242.0 / 870, n: 30),
        Expected(measure: "coci agency", value: 20.0 / 110, n: 11, excluded: 19),
        Expected(measure: "herfindahl worker", value: 272.0 / 900, n: 30),
        Expected(measure: "herfindahl agency", value: 31.0 / 121, n: 11, excluded: 19),
        Expected(measure: "effective_number worker", value: 900.0 / 272, n: 30),
        Expected(measure: "effective_number agency", value: 121.0 / 31, n: 11, excluded: 19),
        Expected(measure: "secon worker", value: 21.0 / 29, n: 30),
        Expected(measure: "secon agency", value: 2.0 / 10, n: 11, excluded: 19),
        Expected(measure: "lead_continuity", value: 26.0 / 30, n: 30),
        Expected(measure: "lead_changes", value: 2, n: 2),
        Expected(measure: "agencies_met", value: 5, n: 11, excluded: 19),
    ]

    /// What was agreed, and what they came with.
    ///
    /// The kettle came four days in; quick steps done: the kettle, the meter, the keys and the lock, and not the call
    /// and the bulb. Promises: the kettle, the meter, what was told the tribunal and the keys were kept, the post came
    /// six days late, the call was forgotten, of the grave nobody said; the roof is not due yet. Seven contacts were
    /// caused by a failure (4, 5, 6, 8, 21, 22, 30), 18 not, five do not say (1, 2, 14, 19, 20).
    private static let wholePractice = [
        Expected(measure: "days_to_first_quick_step", value: 4, n: 4, excluded: 2),
        Expected(measure: "promises_kept", value: 4.0 / 6, n: 6, excluded: 1),
        Expected(measure: "failure_demand", value: 7.0 / 25, n: 25, excluded: 5),
    ]

    /// What the crises cost, in 730 days each, from 2022-11-05 and from 2024-11-04.
    ///
    /// Before: three attendances at 210.50 and an ambulance at 390; the arrest was a day too early. From then on: an
    /// ambulance, two attendances, an arrest at 730 and two nights at 512.25. The police incidents have no cost: they
    /// are listed, and not nothing.
    private static let wholeCost = [
        Expected(measure: "crisis_cost before", value: 3 * 210.5 + 390, n: 3, excluded: 1),
        Expected(measure: "crisis_cost after", value: 390 + 2 * 210.5 + 730 + 2 * 512.25, n: 5, excluded: 1),
    ]

    /// From the first of July to the end of February: contacts 15 to 25.
    ///
    /// Workers B 4, O 6, N 1: Σn² = 53; of 10 pairs B 3 and O 4. Agencies: housing, hospital, police.
    /// Nadia's one is not with the lead. The crisis is compared over 243 days each: from 2024-03-06 (an ambulance and
    /// two attendances), and up to 2025-07-04 (Christmas).
    private static let ofAPart = [
        Expected(measure: "upc worker", value: 6.0 / 11, n: 11),
        Expected(measure: "upc agency", value: 1.0 / 3, n: 3, excluded: 8),
        Expected(measure: "coci worker", value: 42.0 / 110, n: 11),
        Expected(measure: "coci agency", value: 0, n: 3, excluded: 8),
        Expected(measure: "herfindahl worker", value: 53.0 / 121, n: 11),
        Expected(measure: "herfindahl agency", value: 1.0 / 3, n: 3, excluded: 8),
        Expected(measure: "effective_number worker", value: 121.0 / 53, n: 11),
        Expected(measure: "effective_number agency", value: 3, n: 3, excluded: 8),
        Expected(measure: "secon worker", value: 7.0 / 10, n: 11),
        Expected(measure: "secon agency", value: 0, n: 3, excluded: 8),
        Expected(measure: "lead_continuity", value: 10.0 / 11, n: 11),
        Expected(measure: "lead_changes", value: 1, n: 1),
        Expected(measure: "agencies_met", value: 3, n: 3, excluded: 8),
        Expected(measure: "days_to_first_quick_step", value: 4, n: 4, excluded: 2),
        Expected(measure: "promises_kept", value: 1, n: 1, excluded: 1),
        Expected(measure: "failure_demand", value: 2.0 / 9, n: 9, excluded: 2),
        Expected(measure: "crisis_cost before", value: 390 + 2 * 210.5, n: 2, excluded: 1),
        Expected(measure: "crisis_cost after", value: 210.5, n: 1),
    ]

    /// Both of his cases as one: Tom's three contacts of 2026 come between Owen's, the second of them with housing.
    ///
    /// R 11, T 5, B 5, O 11, N 1: Σn² = 293; of Owen's five pairs two are parted and one of Tom's is new: 20 of 32.
    /// Agencies 4, 4, 2, 1, 1 of 12: Σn² = 38, three pairs. Tom leads where he writes: 29 of 33.
    private static let ofBothCases = [
        Expected(measure: "upc worker", value: 11.0 / 33, n: 33),
        Expected(measure: "upc agency", value: 4.0 / 12, n: 12, excluded: 21),
        Expected(measure: "coci worker", value: 260.0 / 1056, n: 33),
        Expected(measure: "coci agency", value: 26.0 / 132, n: 12, excluded: 21),
        Expected(measure: "herfindahl worker", value: 293.0 / 1089, n: 33),
        Expected(measure: "herfindahl agency", value: 38.0 / 144, n: 12, excluded: 21),
        Expected(measure: "effective_number worker", value: 1089.0 / 293, n: 33),
        Expected(measure: "effective_number agency", value: 144.0 / 38, n: 12, excluded: 21),
        Expected(measure: "secon worker", value: 20.0 / 32, n: 33),
        Expected(measure: "secon agency", value: 3.0 / 11, n: 12, excluded: 21),
        Expected(measure: "lead_continuity", value: 29.0 / 33, n: 33),
        Expected(measure: "lead_changes", value: 2, n: 2),
        Expected(measure: "agencies_met", value: 5, n: 12, excluded: 21),
        Expected(measure: "days_to_first_quick_step", value: 4, n: 4, excluded: 2),
        Expected(measure: "promises_kept", value: 4.0 / 6, n: 6, excluded: 1),
        Expected(measure: "failure_demand", value: 8.0 / 27, n: 27, excluded: 6),
    ]

    /// How many steps were done for, with and by him in a quarter, and of how many nobody said.
    private static func quarter(_ first: String, _ done: (for: Int, with: Int, by: Int), _ unsaid: Int = 0)
        -> [Expected]
    {
        let n = done.for + done.with + done.by
        return [("for", done.for), ("with", done.with), ("by", done.by)].map { who, count in
            Expected(
                measure: "who_acts \(who)_person \(first)", value: Double(count) / Double(n), n: n, excluded: unsaid)
        }
    }

    /// The steps of his own case by quarter; the second case adds one with him in the second quarter of 2026.
    private static func quarters(withSofa: Bool = false) -> [Expected] {
        quarter("2024-11-04", (2, 0, 0)) + quarter("2025-01-01", (1, 1, 0), 1) + quarter("2025-04-01", (1, 2, 0))
            + quarter("2025-07-01", (0, 1, 2)) + quarter("2025-10-01", (0, 0, 1)) + quarter("2026-01-01", (2, 1, 0))
            + quarter("2026-04-01", (0, withSofa ? 2 : 1, 1)) + quarter("2026-07-01", (0, 0, 2))
            + quarter("2026-10-01", (0, 0, 1))
    }

    private let held: Scenario.Held

    init() throws {
        held = try Scenario.twoYears.tell { _ in }
    }

    private func answer(_ target: String, by who: String) throws -> String {
        let response = try held.test.ask("GET", held.resolve(target), by: held.colleague(who))
        #expect(response.status == .ok)
        return try response.text
    }

    private func measures(_ target: String, by who: String) throws -> [JSONValue] {
        try #require(try JSON.read(answer(target, by: who))["measures"]?.arrayValue)
    }

    /// Each measure that was answered is one that was worked out, and the other way round.
    private func compare(_ target: String, by who: String, _ expected: [Expected]) throws {
        var found: [String: JSONValue] = [:]
        for measure in try measures(target, by: who) {
            let name = try #require(measure["measure"]?.stringValue)
            let first = name == "who_acts" ? measure["from"]?.stringValue : nil
            let words = [name, measure["level"]?.stringValue, measure["of"]?.stringValue, first]
            found[words.compactMap(\.self).joined(separator: " ")] = measure
        }
        #expect(Set(found.keys) == Set(expected.map(\.measure)))
        for one in expected {
            let measure = try #require(found[one.measure], "\(one.measure)")
            let value = measure["value"].flatMap(Double.init(json:))
            #expect(isSame(value, one.value), "\(one.measure): \(value as Double?) is not \(one.value as Double?)")
            #expect(measure["n"]?.int64Value == Int64(one.n), "\(one.measure)")
            #expect(measure["excluded"]?.int64Value == Int64(one.excluded), "\(one.measure)")
        }
    }

    private func isSame(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) < 1e-9
    }

    @Test func twoYears() throws {
        let expected = Self.wholeContinuity + Self.wholePractice + Self.wholeCost + Self.quarters()
        try compare("/v1/cases/$case/measures" + Self.all, by: "owen", expected)
    }

    /// Quarters are cut where the days end: of the third, January and February are left, without the stairs of March.
    @Test func eightMonths() throws {
        let expected =
            Self.ofAPart + Self.quarter("2025-07-01", (0, 1, 2)) + Self.quarter("2025-10-01", (0, 0, 1))
            + Self.quarter("2026-01-01", (2, 0, 0))
        try compare("/v1/cases/$case/measures" + Self.part, by: "owen", expected)
    }

    @Test func bothOfHisCases() throws {
        let expected = Self.ofBothCases + Self.wholeCost + Self.quarters(withSofa: true)
        try compare("/v1/people/$mal/measures" + Self.all, by: "nadia", expected)
    }

    /// What is asked for in one level is what the whole says of it.
    @Test(arguments: ["worker", "agency"])
    func oneLevel(_ level: String) throws {
        let whole = try measures("/v1/cases/$case/measures" + Self.all, by: "owen")
        let one = try measures("/v1/cases/$case/measures" + Self.all + "&level=\(level)", by: "owen")
        #expect(one == whole.filter { [nil, level].contains($0["level"]?.stringValue) } && one.count < whole.count)
    }

    /// To each lead his measures are those of the case that they lead: no number tells of the other.
    @Test func toEachLeadTheirOwn() throws {
        for (who, supportCase) in [("owen", "$case"), ("tom", "$sofa")] {
            let person = try answer("/v1/people/$mal/measures" + Self.all, by: who)
            #expect(person == (try answer("/v1/cases/\(supportCase)/measures" + Self.all, by: who)))
        }
    }

    /// What is not known shows beside the number that was made without it.
    @Test func whatIsNotKnownIsSaid() throws {
        let measures = try measures("/v1/cases/$case/measures" + Self.all, by: "owen")
        func find(_ name: String, _ of: String? = nil) -> JSONValue? {
            measures.first { $0["measure"]?.stringValue == name && $0["of"]?.stringValue == of }
        }
        #expect(find("promises_kept")?["unanswered"]?.int64Value == 1)
        #expect(find("failure_demand")?["unclassified"]?.int64Value == 5)
        for (side, count, years, from) in [
            ("before", 3, "[2024]", "2022-11-05"), ("after", 1, "[2023,2024]", "2024-11-04"),
        ] {
            let cost = try #require(find("crisis_cost", side))
            #expect(cost["uncosted"].map(JSON.text) == #"[{"service":"police_incident","count":\#(count)}]"#)
            #expect(cost["price_years"].map(JSON.text) == years)
            #expect(cost["from"]?.stringValue == from)
        }
    }
}
