import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// Changes that are made together.
@Suite struct BatchTests {
    private let test: TestService
    private let lead: Colleague

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
    }

    private func batch(_ operations: [String], by colleague: Colleague? = nil, fields: [String] = []) throws -> Response
    {
        try test.ask(
            "POST", "/v1/batch", by: colleague ?? lead, #"{"operations": [\#(operations.joined(separator: ", "))]}"#,
            fields: fields)
    }

    private func post(_ path: String, _ body: String) -> String {
        #"{"method": "POST", "path": "\#(path)", "body": \#(body)}"#
    }

    private let hello = [
        #"{"method": "POST", "path": "/v1/people", "body": {"preferred_name": "M."}}"#,
        #"{"method": "POST", "path": "/v1/cases", "body": {"people": ["$0.id"], "entry_route": "self"}}"#,
        #"{"method": "POST", "path": "/v1/cases/$1.id/contacts", "body": {"note": "Tea."}}"#,
    ]

    private func people(of colleague: Colleague? = nil) throws -> Int64? {
        try JSON.read(try test.ask("GET", "/v1/people?include=total", by: colleague ?? lead).text)["total"]?.int64Value
    }

    private func document(_ response: Response) throws -> JSONValue { try JSON.read(try response.text) }

    @Test func whereOneFailsNothingIsDone() throws {
        for (last, status, code) in [
            (post("/v1/cases/$1.id/contacts", #"{"note": ""}"#), 422, "invalid"),
            (post("/v1/cases/019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e10/contacts", #"{"note": "Tea."}"#), 404, "not_found"),
            (#"{"method": "PATCH", "path": "/v1/people/$0.id", "body": {"born": "1986"}}"#, 428, "if_match_needed"),
            (
                #"{"method": "PATCH", "path": "/v1/people/$0.id", "if_match": "\"7\"", "body": {"born": "1986"}}"#, 412,
                "stale"
            ),
            (post("/v1/cases/$1.id/reopen", "{}"), 409, "not_at_rest"),
            (post("/v1/nothing", "{}"), 404, "not_found"), (post("/v1/people/$0.id", "{}"), 405, "method_not_allowed"),
            (post("/v1/tokens", "{}"), 403, "role_not_allowed"),
        ] {
            let answer = try batch(hello + [last])
            let problem = try document(answer)
            #expect(Int(answer.status.code) == status, "\(last)")
            #expect(problem["code"]?.stringValue == code, "\(last)")
            #expect(problem["operation"] == 3, "\(last)")
            // A tag of what is undone could later be another's.
            #expect(answer.fields.first(.etag) == nil)
            #expect(try people() == 0, "\(last)")
        }
        let answer = try document(try batch(hello + [post("/v1/cases/$1.id/contacts", #"{"note": ""}"#)]))
        #expect(answer["errors"]?[0]?["pointer"]?.stringValue == "/operations/3/body/note")
    }

    /// The writer puts what waits into one transaction: a batch that fails takes nobody else's work with it.
    @Test func aBatchThatFailsIsUndoneAlone() throws {
        let failing = hello + [post("/v1/cases/$1.id/reopen", "{}")]
        let lines = try failing.map { try JSON.read($0) }
        let text = JSON.text(["operations": .array(lines)])
        for round in 0..<20 {
            let held = try Held(test)
            let batch = try held.send(.post, "/v1/batch", text, lead.token)
            let single = try held.send(.post, "/v1/people", #"{"preferred_name": "N. \#(round)"}"#, lead.token)
            let whole = try held.send(
                .post, "/v1/batch", #"{"operations": [\#(hello.joined(separator: ", "))]}"#, lead.token)
            held.release()
            #expect(batch.wait()?.status == .conflict)
            #expect(single.wait()?.status == .created)
            #expect(whole.wait()?.status == .ok)
        }
        #expect(try people() == 40)
    }

    @Test func aRowForEachOperationIsInTheTrail() throws {
        #expect(try batch(hello).status == .ok)
        let person = try #require(
            try document(try test.ask("GET", "/v1/people", by: lead))["items"]?[0]?["id"]?.stringValue)
        #expect(
            try batch([
                post("/v1/people/\(person)/erasure", "{}"), post("/v1/people", #"{"preferred_name": "N."}"#),
            ]).status == .forbidden)
        let undone = [
            #"{"method": "PATCH", "path": "/v1/people/\#(person)", "if_match": "*", "body": {"born": "1986"}}"#,
            post("/v1/people", "{}"),
        ]
        #expect(try batch(undone).status == .unprocessableContent)
        let rows = try test.trail(of: lead.id).map { row in
            let subjects = row["subjects"]?.arrayValue ?? []
            return [row["route"]?.stringValue, row["outcome"].map { JSON.text($0) }, "\(subjects.count)"]
                .compactMap(\.self).joined(separator: " ")
        }
        #expect(
            rows == [
                "/v1/people 201 1", "/v1/cases 201 1", "/v1/cases/{id}/contacts 201 2", "/v1/batch 200 0",
                "/v1/people 200 1",
                "/v1/people/{id}/erasure 403 1", "/v1/batch 403 0",
                // What was done and undone told its caller that it could be done: it is there.
                "/v1/people/{id} 424 1", "/v1/people 422 0", "/v1/batch 422 0",
            ])
        let ids = Set(try test.trail(of: lead.id).prefix(4).compactMap { $0["id"]?.stringValue })
        #expect(ids.count == 1, "they are rows of one request")
    }

    @Test func aTokenNeedsTheScopesOfAllOperations() throws {
        let part = try test.makeColleague(scopes: ["batch:write", "people:write"])
        #expect(try batch([hello[0]], by: part).status == .ok)
        let answer = try batch(hello, by: part)
        #expect(answer.status == .forbidden)
        #expect(try document(answer)["code"]?.stringValue == "scope_missing")
        #expect(try document(answer)["operation"] == 1)
        let other = try test.makeColleague(scopes: ["people:write"])
        #expect(try batch([hello[0]], by: other).status == .forbidden)
    }

    @Test func whatItShowedIsDecidedAgainForARepeat() throws {
        let stand = try test.makeColleague(name: "Who stands in")
        let made = try document(try batch(hello))
        let supportCase = try #require(made["results"]?[1]?["body"]?["id"]?.stringValue)
        let cover = #"{"worker": "\#(stand.id.canonical)", "from": "2026-11-20", "to": "2026-11-21"}"#
        #expect(try test.status("POST", "/v1/cases/\(supportCase)/cover", by: lead, cover) == 201)
        let own = [
            post("/v1/people", #"{"preferred_name": "N."}"#),
            post("/v1/cases/\(supportCase)/contacts", #"{"note": "Tea."}"#),
        ]
        let key = ["Idempotency-Key: k"]
        let first = try batch(own, by: stand, fields: key)
        #expect(first.status == .ok)
        let again = try batch(own, by: stand, fields: key)
        #expect(again.fields.first("Idempotency-Replayed") == "true")
        #expect(try again.text == (try first.text))
        #expect(try people(of: stand) == 2, "the person of the case, and one of their own")
        // What was served again is named in the trail.
        let replay = try test.trail(of: stand.id).last { $0["route"] == "/v1/batch" }
        #expect(replay?["subjects"]?.arrayValue?.count == 2)
        test.clock.advance(seconds: 15 * 60 * 60)
        #expect(try batch(own, by: stand, fields: key).status == .notFound)
    }

    @Test func aSecretIsShownOnce() throws {
        let body = #"{"worker": "\#(lead.id.canonical)", "label": "x", "role": "practitioner"}"#
        let admin = Colleague(id: try #require(test.workers[.admin]), token: try #require(test.tokens[.admin]))
        let first = try batch([post("/v1/tokens", body)], by: admin, fields: ["Idempotency-Key: k"])
        #expect(try first.text.contains("kith_"))
        let again = try batch([post("/v1/tokens", body)], by: admin, fields: ["Idempotency-Key: k"])
        #expect(again.fields.first("Idempotency-Replayed") == "true")
        #expect(try !again.text.contains("kith_"))
    }

    @Test func nobodyIsLetInByABatch() throws {
        let person = try test.make("/v1/people", #"{"preferred_name": "M."}"#, by: lead)
        let fields = ["Kith-Access-Reason: A call", "Kith-Access-Purpose: safeguarding"]
        let change = #"{"method": "PATCH", "path": "/v1/people/\#(person)", "if_match": "*", "body": {}}"#
        let other = try test.makeColleague()
        let answer = try batch([change], by: other, fields: fields)
        #expect(answer.status == .badRequest)
        #expect(try document(answer)["code"]?.stringValue == "malformed_field")
        #expect(try test.status("GET", "/v1/people/\(person)", by: other) == 404)
    }

    @Test func itCountsAsManyRequests() throws {
        var settings = ServiceSettings()
        settings.requestsPerSecondOfPrincipal = 10
        let test = try TestService(settings: settings)
        func status(_ count: Int) throws -> Int {
            let operations = Array(repeating: hello[0], count: count).joined(separator: ", ")
            return Int(try test.ask("POST", "/v1/batch", #"{"operations": [\#(operations)]}"#).status.code)
        }
        #expect(try status(9) == 200)
        #expect(try status(2) == 429)
        test.clock.advance(seconds: 1)
        #expect(try status(8) == 200)
        #expect(try status(1) == 200)
        #expect(try status(3) == 429)
        // More than may be made at once take a whole burst, and are not refused for good.
        test.clock.advance(seconds: 2)
        #expect(try status(50) == 200)
        #expect(try status(1) == 429)
    }

    @Test func whatIsTooLargeIsRefused() throws {
        let one = post("/v1/people", #"{"preferred_name": "M."}"#)
        let many = try batch(Array(repeating: one, count: Batch.operationCountMax + 1))
        #expect(many.status == .unprocessableContent)
        #expect(try document(many)["errors"]?[0]?["code"]?.stringValue == "too_many")
        #expect(try batch(Array(repeating: one, count: Batch.operationCountMax)).status == .ok)
        let person = try test.make("/v1/people", #"{"preferred_name": "M."}"#, by: lead)
        let long = String(repeating: "a", count: 90_000)
        let change = #"{"about_me": "\#(long)"}"#
        let large = try test.ask("PATCH", "/v1/people/\(person)", by: lead, change, fields: ["If-Match: *"])
        #expect(large.status == .ok)
        let same = #"{"method": "PATCH", "path": "/v1/people/\#(person)", "if_match": "*", "body": {"born": "1986"}}"#
        let answer = try batch(Array(repeating: same, count: 60))
        #expect(answer.status == .conflict)
        #expect(try document(answer)["code"]?.stringValue == "too_large")
        // Watched by a sanitizer, it takes too long before it is too large.
        let isSlow = try document(answer)["detail"]?.stringValue?.contains("take too long") == true
        #expect(try isSlow || document(answer)["operation"] == 46)
        // What a route does not take by itself it does not take here.
        let team = try batch([post("/v1/teams", #"{"name": "\#(long)"}"#)])
        #expect(team.status == .contentTooLarge)
        #expect(try document(team)["operation"] == 0)
    }

    @Test func aReferenceHasOneForm() {
        func read(_ text: String) -> String {
            switch BatchReference.read(text) {
            case .literal(let text): "literal \(text)"
            case .reference(let reference): "\(reference.operation) \(reference.member.rawValue)"
            case .malformed: "malformed"
            }
        }
        #expect(read("Tea for $5") == "literal Tea for $5")
        #expect(read("$$0.id") == "literal $0.id")
        #expect(read("$$") == "literal $")
        #expect(read("$12.etag") == "12 etag")
        for text in ["$", "$0", "$0.", "$.id", "$00.id", "$-1.id", "$+1.id", "$1000.id", "$0.ID", "$0.id ", "$0.name"] {
            #expect(read(text) == "malformed", "\(text)")
        }
    }
}
