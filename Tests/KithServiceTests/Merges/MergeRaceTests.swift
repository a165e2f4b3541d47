import Dispatch
import HTTP
import JSON
import SQLite
import Synchronization
import Testing

@testable import KithService

/// Many at once merge, undo and change the same people: each merge is whole, and nothing is lost.
@Suite struct MergeRaceTests {
    private static let threads = 6
    private static let requestsEach = 20

    /// What came of one request.
    private struct Outcome: Sendable {
        let what: String
        let status: Int
        let code: String?
    }

    /// Sends its share of the requests, as another connection would.
    private static func send(
        _ thread: Int, _ service: Service, _ token: String, _ people: [String]
    ) throws -> [Outcome] {
        let client = try LocalClient(service)
        let fields = ["Authorization: Bearer \(token)", "Content-Type: application/json"]
        func ask(_ method: String, _ target: String, _ body: String = "", match: String? = nil) throws -> Response {
            let match = match.map { ["If-Match: \($0)"] } ?? []
            return try client.ask(method, target, fields: fields + match, body: Array(body.utf8))
        }
        return try (0..<requestsEach).map { index in
            let one = people[(thread + index) % people.count]
            let other = people[(thread + 2 * index + 1) % people.count]
            let (what, answer): (String, Response)
            switch (thread + index) % 3 {
            case 0:
                let body = #"{"kept": "\#(one)", "merged": "\#(other)", "reason": "The same."}"#
                (what, answer) = ("merge", try ask("POST", "/v1/merges", body))
            case 1:
                let tag = try ask("GET", "/v1/people/\(one)").fields.first(.etag)
                let body = #"{"about_me": "\#(thread) \#(index)"}"#
                (what, answer) = ("change", try ask("PATCH", "/v1/people/\(one)", body, match: tag ?? "\"1\""))
            default:
                let merges = try JSON.read(try ask("GET", "/v1/merges").text)["items"]?.arrayValue ?? []
                let latest = merges.first { $0["undone_at"] == nil }?["id"]?.stringValue ?? one
                (what, answer) = ("undo", try ask("DELETE", "/v1/merges/\(latest)", match: "\"1\""))
            }
            return Outcome(
                what: what, status: Int(answer.status.code), code: try JSON.read(try answer.text)["code"]?.stringValue)
        }
    }

    @Test func everyMergeIsWhole() throws {
        let test = try TestService()
        let lead = try test.makeColleague(name: "The lead")
        let people = try (0..<4).map { try test.make("/v1/people", #"{"preferred_name": "Gwen \#($0)"}"#, by: lead) }
        for person in people {
            let body = #"{"people": ["\#(person)"], "entry_route": "self"}"#
            _ = try test.make("/v1/cases", body, by: lead)
        }
        let outcomes = Mutex<[Result<[Outcome], any Error>]>([])
        let (service, token) = (test.service, lead.token)
        DispatchQueue.concurrentPerform(iterations: Self.threads) { thread in
            let result = Result { try Self.send(thread, service, token, people) }
            outcomes.withLock { $0.append(result) }
        }
        let all = try outcomes.withLock { try $0.flatMap { try $0.get() } }
        func done(_ what: String) -> Int { all.count { $0.what == what && $0.status < 300 } }
        let told: Set = ["merged", "merged_since", "already_undone", "stale", "invalid", "not_found"]
        for lost in all where lost.status >= 300 { #expect(told.contains(lost.code ?? ""), "\(lost)") }
        #expect(done("merge") > 0 && done("undo") > 0 && done("change") > 0)
        let db = try Connection(path: test.path, options: .reader)
        #expect(try RecordCheck.faults(db) == [])
        func count(_ sql: SQL) throws -> Int { Int(try db.one(sql) { $0.int(0) } ?? 0) }
        #expect(try count("SELECT COUNT(*) FROM merges") == done("merge"))
        #expect(try count("SELECT COUNT(*) FROM merges WHERE undone_at IS NOT NULL") == done("undo"))
        #expect(try count("SELECT COUNT(*) FROM revisions WHERE resource = 'person'") == done("change"))
        // All undone, each case is its own person's again.
        let latest: SQL = "SELECT id FROM merges WHERE undone_at IS NULL ORDER BY number DESC"
        while let merge = try db.one(latest, row: { $0.string(0) }) {
            #expect(try test.ask("DELETE", "/v1/merges/\(merge)", by: lead, fields: ["If-Match: *"]).status == .ok)
        }
        #expect(try count("SELECT COUNT(DISTINCT person) FROM case_people") == people.count)
        #expect(try count("SELECT COUNT(*) FROM merge_moves") == 0)
    }
}
