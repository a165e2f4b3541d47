import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// A front end that acts for the worker who is signed in there.
@Suite struct OnBehalfTests {
    private let story: AccessStory
    private let frontEnd: Colleague
    private var test: TestService { story.test }

    init() throws {
        story = try AccessStory()
        frontEnd = try story.test.makeColleague(
            .learner, name: "The front end", scopes: Self.everyScope, actsFor: .anyone)
    }

    private static let everyScope = Scopes.names.filter { $0 != Scopes.allReads }

    private func ask(
        _ method: String, _ target: String, for worker: String?, through frontEnd: Colleague? = nil,
        _ body: String? = nil, fields: [String] = []
    ) throws -> Response {
        let named = worker.map { ["Kith-On-Behalf-Of: \($0)"] } ?? []
        return try test.ask(method, target, by: frontEnd ?? self.frontEnd, body, fields: fields + named)
    }

    private func set(_ change: SQL, _ worker: ID) throws {
        _ = try test.service.database.perform(test.clock, test.service.ids) { try $0.db.run(change, worker) }
    }

    /// An answer in all that does not belong to the one request.
    private func normal(_ response: Response) throws -> String {
        let id = try #require(response.fields.first("Kith-Request-Id"))
        let fields = response.fields.lines.map { "\($0.name): \($0.value)" }
        return "\(response.status.code)\n\(fields.joined(separator: "\n"))\n\(try response.text)"
            .replacing(id, with: "<request>")
    }

    /// Every route that reads, for the right worker, a wrong one, and one of each other role.
    @Test func itReadsWhatTheWorkersOwnTokenReads() throws {
        var workers = [story.lead, story.stranger]
        for role in [Role.supervisor, .connector, .learner] { workers.append(try test.makeColleague(role)) }
        for line in MatrixLine.all where line.roles != nil && line.route.hasPrefix("GET ") {
            let target = story.resolve(line.target)
            for worker in workers {
                let own = try normal(try test.ask("GET", target, by: worker))
                let through = try normal(try ask("GET", target, for: worker.id.canonical))
                // Who asked is told from then on; and cursors are sealed anew each time.
                guard !line.route.hasSuffix("access-log"), !own.contains("cursor=") else { continue }
                #expect(through == own, "\(line.route)")
            }
        }
    }

    @Test func whatIsWrittenIsTheWorkers() throws {
        let made = try ask("POST", "/v1/people", for: story.lead.id.canonical, #"{"preferred_name": "Ada"}"#)
        #expect(made.status == .created)
        let person = try #require(try JSON.read(try made.text)["id"]?.stringValue.flatMap { ID($0) })
        let maker = try test.service.database.perform(test.clock, test.service.ids) {
            try $0.db.one("SELECT created_by FROM people WHERE id = $1", person) { $0.string(0) }
        }
        #expect(maker == story.lead.id.canonical)
        #expect(try test.status("GET", "/v1/people/\(person.canonical)", by: story.lead) == 200)
        #expect(try test.status("GET", "/v1/people/\(person.canonical)", by: story.stranger) == 404)
    }

    @Test func theTrailHasBoth() throws {
        let person = story.resolve("$person")
        #expect(try ask("GET", "/v1/people/\(person)", for: story.lead.id.canonical).status == .ok)
        #expect(try ask("GET", "/v1/people/\(person)", for: story.stranger.id.canonical).status == .notFound)
        let made = try ask("POST", "/v1/people", for: story.lead.id.canonical, #"{"preferred_name": "B."}"#)
        #expect(made.status == .created)
        let items = try test.trail(of: frontEnd.id)
        #expect(items.map { $0["outcome"]?.int64Value } == [200, 404, 201])
        let (lead, stranger) = (story.lead.id.canonical, story.stranger.id.canonical)
        #expect(items.map { $0["on_behalf_of"]?.stringValue } == [lead, stranger, lead])
        #expect(items.allSatisfy { $0["token"] != nil })
        // The person is told the role of the worker who looked, and not that of the front end.
        let log = try JSON.read(try test.ask("GET", "/v1/people/\(person)/access-log?limit=2", by: story.lead).text)
        #expect(log["items"]?.arrayValue?.map { $0["role"]?.stringValue } == ["practitioner", "practitioner"])
    }

    @Test func theFieldBelongsToAFrontEndAlone() throws {
        for worker in [nil, "x", story.lead.id.canonical.uppercased()] {
            let answer = try ask("GET", "/v1/people", for: worker)
            #expect(answer.status == .badRequest)
            #expect(try answer.text.contains(#""code":"malformed_field""#))
        }
        let lead = story.lead.id.canonical
        let twice = try ask("GET", "/v1/people", for: lead, fields: ["Kith-On-Behalf-Of: \(lead)"])
        #expect(twice.status == .badRequest)
        let ordinary = try ask("GET", "/v1/people", for: lead, through: story.lead)
        #expect(ordinary.status == .badRequest)
        #expect(try ordinary.text.contains(#""code":"malformed_field""#))
    }

    /// One answer, whatever the reason.
    @Test func aWorkerItDoesNotActForIsRefused() throws {
        let left = try test.makeColleague()
        try set("UPDATE workers SET active = 0 WHERE id = $1", left.id)
        let unknown = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e10"
        let refused = [
            unknown, left.id.canonical, try #require(test.workers[.admin]).canonical,
            try #require(test.workers[.auditor]).canonical, story.resolve("$person"), story.resolve("$agency"),
        ]
        let texts = try refused.map { worker in
            let answer = try ask("GET", "/v1/assets", for: worker)
            #expect(answer.status == .forbidden)
            #expect(try answer.text.contains(#""code":"on_behalf_refused""#))
            return try normal(answer)
        }
        #expect(Set(texts).count == 1)
        let items = try test.trail(of: frontEnd.id)
        #expect(items.map { $0["subjects"]?.arrayValue } == refused.map { [.string($0)] })
        #expect(items.allSatisfy { $0["on_behalf_of"] == nil && $0["outcome"]?.int64Value == 403 })
    }

    @Test func aTeamsFrontEndActsForTheTeam() throws {
        let (rows, quays) = (try test.makeTeam("Rows"), try test.makeTeam("Quays"))
        let teams = try test.makeColleague(.learner, team: rows, scopes: ["assets:read"], actsFor: .team)
        let mate = try test.makeColleague(team: rows)
        func status(_ worker: Colleague, _ frontEnd: Colleague) throws -> Status {
            try ask("GET", "/v1/assets", for: worker.id.canonical, through: frontEnd).status
        }
        #expect(try status(mate, teams) == .ok)
        #expect(try status(try test.makeColleague(team: quays), teams) == .forbidden)
        #expect(try status(story.lead, teams) == .forbidden)
        try test.join(mate.id, quays)
        #expect(try status(mate, teams) == .forbidden)
        // No team is not a team.
        let teamless = try test.makeColleague(.learner, scopes: ["assets:read"], actsFor: .team)
        #expect(try status(story.lead, teamless) == .forbidden)
    }

    @Test func theWorkersRoleAndTheTokensScopesAreBothCeilings() throws {
        let reading = try test.makeColleague(.learner, scopes: ["people:read", "assets:read"], actsFor: .anyone)
        let worker = try test.makeColleague()
        func code(_ method: String, _ target: String, _ body: String? = nil) throws -> String? {
            let answer = try ask(method, target, for: worker.id.canonical, through: reading, body)
            return try JSON.read(try answer.text)["code"]?.stringValue
        }
        #expect(try code("GET", "/v1/people") == nil)
        #expect(try code("GET", "/v1/cases") == "scope_missing")
        #expect(try code("POST", "/v1/people", #"{"preferred_name": "M."}"#) == "scope_missing")
        // The role is the one that the worker has now.
        try set("UPDATE workers SET role = 'connector' WHERE id = $1", worker.id)
        #expect(try code("GET", "/v1/people") == "role_not_allowed")
        #expect(try code("GET", "/v1/assets") == nil)
        try set("UPDATE workers SET active = 0 WHERE id = $1", worker.id)
        #expect(try code("GET", "/v1/assets") == "on_behalf_refused")
        // Without its own worker a front end is nobody.
        try set("UPDATE workers SET active = 0 WHERE id = $1", reading.id)
        #expect(try code("GET", "/v1/assets") == "token_needed")
    }

    @Test func keysAndCursorsAreOneWorkersOwn() throws {
        let (lead, stranger) = (story.lead.id.canonical, story.stranger.id.canonical)
        func post(_ worker: String, _ name: String) throws -> Response {
            try ask(
                "POST", "/v1/people", for: worker, #"{"preferred_name": "\#(name)"}"#, fields: ["Idempotency-Key: k"])
        }
        let first = try post(lead, "Ada")
        #expect(first.status == .created)
        #expect(try post(lead, "Ada").text == (try first.text))
        let other = try post(stranger, "Ada")
        #expect(other.status == .created)
        #expect(other.fields.first("Idempotency-Replayed") == nil)
        #expect(try other.text != (try first.text))

        let page = try JSON.read(try ask("GET", "/v1/people?limit=1", for: lead).text)
        let cursor = try #require(page["next"]?.stringValue)
        #expect(try ask("GET", "/v1/people?limit=1&cursor=\(cursor)", for: lead).status == .ok)
        #expect(try ask("GET", "/v1/people?limit=1&cursor=\(cursor)", for: stranger).status == .badRequest)
    }
}
