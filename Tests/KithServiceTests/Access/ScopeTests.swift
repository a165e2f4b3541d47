import HTTP
import JSON
import Testing

@testable import KithService

/// What a token is for, beneath the ceiling of its role.
@Suite struct ScopeTests {
    private let story: AccessStory
    private var test: TestService { story.test }

    init() throws {
        story = try AccessStory()
    }

    private func route(_ line: MatrixLine) throws -> Route {
        try #require(Resources.routes.first { "\($0.method.rawValue) \($0.template)" == line.route })
    }

    private func ask(_ line: MatrixLine, _ colleague: Colleague, others: [String: String] = [:]) throws -> Response {
        let method = String(line.route.prefix { $0 != " " })
        return try test.ask(
            method, story.resolve(line.target, others: others), by: colleague,
            line.body.map { story.resolve($0, others: others) },
            fields: ["PATCH", "DELETE"].contains(method) ? ["If-Match: *"] : [])
    }

    private func code(_ response: Response) throws -> String? {
        try JSON.read(try response.text)["code"]?.stringValue
    }

    @Test func aScopeFollowsFromTheRoute() {
        func scope(_ method: HTTP.Method, _ template: String) -> String?? {
            Resources.routes.first { $0.method == method && $0.template == template }?.scope
        }
        #expect(scope(.get, "/v1/cases/{id}/contacts") == "cases:read")
        #expect(scope(.post, "/v1/cases/{id}/contacts") == "cases:write")
        #expect(scope(.get, "/v1/people/{id}/access-log") == "people:read")
        #expect(scope(.delete, "/v1/tokens/{id}") == "tokens:write")
        #expect(scope(.get, "/metrics") == "metrics:read")
        #expect(scope(.get, "/live") == .some(nil))
        #expect(Set(Scopes.names).count == Scopes.names.count)
        #expect(Scopes.names.count <= Scopes.countMax)
        for name in Scopes.names {
            #expect(Scopes(named: [name]) != Scopes(named: []), "\(name)")
            for other in Scopes.names where other != name && name != Scopes.allReads && other != Scopes.allReads {
                #expect(!Scopes(named: [name]).contains(Scopes(named: [other])), "\(name) \(other)")
            }
        }
    }

    /// Every route, with a token for it alone, with one for all else, and with one for all that reads.
    @Test func aTokenDoesWhatItIsForAndNothingElse() throws {
        for role in [Role.practitioner, .admin, .auditor] {
            let lines = try MatrixLine.all.filter { line in
                guard let roles = line.roles, roles.contains(role) else { return false }
                return role == .practitioner || !roles.contains(.practitioner) || line.route == "GET /v1/agencies"
            }.map { (line: $0, scope: try #require(try route($0).scope)) }
            let reader = try test.makeColleague(role, scopes: [Scopes.allReads])
            for scope in Set(lines.map(\.scope)) {
                let others = Scopes.names.filter { $0 != scope && $0 != Scopes.allReads }
                // A batch takes the scopes of its operations too.
                let needed = [scope] + (scope == "batch:write" ? ["cases:write"] : [])
                let (own, other) = (
                    try test.makeColleague(role, scopes: needed), try test.makeColleague(role, scopes: others)
                )
                for line in lines.map(\.line) where try route(line).scope == scope {
                    let mine = try ask(line, own)
                    #expect(mine.status != .forbidden && mine.status != .unauthorized, "\(role) \(line.route)")
                    let refusal = try ask(line, other)
                    #expect(try code(refusal) == "scope_missing", "\(role) \(line.route)")
                    #expect(refusal.status == .forbidden)
                    #expect(try refusal.text.contains(" \(scope)."), "\(role) \(line.route)")
                    let isRead = scope.hasSuffix(":read")
                    #expect((try ask(line, reader).status == .forbidden) != isRead, "\(role) \(line.route)")
                }
            }
        }
    }

    /// It is decided before any record is looked at: what is there is refused as what is not.
    @Test func aMissingScopeTellsNothing() throws {
        let reader = try test.makeColleague(scopes: ["assets:read"])
        for line in MatrixLine.all where line.wrong == 404 {
            let absent = Dictionary(
                uniqueKeysWithValues: AccessStory.hidden.map { ($0, "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e10") })
            let (there, not) = (try ask(line, reader), try ask(line, reader, others: absent))
            #expect(there.status == .forbidden, "\(line.route)")
            func body(_ response: Response) throws -> String {
                let id = try #require(response.fields.first("Kith-Request-Id"))
                return try response.text.replacing(id, with: "")
            }
            #expect(try body(there) == (try body(not)), "\(line.route)")
        }
    }

    @Test func aMissingScopeIsInTheTrail() throws {
        let reader = try test.makeColleague(scopes: ["assets:read"])
        let person = story.resolve("$person")
        #expect(try test.status("GET", "/v1/people/\(person)", by: reader) == 403)
        let row = try #require(try test.trail(of: reader.id).first)
        #expect(row["outcome"]?.int64Value == 403)
        #expect(row["subjects"]?.arrayValue == [.string(person)])
    }

    @Test func scopesAreCheckedAndFixed() throws {
        let worker = try #require(test.workers[.practitioner]).canonical
        func make(_ scopes: String) throws -> Response {
            let body = #"{"worker": "\#(worker)", "label": "x", "role": "practitioner", \#(scopes)}"#
            return try test.ask("POST", "/v1/tokens", as: .admin, body)
        }
        let wrong = try make(#""scopes": ["poeple:read", "cases:read"]"#)
        #expect(wrong.status == .unprocessableContent)
        #expect(try wrong.text.contains(#"There is no scope \"poeple:read\" here. Did you mean \"people:read\"?"#))
        let repeated = try make(#""scopes": ["cases:read", "cases:read"]"#)
        #expect(try repeated.text.contains(#""pointer":"/scopes/1","code":"repeated""#))
        #expect(try make(#""scopes": []"#).text.contains(#""code":"empty""#))
        let needed = try make(#""acts_for": "anyone""#)
        #expect(try needed.text.contains(#""pointer":"/scopes","code":"required""#))

        let made = try JSON.read(try make(#""scopes": ["cases:read"]"#).text)
        #expect(made["scopes"]?.arrayValue == ["cases:read"])
        let id = try #require(made["id"]?.stringValue)
        let change = try test.ask(
            "PATCH", "/v1/tokens/\(id)", as: .admin, #"{"scopes": ["*:read"]}"#, fields: ["If-Match: *"])
        #expect(try change.text.contains(#""code":"fixed""#))
    }

    /// Otherwise whoever has a token for tokens could make one for all the rest.
    @Test func aTokenMakesNoneThatIsForMoreThanItself() throws {
        let maker = try test.makeColleague(.admin, scopes: ["tokens:write", "cases:read"])
        let worker = try #require(test.workers[.practitioner]).canonical
        func status(_ scopes: String) throws -> Int {
            let body = #"{"worker": "\#(worker)", "label": "x", "role": "practitioner"\#(scopes)}"#
            return try test.status("POST", "/v1/tokens", by: maker, body)
        }
        #expect(try status("") == 422)
        #expect(try status(#", "scopes": ["cases:read", "people:read"]"#) == 422)
        #expect(try status(#", "scopes": ["*:read"]"#) == 422)
        #expect(try status(#", "scopes": ["cases:read"]"#) == 201)
    }

    @Test func theDescriptionListsThem() throws {
        let document = try JSON.read(try test.ask("GET", "/openapi.json", as: nil).text)
        let property = document["components"]?["schemas"]?["TokenDraft"]?["properties"]?["scopes"]
        #expect(property?["items"]?["enum"]?.arrayValue == Scopes.names.map { .string($0) })
        let operation = document["paths"]?["/v1/people"]?["get"]
        #expect(operation?["description"]?.stringValue?.hasSuffix("Scope: people:read.") == true)
    }
}
