import JSON
import Testing

extension EndToEnd {
    /// Entity tags, conditions, and what HEAD and OPTIONS say.
    struct ConditionTests {
        private let service: Service
        private let token: String
        private let person: String

        init() throws {
            service = try Service()
            token = try service.token("practitioner")
            person = "/v1/people/" + (try Records.makePerson(service, token))
        }

        private func curl(
            _ method: String, _ target: String, _ fields: [String] = [], body: String? = nil
        ) throws -> Answer {
            try Curl.ask(service, method, target, token: token, fields: fields, body: body)
        }

        @Test func aVersionIsReadOnceAndChangedOnce() throws {
            let first = try curl("GET", person)
            let tag = try #require(first["etag"])
            #expect(first.status == 200)
            #expect(tag.wholeMatch(of: /"[^"]+"/) != nil, "a strong tag: \(tag)")
            let again = try curl("GET", person, ["If-None-Match: \"x\", W/\(tag)"])
            #expect(again.status == 304 && again["etag"] == tag && again.body.isEmpty)
            #expect(again["content-length"] == nil && again["content-type"] == nil)
            #expect(try curl("GET", person, ["If-None-Match: *"]).status == 304)
            #expect(try curl("GET", person, ["If-None-Match: \"x\""]).status == 200)

            let changed = try curl("PATCH", person, ["If-Match: \(tag)"], body: #"{"pronouns":"she"}"#)
            #expect(changed.status == 200)
            #expect(changed.json["pronouns"]?.stringValue == "she")
            #expect(changed["etag"] != nil && changed["etag"] != tag)
            let stale = try curl("PATCH", person, ["If-Match: \(tag)"], body: #"{"pronouns":"they"}"#)
            #expect(stale.status == 412)
            #expect(stale["etag"] == changed["etag"])
            let now = try curl("GET", person, ["If-None-Match: \(tag)"])
            #expect(now.status == 200 && now["etag"] == changed["etag"] && now.body == changed.body)
            let weak = try curl("PATCH", person, ["If-Match: W/\(changed["etag"] ?? "")"], body: "{}")
            #expect(weak.status == 412, "If-Match compares strongly")
            let removed = try curl(
                "PATCH", person, ["If-Match: \"x\", \(changed["etag"] ?? "")"], body: #"{"pronouns":null}"#)
            #expect(removed.status == 200)
            #expect(removed.json["pronouns"] == nil)
        }

        @Test func aCreationSaysWhereAndWhichVersion() throws {
            let made = try curl("POST", "/v1/people", body: #"{"preferred_name":"Ann"}"#)
            #expect(made.status == 201)
            let location = try #require(made["location"])
            #expect(location.wholeMatch(of: /\/v1\/people\/[0-9a-f-]{36}/) != nil)
            let read = try curl("GET", location)
            #expect(read.body == made.body)
            #expect(read["etag"] == made["etag"])
        }

        /// HEAD has exactly the fields of GET, and no content; for answers and for refusals.
        @Test(arguments: [
            "PERSON", "/v1/people", "/v1/people?limit=0", "/live", "/ready", "/openapi.json", "/docs", "/v1/none",
        ])
        func headIsGetWithoutContent(target: String) throws {
            let target = target.replacing("PERSON", with: person)
            let get = try curl("GET", target)
            let head = try curl("HEAD", target)
            let varying = ["date", "kith-request-id"]
            func lines(_ answer: Answer) -> [String] {
                answer.fields.filter { !varying.contains($0.name.lowercased()) }.map { "\($0.name): \($0.value)" }
            }
            #expect(head.status == get.status)
            #expect(lines(head) == lines(get))
            #expect(head.body.isEmpty && !get.body.isEmpty)
            #expect(get["content-length"] == "\(get.body.count)")
        }

        @Test(arguments: [
            ("/v1/people", "GET, HEAD, POST, OPTIONS"), ("PERSON", "GET, HEAD, PATCH, OPTIONS"),
            ("/live", "GET, HEAD, OPTIONS"), ("/v1/tokens/7", "GET, HEAD, PATCH, DELETE, OPTIONS"),
        ])
        func optionsAndAllowAgree(target: String, methods: String) throws {
            let target = target.replacing("PERSON", with: person)
            let wanted = Set(methods.split(separator: ", ").map(String.init))
            func allowed(_ answer: Answer) -> Set<String> {
                Set((answer["allow"] ?? "").split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init))
            }
            let options = try Curl.ask(service, "OPTIONS", target)
            #expect(options.status == 204 && options.body.isEmpty)
            #expect(allowed(options) == wanted)
            let wrong = try curl("PUT", target, body: "{}")
            #expect(wrong.status == 405)
            #expect(allowed(wrong) == wanted)
        }

        @Test func theWholeServerTakesOptions() throws {
            let client = try service.connect()
            #expect(try client.ask("OPTIONS", "*").status == 204)
        }

        @Test func crossOriginIsOffUnlessConfigured() throws {
            let fields = ["Origin: https://cases.example.org", "Access-Control-Request-Method: PATCH"]
            for method in ["GET", "OPTIONS"] {
                let answer = try curl(method, person, fields)
                #expect(!answer.fields.contains { $0.name.lowercased().hasPrefix("access-control") }, "\(method)")
            }
        }

        @Test func crossOriginIsExactWhereConfigured() throws {
            let service = try Service(settings: ["cors_origins=https://cases.example.org,https://b.example"])
            let token = try service.token("practitioner")
            func allowed(_ method: String, _ origin: String) throws -> (String?, String?, String?) {
                let fields = ["Origin: \(origin)", "Access-Control-Request-Method: PATCH"]
                let answer = try Curl.ask(service, method, "/v1/people", token: token, fields: fields)
                let methods = answer["access-control-allow-methods"]
                return (answer["access-control-allow-origin"], answer["vary"].map { _ in "vary" }, methods)
            }
            for origin in ["https://cases.example.org", "https://b.example"] {
                #expect(try allowed("GET", origin) == (origin, "vary", nil))
                let preflight = try allowed("OPTIONS", origin)
                #expect(preflight.0 == origin)
                #expect(preflight.2?.contains("PATCH") == true)
            }
            for origin in ["https://cases.example.org.evil.test", "http://cases.example.org", "null", "*"] {
                #expect(try allowed("GET", origin).0 == nil, "\(origin)")
                #expect(try allowed("OPTIONS", origin).0 == nil, "\(origin)")
            }
            let refused = try Curl.ask(service, "GET", "/v1/people", fields: ["Origin: https://b.example"])
            #expect(refused.status == 401)
            #expect(refused["access-control-allow-origin"] == "https://b.example", "a page must see why")
        }

        /// Also what the server refuses by itself, once the head was whole, is told to the page that asked.
        @Test func aPageSeesWhyItsBodyIsRefused() throws {
            let service = try Service(settings: ["cors_origins=https://b.example"])
            let token = try service.token("practitioner")
            for (fields, rest, code) in [
                (["Content-Length: 9000000"], "", "content_too_large"),
                (["Transfer-Encoding: chunked"], "900000\r\n", "content_too_large"),
                (["Transfer-Encoding: chunked"], "no size\r\n", "bad_chunk_size"),
                (["Content-Length: 9"], "{", "incomplete_message"),
            ] {
                let client = try service.connect()
                let origin = ["Origin: https://b.example", "Content-Type: application/json"]
                try client.send(client.request("POST", "/v1/people", token: token, fields: origin + fields) + rest)
                if code == "incomplete_message" { client.endSending() }
                let answer = try client.read()
                #expect(answer?.json["code"]?.stringValue == code)
                #expect(answer?["access-control-allow-origin"] == "https://b.example", "\(code)")
                #expect(answer?["kith-request-id"] != nil, "\(code)")
            }
            #expect(try service.stop() == .exited(0))
            let lines = service.child.err.split(separator: "\n").filter { $0.contains(" POST /v1/people - ") }
            #expect(lines.count == 4, "each has its line, with its route")
        }
    }
}
