import SQLite
import Testing

@testable import KithService

/// Deciding is quick however many cases there are: each arm of the view is looked up, and none is walked.
@Suite struct PlanTests {
    private static let worker = "'019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f'"
    private static let id = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"
    private static let now = "'2026-11-21T09:30:00Z'"
    private static let marks = AccessRule.Marks(worker: worker, now: now)

    private func plan(_ sql: String) throws -> [String] {
        let test = try TestService()
        let db = try Connection(path: test.path, options: .reader)
        var steps: [String] = []
        try db.queryText("EXPLAIN QUERY PLAN " + sql, []) { steps.append($0.string(3)) }
        return steps
    }

    @Test(arguments: [
        "SELECT 1 WHERE \(AccessSQL.reads(case: worker, marks))", AccessSQL.cases(marks),
        "SELECT 1 WHERE \(AccessSQL.reads(person: worker, marks))", AccessSQL.people(marks),
        "SELECT 1 WHERE \(AccessSQL.knows(person: worker, marks))",
        "SELECT 1 WHERE \(AccessSQL.household.single(worker, marks))",
        "SELECT 1 FROM household_members WHERE household = \(worker) AND \(AccessSQL.livesBesideAll(marks))",
    ])
    func noTableIsWalked(_ sql: String) throws {
        let steps = try plan(sql)
        #expect(steps.filter { $0.hasPrefix("SEARCH") }.count >= 8)
        let walked = steps.filter { $0.hasPrefix("SCAN") }.map { $0.split(separator: " ")[1] }
        #expect(walked.allSatisfy { ["case_readers", "CONSTANT"].contains($0) }, "\(steps)")
    }

    /// With a constant worker and a constant case each arm is found by both.
    @Test func workerAndCaseReachEveryArm() throws {
        let steps = try plan("SELECT 1 WHERE \(AccessSQL.reads(case: Self.worker, Self.marks))")
        for table in ["case_leads", "lead", "case_covers", "case_team", "access_grants"] {
            let found = steps.filter { $0.hasPrefix("SEARCH \(table) ") }
            #expect(!found.isEmpty)
            #expect(found.allSatisfy { $0.contains("case=?") }, "\(found)")
        }
    }

    /// A page of a caller's cases goes along the index of their leads: it reads no more of them than it shows.
    @Test func aPageOfCasesIsMergedOfIndexes() throws {
        let ways = AccessSQL.casesOfList(Self.marks).map { "SELECT created_at, id FROM cases WHERE \($0)" }
        let steps = try plan(
            ways.joined(separator: " UNION ALL ") + " ORDER BY created_at DESC, id DESC LIMIT 51")
        #expect(steps.contains("MERGE (UNION ALL)"))
        let first = steps.first { $0.hasPrefix("SEARCH") }
        #expect(first == "SEARCH cases USING COVERING INDEX cases_by_lead (lead=?)")
        // Only what is read on another basis is sorted, and nothing is walked for it.
        #expect(steps.filter { $0.contains("TEMP B-TREE") }.count <= 1)
        #expect(!steps.contains { $0.hasPrefix("SCAN cases") })
    }

    /// Who leads all the cases that they read needs nothing merged; with one on another basis the list has that too.
    @Test func aWayThatLeadsNowhereIsLeftOut() throws {
        let test = try TestService()
        let (lead, mate) = (try test.makeColleague(name: "The lead"), try test.makeColleague(name: "A mate"))
        let person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        let body = #"{"people": ["\#(person)"], "entry_route": "self"}"#
        let shared = try test.make("/v1/cases", body, by: lead)
        let own = try test.make("/v1/cases", body, by: lead)
        func ways(_ colleague: Colleague) throws -> Int {
            let db = try Connection(path: test.path, options: .reader)
            let access = Access(worker: colleague.id, role: .practitioner, token: nil)
            let reading = ReadTransaction(db: db, access: access, nowText: TestService.start)
            let text = try Case.table.page(ListQuery(sort: .created), reading, .stamps).text
            return text.split(separator: "SELECT version").count
        }
        #expect(try ways(lead) == 1 && ways(mate) == 1)
        let member = #"{"member": {"type": "worker", "id": "\#(mate.id.canonical)"}, "contribution": "buddy"}"#
        _ = try test.make("/v1/cases/\(shared)/team", member, by: lead)
        #expect(try ways(lead) == 1 && ways(mate) == 2)
        let listed = try test.ask("GET", "/v1/cases?lead=any&include=total", by: mate).text
        #expect(listed.contains(shared) && !listed.contains(own) && listed.contains(#""total":1"#))
    }

    /// A page of a timeline is merged of its kinds, each along an index in the timeline's order: nothing is sorted, and
    /// nothing is read that is neither shown nor hidden from the caller.
    @Test(arguments: [nil, "2026-11-21"], [false, true])
    func aPageOfATimelineIsMergedOfIndexes(_ from: String?, _ isLaterPage: Bool) throws {
        let test = try TestService()
        let db = try Connection(path: test.path, options: .reader)
        let access = Access(worker: test.workers[.practitioner], role: .practitioner, token: nil)
        let day = try from.map { try LocalDate($0) }
        let timeline = TimelineList(of: try #require(ID(Self.id)), from: day, to: day)
        var query = ListQuery(sort: TimelineList.newest)
        if isLaterPage { query.after = Cursor(sort: "-at", key: TestService.start, id: Self.id) }
        let reading = ReadTransaction(db: db, access: access, nowText: TestService.start)
        let (text, arguments) = timeline.page(query, reading)
        var steps: [String] = []
        try db.queryText("EXPLAIN QUERY PLAN " + text, arguments) { steps.append($0.string(3)) }
        #expect(steps.filter { $0 == "MERGE (UNION ALL)" }.count == TimelineKind.all.count - 1)
        #expect(!steps.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") }, "\(steps)")
        for kind in TimelineKind.all {
            let found = steps.filter { $0.hasPrefix("SEARCH \(kind.table) USING") }
            let at = kind.at.replacing("\"", with: "")
            #expect(found.count == 1 && found[0].contains("(case=?"), "\(kind.name): \(found)")
            #expect(!isLaterPage || found[0].contains("\(at)<?") || found[0].contains("(\(at),id)<(?,?)"), "\(found)")
        }
    }
}
