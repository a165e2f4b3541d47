import JSON
import Testing

extension EndToEnd {
    /// Who may call what: the ceiling of each role, for every operation that the API describes.
    struct RoleTests {
        private static let roles = ["practitioner", "supervisor", "connector", "learner", "auditor", "admin"]
        private static let open: Set = ["/live", "/ready", "/openapi.json", "/docs"]
        private static let nobody = "0199aaaa-0000-7000-8000-000000000000"

        /// What each role may do beyond reading what everybody may: by the first words of the path, and the methods.
        private static func allowed(_ method: String, _ path: String) -> Set<String> {
            let casework: Set = ["practitioner", "supervisor"]
            let reads = method == "GET"
            if path.hasSuffix("/access-log") { return casework.union(["auditor"]) }
            if path.hasSuffix("/erasure") { return ["supervisor"] }
            switch path.split(separator: "/").dropFirst().first {
            case "people", "cases", "relationships", "person-barriers", "notices", "households": return casework
            // In whose case it stood in the way is no learner's to read.
            case "barriers": return reads && !path.contains("links") ? casework.union(["learner"]) : casework
            case "rights-requests", "consents", "share-decisions", "merges": return casework
            case "legal-holds": return reads ? casework : ["supervisor"]
            case "retention": return ["supervisor"]
            case "erasures": return ["supervisor", "auditor"]
            case "assets": return reads ? Set(roles) : casework.union(["connector"])
            case "agencies", "teams": return reads ? Set(roles) : casework.union(["connector", "admin"])
            case "workers": return reads ? Set(roles) : ["admin"]
            // What a batch holds, and what changed, has its own ceiling: each operation's, and each kind's.
            case "vocabularies", "batch", "changes": return Set(roles)
            case "tokens": return ["admin"]
            case "audit": return ["auditor"]
            default: return path == "/metrics" ? ["admin"] : []
            }
        }

        private let service: Service

        init() throws { service = try Service() }

        private func operations() throws -> [(method: String, path: String)] {
            let described = try service.connect().ask("GET", "/openapi.json").json
            let paths = try #require(described["paths"]?.objectValue)
            return paths.flatMap { path in
                (path.value.objectValue?.map(\.name) ?? []).filter { $0 != "parameters" }
                    .map { (method: $0.uppercased(), path: path.name) }
            }
        }

        private func target(_ path: String) -> String {
            path.replacing("{name}", with: "tie").replacing(/\{[a-z_]+\}/, with: Self.nobody)
        }

        @Test func everyRoleHasItsCeiling() throws {
            let client = try service.connect()
            let operations = try operations()
            #expect(operations.count > 40)
            for role in Self.roles {
                let token = try service.token(role)
                for (method, path) in operations where !Self.open.contains(path) {
                    let body = method == "POST" || method == "PATCH" ? "{}" : nil
                    let answer = try client.ask(method, target(path), token: token, body: body)
                    let isAllowed = Self.allowed(method, path).contains(role)
                    #expect((answer.status != 403) == isAllowed, "\(role) \(method) \(path): \(answer.status)")
                    #expect(answer.status != 401 && answer.status < 500, "\(role) \(method) \(path): \(answer.status)")
                }
            }
        }

        /// Without a token every path but the open ones looks alike, whether it is there or not.
        @Test func withoutATokenThereIsNothing() throws {
            let client = try service.connect()
            let more = [("GET", "/v1/nothing"), ("PUT", "/v1/people"), ("DELETE", "/nothing"), ("GET", "/")]
            var bodies: Set<String> = []
            for (method, path) in try operations() + more.map({ (method: $0.0, path: $0.1) }) {
                let body = method == "POST" || method == "PATCH" ? "{}" : nil
                let answer = try client.ask(method, target(path), body: body)
                guard !Self.open.contains(path) else {
                    #expect(answer.status == 200, "\(path)")
                    continue
                }
                #expect(answer.status == 401, "\(method) \(path): \(answer.status)")
                #expect(answer["www-authenticate"] == #"Bearer realm="kith""#, "\(method) \(path)")
                bodies.insert(Normal.text(answer.text))
            }
            #expect(bodies.count == 1)
        }

        @Test func aTokenThatIsRevokedOrUnknownIsNone() throws {
            let admin = try service.token("admin")
            let token = try service.token("practitioner")
            let client = try service.connect()
            #expect(try client.ask("GET", "/v1/people", token: token).status == 200)
            let listed = try client.ask("GET", "/v1/tokens?limit=200", token: admin)
            #expect(!listed.text.contains("kith_") && !listed.text.contains("hash"))
            let mine = listed.json["items"]?.arrayValue?.first { $0["role"]?.stringValue == "practitioner" }
            let id = try #require(mine?["id"]?.stringValue)
            let tag = try #require(try client.ask("GET", "/v1/tokens/\(id)", token: admin)["etag"])
            #expect(try client.ask("DELETE", "/v1/tokens/\(id)", token: admin).status == 428)
            let gone = try client.ask("DELETE", "/v1/tokens/\(id)", token: admin, fields: ["If-Match: \(tag)"])
            #expect(gone.status == 204)
            #expect(try client.ask("GET", "/v1/people", token: token).status == 401)
            for wrong in [token + "x", String(token.dropLast()), token.uppercased(), "kith_", "x"] {
                #expect(try client.ask("GET", "/v1/people", token: wrong).status == 401, "\(wrong)")
            }
            let twice = ["Authorization: Bearer \(admin)", "Authorization: Bearer \(admin)"]
            #expect(try client.ask("GET", "/v1/tokens", fields: twice).status == 401)
            #expect(try client.ask("GET", "/v1/people?access_token=\(token)").status == 401)
        }
    }
}
