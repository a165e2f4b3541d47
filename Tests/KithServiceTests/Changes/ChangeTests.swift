import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What changed since a cursor.
@Suite struct ChangeTests {
    private let story: AccessStory
    private var test: TestService { story.test }

    init() throws {
        story = try AccessStory()
    }

    /// A change as these tests compare it.
    private struct Line: Hashable {
        let kind: String
        let id: String
        let version: Int64
    }

    /// Reads on from a cursor, or from a beginning, to the end.
    private func read(
        _ colleague: Colleague, from start: String = "from=beginning", limit: Int = 200
    ) throws -> (lines: [Line], next: String) {
        var (lines, query): ([Line], String) = ([], start)
        // As the server does behind each round: what was read from is let go.
        defer { _ = try? test.ask("GET", "/live", as: nil) }
        while true {
            let page = try JSON.read(
                try test.ask("GET", "/v1/changes?limit=\(limit)&\(query)", by: colleague).text)
            let items = try #require(page["items"]?.arrayValue)
            for item in items {
                lines.append(
                    Line(
                        kind: try #require(item["kind"]?.stringValue), id: try #require(item["id"]?.stringValue),
                        version: try #require(item["version"]?.int64Value)))
                #expect((item["change"] == "created") == (item["version"] == 1))
            }
            let next = try #require(page["next"]?.stringValue)
            query = "cursor=\(next)"
            if items.count < limit { return (lines, next) }
        }
    }

    private func colleague(_ role: Role) throws -> Colleague {
        Colleague(id: try #require(test.workers[role]), token: try #require(test.tokens[role]))
    }

    /// The table's triggers write them: a table without would be forgotten.
    @Test func everyKindOfRecordHasItsTriggers() throws {
        let db = try Connection(path: test.path, options: .reader)
        // When a household was recorded would tell of members whom the reader may not know of.
        for kind in ResourceKind.allCases where kind != .audit && kind != .household {
            for suffix in ["were_added", "were_changed"] {
                let sql = try db.one(
                    "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1 AND name = $1 || '_' || $2",
                    kind.table, suffix
                ) { $0.string(0) }
                #expect(sql?.contains("VALUES ('\(kind.rawValue)', NEW.id, NEW.version)") == true, "\(kind) \(suffix)")
            }
        }
    }

    /// It says what is there already, and changes nothing.
    private static let unchanging = "PATCH /v1/cases/{id}/notes/{note}"

    /// Every route that makes or changes something, by somebody who may: the record is in what they read then.
    @Test func everyWriteIsInTheFeed() throws {
        var seen: Set<String> = []
        for line in MatrixLine.all where line.right < 300 && !line.route.hasPrefix("GET") {
            guard line.route != "POST /v1/people/search", line.route != "POST /v1/batch",
                !line.target.contains("$token"), line.route != Self.unchanging
            else { continue }
            let isLeads = line.roles?.contains(.practitioner) ?? false
            let isKept = line.roles?.contains(.supervisor) ?? false
            let writer = isLeads ? story.lead : isKept ? story.supervisor : try colleague(.admin)
            let start = try read(writer, from: "from=now").next
            let method = String(line.route.prefix { $0 != " " })
            let answer = try test.ask(
                method, story.resolve(line.target), by: writer, line.body.map { story.resolve($0) },
                fields: method == "POST" ? [] : ["If-Match: *"])
            #expect(Int(answer.status.code) == line.right, "\(line.route)")
            let id = try #require(try JSON.read(answer.text)["id"]?.stringValue, "\(line.route)")
            let found = try read(writer, from: "cursor=\(start)").lines
            let isTold = found.contains { $0.id == id || (line.isOfHousehold && $0.kind == "household_member") }
            #expect(isTold, "\(line.route): \(found)")
            seen.formUnion(found.map(\.kind))
        }
        #expect(seen.count > 20, "\(seen)")
    }

    @Test func fromTheBeginningEachRecordIsThereOnceAsItIsNow() throws {
        let (lines, _) = try read(story.lead)
        #expect(Set(lines.map(\.id)).count == lines.count)
        // A record that was merged into another is told of with that one.
        for name in AccessStory.hidden where !["hold", "twice", "home"].contains(name) {
            #expect(lines.contains { $0.id == story.ids[name] }, "\(name)")
        }
        // Pages of any size are the same list.
        for limit in [1, 2, 7] { #expect(try read(story.lead, limit: limit).lines == lines) }
        let admin = try read(try colleague(.admin)).lines
        #expect(Set(admin.map(\.kind)) == ["worker", "team", "token", "asset", "confirmation", "agency"])
        #expect(
            Set(try read(try colleague(.learner)).lines.map(\.kind)).isSubset(of: [
                "worker", "team", "asset", "confirmation", "agency", "barrier",
            ]))
    }

    @Test func whatSomebodyMayNotReadIsNotThere() throws {
        let start = try read(story.stranger, from: "from=now").next
        for note in 0..<100 {
            _ = try test.make(
                story.resolve("/v1/cases/$case/notes"), #"{"text": "No. \#(note)"}"#, by: story.lead)
        }
        _ = try test.make(story.resolve("/v1/cases/$case/notes"), story.resolve(AccessStory.closedNote), by: story.mate)
        let contact = #"{"note": "Met.", "with": [{"type": "person", "id": "$sister"}]}"#
        let met = try test.make(
            story.resolve("/v1/cases/$case/contacts"), story.resolve(contact), by: story.lead)
        let own = try test.make("/v1/people", #"{"preferred_name": "Dee"}"#, by: story.stranger)
        // One item, and not a hundred places between: no number, and no page that ends too early.
        let seen = try read(story.stranger, from: "cursor=\(start)", limit: 1)
        #expect(seen.lines == [Line(kind: "person", id: own, version: 1)])
        #expect(seen.next.utf8.count == start.utf8.count)
        let lead = try read(story.lead).lines
        #expect(lead.filter { $0.kind == "note" }.count == 101, "hers and a hundred, and not the closed one")
        #expect(lead.contains { $0.id == met })
        // A barrier that is put up now takes out what came before it.
        let barrier = story.resolve(#"{"person": "$sister", "other": "$person", "kind": "no_contact"}"#)
        #expect(try test.status("POST", "/v1/person-barriers", by: story.lead, barrier) == 201)
        #expect(try !read(story.lead).lines.contains { $0.id == met })
    }

    @Test func whoComesToACaseIsToldSoAndReadsItThen() throws {
        let start = try read(story.stranger, from: "from=now").next
        let contact = try test.make(
            story.resolve("/v1/cases/$case/contacts"), #"{"note": "Before."}"#, by: story.mate)
        let passed = try read(story.stranger, from: "cursor=\(start)")
        #expect(passed.lines == [])
        let member = #"{"member": {"type": "worker", "id": "$stranger"}, "contribution": "buddy", "to": "2026-11-21"}"#
        _ = try test.make(story.resolve("/v1/cases/$case/team"), story.resolve(member), by: story.lead)
        // What was passed stays passed; whoever begins anew sees it.
        #expect(try read(story.stranger, from: "cursor=\(passed.next)").lines.map(\.kind) == ["team_member"])
        #expect(try read(story.stranger, from: "cursor=\(start)").lines.contains { $0.id == contact })
        test.clock.advance(seconds: 24 * 60 * 60)
        #expect(try read(story.stranger, from: "cursor=\(start)").lines == [], "the team is left with the day")
    }

    @Test func aCursorIsForItsCallerAndForAWhile() throws {
        let start = try read(story.lead).next
        func status(_ query: String, _ colleague: Colleague) throws -> (Int, String?) {
            let answer = try test.ask("GET", "/v1/changes?\(query)", by: colleague)
            let code = answer.status == .ok ? nil : try JSON.read(answer.text)["code"]?.stringValue
            return (Int(answer.status.code), code)
        }
        #expect(try status("cursor=\(start)", story.lead) == (200, nil))
        for (query, colleague) in [
            ("cursor=\(start)", story.stranger), ("cursor=x", story.lead), ("cursor=\(start)A", story.lead),
            ("from=yesterday", story.lead), ("limit=0", story.lead), ("kind=note", story.lead),
        ] {
            #expect(try status(query, colleague) == (400, "malformed_parameters"), "\(query)")
        }
        try change("DELETE FROM changes WHERE seq < (SELECT max(seq) FROM changes)")
        let first = try read(story.lead, from: "from=beginning").next
        #expect(try status("cursor=\(first)", story.lead) == (200, nil))
        try change("INSERT INTO changes (seq, kind, id, version) VALUES (1000000, '', '', 1)")
        try change("DELETE FROM changes WHERE seq < 1000000")
        #expect(try status("cursor=\(start)", story.lead) == (410, "cursor_expired"))
        // A database that was put back to an earlier day has not got so far.
        let far = try read(story.lead).next
        try change("DELETE FROM changes")
        try change("INSERT INTO changes (seq, kind, id, version) VALUES (3, '', '', 1)")
        #expect(try status("cursor=\(far)", story.lead) == (410, "cursor_expired"))
    }

    private func change(_ sql: String) throws {
        _ = try test.service.database.perform(test.clock, test.service.ids) { try $0.db.runText(sql, []) }
    }

    /// The oldest go as new ones come; no number comes again.
    @Test func soManyAreKept() throws {
        let last: Int64 = 1024 * 1000
        try change("INSERT INTO changes (seq, kind, id, version) VALUES (\(last - Change.keptCount + 1), '', '', 1)")
        try change("INSERT INTO changes (seq, kind, id, version) VALUES (\(last - 1), '', '', 1)")
        #expect(try count("seq < 100") > 50)
        try change("INSERT INTO changes (kind, id, version) VALUES ('', '', 1)")
        #expect(try count("seq <= \(last - Change.keptCount)") == 0)
        #expect(try count("seq > \(last - Change.keptCount)") == 3)
    }

    private func count(_ condition: String) throws -> Int64 {
        var count: Int64 = 0
        try Connection(path: test.path, options: .reader)
            .queryText("SELECT COUNT(*) FROM changes WHERE \(condition)", []) { count = $0.int(0) }
        return count
    }

    @Test func whatIsErasedLeavesNothing() throws {
        let made = try read(story.lead).lines.count
        for hold in [try #require(story.ids["hold"])] {
            let end = try test.ask(
                "PATCH", "/v1/legal-holds/\(hold)", by: story.supervisor, #"{"until": "2026-11-21"}"#,
                fields: ["If-Match: *"])
            #expect(end.status == .ok)
        }
        let person = try #require(story.ids["person"])
        let answer = try test.ask(
            "POST", "/v1/people/\(person)/erasure", by: story.supervisor, #"{"ground": "objected"}"#)
        #expect(answer.status == .created)
        let left = try read(story.lead).lines
        #expect(left.count < made - 10)
        for name in ["person", "case", "contact", "note", "step"] {
            let id = try #require(story.ids[name])
            #expect(try count("id = '\(id)'") == 0, "\(name)")
        }
        #expect(try count("id = ''") > 10)
    }

    @Test func aTokenIsToldOfWhatItIsFor() throws {
        let part = try test.makeColleague(scopes: ["changes:read", "people:read", "people:write", "cases:write"])
        let person = try test.make("/v1/people", #"{"preferred_name": "M."}"#, by: part)
        _ = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: part)
        #expect(try read(part).lines == [Line(kind: "person", id: person, version: 1)])
    }

    /// What was served is in the trail: the request, and each piece with its records.
    @Test func eachPieceIsInTheTrail() throws {
        let lines = try read(story.lead).lines
        let rows = try test.trail(of: story.lead.id).filter { $0["route"] == "/v1/changes" }
        #expect(rows.count > 1)
        let named = Set(rows.flatMap { $0["subjects"]?.arrayValue ?? [] }.compactMap(\.stringValue))
        #expect(named == Set(lines.map(\.id)))
    }
}
