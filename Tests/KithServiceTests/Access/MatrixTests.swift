import HTTP
import JSON
import Testing

@testable import KithService

/// Every route, asked as every role, as the right worker and as a wrong one, and as nobody.
@Suite struct MatrixTests {
    private var story: AccessStory

    init() throws {
        story = try AccessStory()
        let listed = try JSON.read(try story.test.ask("GET", "/v1/tokens", as: .admin).text)
        let mine = listed["items"]?.arrayValue?.first {
            $0["worker"]?.stringValue == story.test.workers[.learner]?.canonical
        }
        story.name("token", try #require(mine?["id"]?.stringValue))
    }

    private func method(_ line: MatrixLine) -> String {
        String(line.route.prefix { $0 != " " })
    }

    private func ask(
        _ line: MatrixLine, _ token: String?, others: [String: String] = [:], match: String? = "*"
    ) throws -> Response {
        var fields = token.map { ["Authorization: Bearer \($0)"] } ?? []
        if let match, ["PATCH", "DELETE"].contains(method(line)) { fields.append("If-Match: \(match)") }
        return try story.test.ask(
            method(line), story.resolve(line.target, others: others), as: nil,
            line.body.map { story.resolve($0, others: others) }, fields: fields)
    }

    /// An answer in all that does not belong to the one request.
    private func normal(_ response: Response) throws -> String {
        let id = try #require(response.fields.first("Kith-Request-Id"))
        let fields = response.fields.lines.map { "\($0.name): \($0.value)" }
        return "\(response.status.code)\n\(fields.joined(separator: "\n"))\n\(try response.text)"
            .replacing(id, with: "<request>")
    }

    @Test func everyRouteHasALine() {
        let routes = Resources.routes.map { "\($0.method.rawValue) \($0.template)" }
        let lines = MatrixLine.all.map(\.route)
        #expect(Set(lines).count == lines.count)
        #expect(Set(routes).subtracting(lines) == [], "routes without a line")
        #expect(Set(lines).subtracting(routes) == [], "lines without a route")
    }

    @Test func withoutATokenThereIsNothing() throws {
        for line in MatrixLine.all {
            let status = try ask(line, nil).status
            #expect(status == (line.roles == nil ? .ok : .unauthorized), "\(line.route): \(status)")
        }
    }

    /// Who stands in no relationship to it sees nothing of it, whatever the role.
    @Test func eachRoleHasItsCeilingAndNothingBeneathIsOpenByItself() throws {
        for role in Role.allCases {
            let token = try #require(story.test.tokens[role])
            for line in MatrixLine.all {
                guard let roles = line.roles, method(line) == "GET" || !roles.contains(role) else { continue }
                let answer = try ask(line, token)
                #expect((answer.status == .forbidden) == !roles.contains(role), "\(role) \(line.route)")
                #expect(answer.status != .unauthorized && answer.status.code < 500, "\(role) \(line.route)")
                let text = try answer.text
                // The trail names records by their ids, to those who look after it, and nothing else of them.
                let mayHaveIDs = role == .auditor && line.route == "GET /v1/audit"
                for secret in story.secrets where !mayHaveIDs || ID(secret) == nil {
                    #expect(!text.contains(secret), "\(role) \(line.route) tells \(secret)")
                }
            }
        }
    }

    /// For a wrong worker what is there answers as what is not, in status, body and fields, whatever the conditions.
    @Test func forAWrongWorkerItIsNotThere() throws {
        let absent = AccessStory.hidden.enumerated().map { index, name in
            (name, "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e\(10 + index)")
        }
        let others = Dictionary(uniqueKeysWithValues: absent)
        for line in MatrixLine.all {
            guard let wrong = line.wrong else { continue }
            // Where it takes a supervisor, one of another team.
            let isLeads = line.roles?.contains(.practitioner) ?? true
            let token = isLeads ? story.stranger.token : try #require(story.test.tokens[.supervisor])
            for match in ["*", "\"9\"", nil] {
                let answer = try ask(line, token, match: match)
                guard wrong >= 400 || match == "*" else { continue }
                #expect(Int(answer.status.code) == wrong, "\(line.route)")
                let text = try normal(answer)
                for secret in story.secrets { #expect(!text.contains(secret), "\(line.route) tells \(secret)") }
                guard wrong >= 400 else { continue }
                let absent = try ask(line, token, others: others, match: match)
                #expect(try normal(absent) == text, "\(line.route)")
            }
        }
    }

    @Test func forTheRightWorkerItIs() throws {
        for line in MatrixLine.all {
            guard let roles = line.roles else { continue }
            let isLeads = roles.contains(.practitioner)
            let others: Role = roles.contains(.admin) ? .admin : .auditor
            let keeper = roles.contains(.supervisor) ? story.supervisor.token : story.test.tokens[others]
            let token = isLeads ? story.lead.token : try #require(keeper)
            let answer = try ask(line, token)
            let text = try answer.text
            #expect(Int(answer.status.code) == line.right, "\(line.route): \(text)")
            // What the wrong worker is not told is there to be told.
            if line.wrong == 404, method(line) == "GET" {
                // Who asked, and what is counted, is told without a word of the record itself.
                let told = ["access-log": #""outcome":"granted""#, "measures": #""measure":"upc""#]
                let secrets = told.first { line.route.hasSuffix($0.key) }.map { [$0.value] } ?? story.secrets
                #expect(secrets.contains { text.contains($0) }, "\(line.route)")
            }
        }
    }
}
