import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What a repeated POST is answered when its caller may no longer read what the first one made.
@Suite struct ReplayTests {
    private let test: TestService
    private let lead: Colleague
    private let stand: Colleague
    private let person: String
    private let supportCase: String

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        stand = try test.makeColleague(name: "Who stands in")
        person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        _ = try test.make(
            "/v1/cases/\(supportCase)/cover",
            #"{"worker": "\#(stand.id.canonical)", "from": "2026-11-20", "to": "2026-11-21"}"#, by: lead)
    }

    private func post(_ target: String, _ body: String, _ key: String = "k") throws -> Response {
        try test.ask("POST", target, by: stand, body, fields: ["Idempotency-Key: \(key)"])
    }

    /// An answer in all that does not belong to the one request.
    private func normal(_ response: Response) throws -> String {
        let id = try #require(response.fields.first("Kith-Request-Id"))
        let fields = response.fields.lines.map { "\($0.name): \($0.value)" }
        return "\(response.status.code)\n\(fields.joined(separator: "\n"))\n\(try response.text)"
            .replacing(id, with: "<request>")
    }

    /// What was made below a case, and what was done to it, in the same words as for what is not there.
    @Test func afterAccessHasEndedItIsNotThere() throws {
        let (contact, move) = (#"{"note": "Tea with Danny."}"#, #"{"state": "building_trust"}"#)
        let asks = [("contacts", contact, "a"), ("state", move, "b")]
        for (last, body, key) in asks {
            let target = "/v1/cases/\(supportCase)/\(last)"
            let first = try post(target, body, key)
            let again = try post(target, body, key)
            #expect(again.fields.first("Idempotency-Replayed") == "true", "\(last)")
            #expect(try again.text == (try first.text))
        }
        // The cover ends with its last day, and the key is kept for one from its use on.
        test.clock.advance(seconds: 15 * 60 * 60)
        #expect(try test.status("GET", "/v1/cases/\(supportCase)", by: stand) == 404)
        for (last, body, key) in asks {
            let replayed = try normal(try post("/v1/cases/\(supportCase)/\(last)", body, key))
            let absent = try normal(try post("/v1/cases/019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e10/\(last)", body, "c"))
            #expect(replayed == absent, "\(last)")
            #expect(replayed.hasPrefix("404\n"))
        }
    }

    @Test func aKeyIsKeptForADayAndThenIsNew() throws {
        func ask() throws -> Response {
            try test.ask(
                "POST", "/v1/people", by: lead, #"{"preferred_name": "Kay"}"#, fields: ["Idempotency-Key: day"])
        }
        let first = try ask()
        test.clock.advance(seconds: Idempotency.keptSeconds - 1)
        let again = try ask()
        #expect(again.fields.first("Idempotency-Replayed") == "true")
        #expect(again.fields.first(.location) == first.fields.first(.location))
        test.clock.advance(seconds: 2)
        let later = try ask()
        #expect(later.status == .created)
        #expect(later.fields.first("Idempotency-Replayed") == nil)
        #expect(later.fields.first(.location) != first.fields.first(.location))
    }

    @Test func aTieIsReadAsLongAsOneOfItsEndsIs() throws {
        let other = try test.make("/v1/people", #"{"preferred_name": "Ada"}"#, by: stand)
        let tie = AccessStory.tie("person \(other)", "person \(person)", "friend")
        #expect(try post("/v1/relationships", tie).status == .created)
        #expect(try post("/v1/relationships", tie).fields.first("Idempotency-Replayed") == "true")
        let barrier = #"{"person": "\#(person)", "other": "\#(other)", "kind": "no_contact"}"#
        #expect(try test.status("POST", "/v1/person-barriers", by: stand, barrier) == 201)
        // From now on it is in nothing that is made about either of the two.
        #expect(try post("/v1/relationships", tie).status == .notFound)
    }

    @Test func whatIsOpenToTheRoleIsRepeated() throws {
        let asset = #"{"name": "Swap", "kind": "exchange"}"#
        let first = try post("/v1/assets", asset)
        #expect(try post("/v1/assets", asset).text == (try first.text))
        let body = #"{"worker": "\#(lead.id.canonical)", "label": "x", "role": "practitioner"}"#
        let fields = ["Idempotency-Key: k"]
        #expect(try test.ask("POST", "/v1/tokens", as: .admin, body, fields: fields).status == .created)
        let again = try test.ask("POST", "/v1/tokens", as: .admin, body, fields: fields)
        #expect(again.fields.first("Idempotency-Replayed") == "true")
    }

    /// Every POST that makes or does something says which records it shows, so that it can be repeated.
    @Test func everyPostIsRepeatedForWhoeverMayReadIt() throws {
        let story = try AccessStory()
        let taking = Set(
            Resources.routes.filter(\.takesIdempotencyKey).map { "\($0.method.rawValue) \($0.template)" })
        for line in MatrixLine.all where taking.contains(line.route) && line.right < 300 {
            let isLeads = line.roles?.contains(.practitioner) ?? false
            let isKept = line.roles?.contains(.supervisor) ?? false
            let keeper = isKept ? story.supervisor.token : try #require(story.test.tokens[.admin])
            let token = isLeads ? story.lead.token : keeper
            func ask() throws -> Response {
                try story.test.ask(
                    "POST", story.resolve(line.target), as: nil, line.body.map { story.resolve($0) },
                    fields: ["Authorization: Bearer \(token)", "Idempotency-Key: \(line.route.filter { $0 != " " })"])
            }
            let first = try ask()
            #expect(Int(first.status.code) == line.right, "\(line.route)")
            let again = try ask()
            #expect(again.status == first.status, "\(line.route)")
            #expect(again.fields.first("Idempotency-Replayed") == "true", "\(line.route)")
        }
    }

    /// A reply whose records are not known, as one of an earlier version, is shown to nobody.
    @Test func aReplyOfNobodyKnowsWhatIsNotRepeated() throws {
        #expect(try post("/v1/assets", #"{"name": "Swap", "kind": "exchange"}"#).status == .created)
        _ = try test.service.database.perform(test.clock, test.service.ids) {
            try $0.db.run("UPDATE idempotent_replies SET records = NULL")
        }
        #expect(try post("/v1/assets", #"{"name": "Swap", "kind": "exchange"}"#).status == .notFound)
    }
}
