import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// The timeline is what the lists of the kinds say, put in one order, in pages that miss nothing and repeat nothing.
@Suite struct TimelineTests {
    private let test: TestService
    private let supportCase: String

    init() throws {
        let test = try TestService()
        self.test = test
        func make(_ target: String, _ body: String) throws -> String {
            let answer = try JSON.read(try test.ask("POST", target, body).text)
            return try #require(answer["id"]?.stringValue)
        }
        let person = try make("/v1/people", #"{"preferred_name": "Danny"}"#)
        supportCase = try make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#)
    }

    /// Writes down so many records of every kind that can be, on a few days and at a few moments: many at the same.
    private func fill(_ count: Int) throws {
        var random = SeededGenerator(seed: 11)
        for index in 0..<count {
            let day = "2026-11-0\(1 + Int.random(in: 0..<4, using: &random))"
            let body: (String, String)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: body = ("contacts", #"{"note": "\#(index)", "at": "\#(day)T00:00:00Z"}"#)
            case 1: body = ("notes", #"{"text": "\#(index)"}"#)
            case 2: body = ("steps", #"{"own_words": "\#(index)"}"#)
            case 3: body = ("pulls", #"{"what": "\#(index)", "asked_on": "\#(day)"}"#)
            case 4: body = ("service-use", #"{"service": "arrest", "on": "\#(day)", "note": "\#(index)"}"#)
            case 5: body = ("service-use", #"{"service": "arrest", "from": "\#(day)", "note": "\#(index)"}"#)
            default: body = ("state", #"{"state": "\#(index.isMultiple(of: 2) ? "hello" : "connecting")"}"#)
            }
            let status = try test.ask("POST", "/v1/cases/\(supportCase)/\(body.0)", body.1).status
            #expect(status == .created || status == .ok || (body.0 == "state" && status == .conflict))
            test.clock.advance(seconds: Int64.random(in: 0...1, using: &random))
        }
    }

    private func items(_ target: String) throws -> (items: [JSONValue], next: String?) {
        let answer = try JSON.read(try test.ask("GET", target).text)
        return (try #require(answer["items"]?.arrayValue, "\(target)"), answer["next"]?.stringValue)
    }

    /// What the kinds' own lists say: each record with the moment or the day that it stands at.
    private func expected() throws -> [[String]] {
        let lists = [
            ("contact", "contacts", ["at"]), ("note", "notes", ["created_at"]), ("step", "steps", ["created_at"]),
            ("pull", "pulls", ["asked_on"]), ("service_use", "service-use", ["on", "from"]),
            ("move", "moves", ["created_at"]), ("lead", "leads", ["from"]),
        ]
        var entries: [[String]] = []
        for (kind, list, members) in lists {
            for item in try items("/v1/cases/\(supportCase)/\(list)?limit=200").items {
                let times = members.compactMap { item[$0]?.stringValue }
                let at = try #require(times.first)
                entries.append([at, try #require(item["id"]?.stringValue), kind, JSON.text(item)])
            }
        }
        return entries.sorted { ($0[0], $0[1]) > ($1[0], $1[1]) }
    }

    private func entry(_ item: JSONValue) throws -> [String] {
        let record = try #require(item["record"])
        #expect(item["id"] == record["id"])
        return try ["at", "id", "kind"].map { try #require(item[$0]?.stringValue) } + [JSON.text(record)]
    }

    @Test func pagesAreTheWholeInOrder() throws {
        try fill(80)
        let expected = try expected()
        #expect(expected.count > 65 && Set(expected.map { $0[2] }).count == 7)
        let target = "/v1/cases/\(supportCase)/timeline"
        for (limit, order) in [(7, "-at"), (30, "-at"), (7, "at")] {
            var found: [[String]] = []
            var cursor: String?
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try items("\(target)?limit=\(limit)&sort=\(order)\(more)")
                #expect(page.items.count == limit || page.next == nil)
                found += try page.items.map(entry)
                cursor = page.next
            } while cursor != nil
            #expect(found == (order == "at" ? expected.reversed() : expected))
        }
        let lines = try test.ask("GET", target, fields: ["Accept: application/x-ndjson"]).text.split(separator: "\n")
        #expect(try lines.map { try entry(JSON.read(String($0))) } == expected)
        // The next request lets go of the snapshot that the stream was read from.
        _ = try items(target)
    }

    @Test func daysAndKindsNarrowIt() throws {
        try fill(60)
        let expected = try expected()
        let target = "/v1/cases/\(supportCase)/timeline?limit=200&include=total"
        let days = expected.filter { ("2026-11-02"..<"2026-11-04").contains($0[0]) }
        let found = try JSON.read(try test.ask("GET", target + "&from=2026-11-02&to=2026-11-03").text)
        #expect(try found["items"]?.arrayValue?.map(entry) == days && !days.isEmpty)
        #expect(found["total"]?.int64Value == Int64(days.count))
        let pulls = expected.filter { $0[0] >= "2026-11-03" && ["pull", "service_use"].contains($0[2]) }
        #expect(try items(target + "&from=2026-11-03&kind=pull,service_use").items.map(entry) == pulls)
    }

    /// A day after the last of the calendar there is none: nothing is cut off.
    @Test func theLastDayOfTheCalendarIsTaken() throws {
        let target = "/v1/cases/\(supportCase)/timeline"
        #expect(try items(target + "?to=9999-12-31").items == (try items(target).items))
    }

    /// The trail says whose timeline was read, and in one row.
    @Test func theTrailNamesTheCase() throws {
        _ = try items("/v1/cases/\(supportCase)/timeline")
        test.service.audit.flush()
        try test.service.database.perform(test.service.clock, test.service.ids) { _ in }
        let answer = try JSON.read(try test.ask("GET", "/v1/audit?subject=\(supportCase)", as: .auditor).text)
        let rows = answer["items"]?.arrayValue ?? []
        let read = rows.filter { $0["route"]?.stringValue == "/v1/cases/{id}/timeline" }
        #expect(read.count == 1)
        #expect(read.first?["subjects"]?.arrayValue?.map(\.stringValue) == [supportCase])
    }
}
