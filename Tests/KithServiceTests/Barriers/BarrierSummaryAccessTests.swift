import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What can be told from a summary of barriers, and by whom: nothing of few cases, whatever is asked.
@Suite struct BarrierSummaryAccessTests {
    private static let threshold = #", "kind": "threshold", "place": "Wharf Rows""#
    private static let rule = #", "kind": "rule", "place": "Hill Side""#
    private static let silo = #", "kind": "silo", "place": "The quay""#

    /// One case behind a group, or four, or none of which anybody knows: every answer is the same, byte for byte.
    @Test func howManyAreFewIsNotTold() throws {
        let answers = try [[0], [0, 1, 2, 3], []].map { few in
            let table = try BarrierTable(cases: 12)
            try table.add(Self.threshold, in: 0..<12)
            try table.add(Self.rule, in: few)
            try table.add(Self.silo, in: [0])
            return try table.everything(by: try table.waitForJuly())
        }
        #expect(answers[0] == answers[1] && answers[0] == answers[2])
        #expect(answers[0][0].contains(#""group":"threshold","name":"A threshold","barriers":1,"cases":10}"#))
    }

    /// One case more or less shows nowhere but where a five is full.
    @Test func oneCaseMoreDoesNotShow() throws {
        let answers = try (10...15).map { count in
            let table = try BarrierTable(cases: 15)
            try table.add(Self.threshold, in: 0..<count)
            return try table.everything(by: try table.waitForJuly())
        }
        #expect(answers.dropLast().allSatisfy { $0 == answers[0] })
        #expect(answers[5] != answers[0])
    }

    /// Who is asked for does not change what is counted: neither their role, nor the cases that they read.
    @Test func everybodyIsToldTheSame() throws {
        let table = try BarrierTable(cases: 6)
        try table.add(Self.threshold, in: 0..<6)
        try table.add(Self.rule, in: [0])
        try table.add(Self.silo, in: [1])
        let told = try table.everything(by: try table.waitForJuly())
        for reader in [table.writer] + (try [Role.practitioner, .supervisor].map { try table.test.makeColleague($0) }) {
            #expect(try table.everything(by: reader) == told)
        }
        for role in [Role.connector, .auditor, .admin] {
            let reader = try table.test.makeColleague(role)
            #expect(try table.test.status("GET", "/v1/barriers/summary", by: reader) == 403)
        }
    }

    /// What its case has not shared is not there: not as a number, not as a group, also for who reads the case.
    @Test func whatIsNotSharedIsNotCounted() throws {
        let answers = try [false, true].map { isThere in
            let table = try BarrierTable(cases: 6)
            try table.add(Self.threshold, in: 0..<6)
            if isThere {
                let agency = #", "agency": "\#(table.agencies[0])""#
                try table.add(Self.rule + agency + #", "shared": false"#, in: 0..<6)
            }
            let learner = try table.waitForJuly()
            return try table.everything(by: table.writer) + table.everything(by: learner)
        }
        #expect(answers[0] == answers[1])
    }

    /// The cases of one family, and several cases of one person, are few.
    @Test func oneFamilyIsFew() throws {
        var table = try BarrierTable(cases: 6)
        for _ in 0..<6 { try table.open(for: [0]) }
        try table.open(for: [0, 1, 2, 3, 4, 5])
        try table.add(Self.threshold, in: 0..<6)
        try table.add(Self.rule, in: 6..<12)
        try table.add(Self.silo, in: [12])
        let told = try table.everything(by: try table.waitForJuly())[0]
        let groups = try #require(try JSON.read(told)["groups"]?.arrayValue)
        #expect(groups.map { $0["group"]?.stringValue } == ["rule", "threshold", "silo"])
        #expect(groups.map { $0["cases"]?.int64Value } == [nil, 5, nil])
    }

    /// Neither a day more, nor the half-year that is not over, nor a part of a group can be asked for.
    @Test func nothingInBetweenCanBeAskedFor() throws {
        let table = try BarrierTable(cases: 6)
        try table.add(Self.threshold, in: 0..<6)
        let learner = try table.waitForJuly()
        for query in [
            "from=2026-01-02", "to=2026-06-29", "from=2025-07-01&to=2026-06-30", "from=2026-07-01", "to=2026-12-31",
            "from=2026-01-01&to=2025-12-31", "kind=threshold", "agency=\(table.agencies[0])", "by=kind,agency",
            "by=case",
            "shared=true", "include=total", "by=kind&by=place",
        ] {
            #expect(try table.test.status("GET", "/v1/barriers/summary?\(query)", by: learner) == 400, "\(query)")
        }
        let same = ["", "?from=2026-01-01", "?to=2026-06-30", "?from=2026-01-01&to=2026-06-30&by=kind"]
        let told = try same.map { try table.test.ask("GET", "/v1/barriers/summary\($0)", by: learner).text }
        #expect(Set(told).count == 1)
    }

    /// That somebody looked is in the trail, and nothing of what they saw.
    @Test func thatSomebodyLookedIsInTheTrail() throws {
        let table = try BarrierTable(cases: 5)
        try table.add(Self.threshold, in: 0..<5)
        let learner = try table.waitForJuly()
        _ = try table.everything(by: learner)
        let rows = try table.test.trail(of: learner.id)
        #expect(rows.count == 3)
        #expect(rows.allSatisfy { $0["route"]?.stringValue == "/v1/barriers/summary" })
        #expect(rows.allSatisfy { $0["outcome"]?.int64Value == 200 })
        #expect(!JSON.text(.array(rows)).contains("threshold"))
    }

    /// The statements go along indexes, and walk nothing but what they chose.
    @Test(arguments: BarrierGrouping.allCases) func nothingIsWalked(_ grouping: BarrierGrouping) throws {
        let table = try BarrierTable(cases: 0)
        let db = try Connection(path: table.test.path, options: .reader)
        var steps: [String] = []
        let values = (0..<5).map { _ in SQLiteValue.text("2026") }
        try db.queryText("EXPLAIN QUERY PLAN " + BarrierSummaryStore.sql(grouping).text, values) {
            steps.append($0.string(3))
        }
        #expect(
            steps.contains { $0.hasPrefix("SEARCH barriers USING INDEX learning_barriers_by_creation (created_at>") })
        for (name, index) in [("link", "links_of_barrier"), ("own", "PRIMARY KEY")] {
            #expect(steps.contains { $0.hasPrefix("SEARCH \(name) USING") && $0.contains(index) }, "\(steps)")
        }
        let walked = steps.filter { $0.hasPrefix("SCAN") }.map { $0.split(separator: " ")[1] }
        #expect(walked.allSatisfy { ["chosen", "case_readers"].contains($0) }, "\(steps)")
    }
}
