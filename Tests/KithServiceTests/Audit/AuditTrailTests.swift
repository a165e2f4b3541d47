import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What a request leaves in the trail, asked of the whole service.
@Suite struct AuditTrailTests {
    private static let nobody = "0199aaaa-0000-7000-8000-000000000000"
    private static let broken = """
        CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END
        """

    private let test: TestService

    init() throws { test = try TestService() }

    /// A row as these tests compare it: the method, the route, the outcome, and the subjects.
    private struct Line: Equatable {
        let text: String
        let subjects: [String]
    }

    /// Writes down what waits, and gives the rows.
    private func lines() throws -> [Line] {
        test.service.audit.flush()
        _ = try test.service.database.perform(test.clock, test.service.ids) { _ in 0 }
        var lines: [Line] = []
        let db = try Connection(path: test.path, options: .reader)
        try db.query("SELECT method, route, outcome, subjects FROM audit_rows ORDER BY seq") { row in
            let subjects = try JSON.read(row.string(3)).arrayValue?.compactMap(\.stringValue) ?? []
            let words = [row.string(0), row.string(1), row.string(2)]
            lines.append(Line(text: words.joined(separator: " "), subjects: subjects))
        }
        return lines
    }

    private func make(_ target: String, _ body: String, fields: [String] = []) throws -> String {
        let made = try test.ask("POST", target, body, fields: fields)
        return try #require(try JSON.read(try made.text)["id"]?.stringValue)
    }

    private func tamper(_ sql: String) throws {
        try Connection(path: test.path, options: .init(.write)).script(sql)
    }

    /// A route that reads something personal must not be added to these.
    @Test func theRoutesThatLeaveNoTraceAreKnown() {
        let silent = test.service.routes.filter { $0.roles != nil && $0.audit == .refusals }
        #expect(
            silent.map { "\($0.method.rawValue) \($0.template)" }.sorted() == [
                "GET /metrics", "GET /v1/agencies", "GET /v1/agencies/{id}", "GET /v1/assets", "GET /v1/assets/{id}",
                "GET /v1/assets/{id}/confirmations", "GET /v1/assets/{id}/confirmations/{confirmation}",
                "GET /v1/teams", "GET /v1/teams/{id}", "GET /v1/vocabularies", "GET /v1/vocabularies/{name}",
                "GET /v1/workers", "GET /v1/workers/{id}",
            ])
        let open = test.service.routes.filter { $0.roles == nil }.map(\.template)
        #expect(open == ["/live", "/ready", "/openapi.json", "/docs"])
    }

    @Test func everyRouteLeavesOneRowForEveryRole() throws {
        var expected: [String] = []
        for route in test.service.routes {
            guard let roles = route.roles else { continue }
            let target = route.template.split(separator: "/")
                .map { $0 == "{name}" ? "tie" : $0.hasPrefix("{") ? Self.nobody : String($0) }
            for role in Role.allCases {
                let response = try test.ask(
                    route.method.rawValue, "/" + target.joined(separator: "/"), as: role,
                    route.body == nil ? nil : "{}")
                let isAllowed = roles.allowed.contains(role)
                #expect((response.status == .forbidden) != isAllowed, "\(role) \(route.template)")
                guard route.audit != .refusals || !isAllowed else { continue }
                expected.append("\(route.method.rawValue) \(route.template) \(response.status.code)")
            }
        }
        // What the writer refuses is recorded after it, by a thread of its own: each row is there, in whatever order.
        #expect(try lines().map(\.text).sorted() == expected.sorted())
        #expect(expected.count > 100)
    }

    @Test func aRowNamesWhatWasTouchedServedOrAskedFor() throws {
        let person = try make("/v1/people", #"{"preferred_name": "M."}"#)
        let other = try make("/v1/people", #"{"preferred_name": "N."}"#)
        let fields = ["Idempotency-Key: once"]
        let body = #"{"people": ["\#(person)"], "entry_route": "self"}"#
        let supportCase = try make("/v1/cases", body, fields: fields)
        #expect(try make("/v1/cases", body, fields: fields) == supportCase)
        let contact = try make("/v1/cases/\(supportCase)/contacts", #"{"note": "Tea."}"#)
        _ = try test.ask("GET", "/v1/people")
        _ = try test.ask("HEAD", "/v1/people/\(person)")
        _ = try test.ask("GET", "/v1/people?limit=1", fields: ["Accept: text/csv"])
        _ = try test.ask("GET", "/v1/cases?person=\(other)")
        _ = try test.ask("GET", "/v1/cases?person=\(person)")
        _ = try test.ask("GET", "/v1/cases/\(supportCase)/contacts")
        _ = try test.ask("GET", "/v1/cases/\(supportCase)/contacts/\(contact)")
        _ = try test.ask("GET", "/v1/cases/\(Self.nobody)")
        _ = try test.ask("PATCH", "/v1/people/\(person)", #"{"pronouns": "she"}"#, fields: ["If-Match: \"9\""])
        _ = try test.ask("GET", "/v1/people/nonsense")
        #expect(
            try lines() == [
                Line(text: "POST /v1/people 201", subjects: [person]),
                Line(text: "POST /v1/people 201", subjects: [other]),
                Line(text: "POST /v1/cases 201", subjects: [supportCase]),
                Line(text: "POST /v1/cases 201", subjects: [supportCase]),
                Line(text: "POST /v1/cases/{id}/contacts 201", subjects: [supportCase, contact]),
                Line(text: "GET /v1/people 200", subjects: [person, other]),
                Line(text: "HEAD /v1/people/{id} 200", subjects: [person]),
                Line(text: "GET /v1/people 200", subjects: [person]),
                Line(text: "GET /v1/cases 200", subjects: [other]),
                Line(text: "GET /v1/cases 200", subjects: [person, supportCase]),
                Line(text: "GET /v1/cases/{id}/contacts 200", subjects: [supportCase]),
                Line(text: "GET /v1/cases/{id}/contacts/{contact} 200", subjects: [supportCase, contact]),
                Line(text: "GET /v1/cases/{id} 404", subjects: [Self.nobody]),
                Line(text: "PATCH /v1/people/{id} 412", subjects: [person]),
                Line(text: "GET /v1/people/{id} 404", subjects: []),
            ])
    }

    @Test func aStreamLeavesARowForEachPiece() throws {
        let maker = Access(worker: test.workers[.practitioner], role: .practitioner, token: nil)
        let ids = try test.service.database.perform(test.clock, test.service.ids) { transaction in
            try (0..<250).map { index in
                var person = Draft<Person>()
                person[Person.preferredName] = "P\(1000 + index)"
                return try Person.table.insert(person, by: maker, transaction).canonical
            }
        }
        let response = try test.ask("GET", "/v1/people", fields: ["Accept: application/x-ndjson"])
        #expect(try response.text.split(separator: "\n").count == 250)
        let rows = try lines()
        #expect(rows.map(\.text) == Array(repeating: "GET /v1/people 200", count: 4))
        #expect(rows.map(\.subjects) == [[], Array(ids[..<100]), Array(ids[100..<200]), Array(ids[200...])])

        // A piece that leaves no trace does not go out.
        let next = try test.ask("GET", "/v1/people", fields: ["Accept: application/x-ndjson"])
        try tamper(Self.broken)
        #expect(try lines().count == 4)
        #expect(throws: AuditUnavailable.self) { try next.text }
        try tamper("DROP TRIGGER broken")
        // The next request lets go of the snapshot that the stream read.
        #expect(try test.ask("GET", "/live", as: nil).status == .ok)
    }

    @Test func whereTheTrailCannotBeWrittenNothingIsServedOrChanged() throws {
        let person = try make("/v1/people", #"{"preferred_name": "M."}"#)
        try tamper(Self.broken)
        for _ in 0..<2 {
            let refused = try test.ask("POST", "/v1/people", #"{"preferred_name": "N."}"#)
            try expectUnavailable(refused)
            try expectUnavailable(try test.ask("GET", "/v1/people/\(person)"))
            try expectUnavailable(try test.ask("GET", "/v1/people/\(Self.nobody)"))
            try expectUnavailable(try test.ask("GET", "/v1/people", as: .learner))
        }
        #expect(try test.ask("GET", "/v1/assets").status == .ok, "what leaves no trace goes on")
        #expect(try test.ask("GET", "/ready", as: nil).status == .serviceUnavailable)
        try tamper("DROP TRIGGER broken")
        test.alarm.advance(milliseconds: AuditQueue.gatherMilliseconds)
        _ = try lines()
        #expect(try test.ask("GET", "/ready", as: nil).status == .ok)
        let people = try JSON.read(try test.ask("GET", "/v1/people?fields=id").text)["items"]?.arrayValue
        #expect(people?.compactMap { $0["id"]?.stringValue } == [person])
        #expect(
            try lines() == [
                Line(text: "POST /v1/people 201", subjects: [person]), Line(text: "POST /v1/people 503", subjects: []),
                Line(text: "POST /v1/people 503", subjects: []), Line(text: "GET /v1/people 200", subjects: [person]),
            ])
    }

    private func expectUnavailable(_ response: Response) throws {
        #expect(response.status == .serviceUnavailable)
        #expect(response.fields.first(.retryAfter) == "1")
        #expect(try JSON.read(try response.text)["code"]?.stringValue == "audit_unavailable")
    }

    @Test func requestsWithoutAValidTokenAreCountedAlone() throws {
        for target in ["/v1/people", "/v1/people/\(Self.nobody)", "/v1/nothing"] {
            #expect(try test.ask("GET", target, as: nil).status == .unauthorized)
        }
        #expect(try lines().isEmpty)
        let metrics = try test.ask("GET", "/metrics", as: .admin).text
        #expect(metrics.contains("\nkith_requests_without_token_total 3\n"))
        #expect(metrics.contains("\nkith_audit_waiting 0\n") && metrics.contains("\nkith_audit_writable 1\n"))
    }

    /// Neither what is recorded nor what is searched for comes into the trail.
    @Test func aRowHoldsNothingOfWhatPeopleSaid() throws {
        let person = try make("/v1/people", #"{"preferred_name": "Wilhelmina", "about_me": "I sing."}"#)
        _ = try test.ask("GET", "/v1/people?sort=Wilhelmina")
        _ = try test.ask("GET", "/v1/cases?lead=Wilhelmina")
        _ = try test.ask("GET", "/v1/people/Wilhelmina")
        _ = try test.ask(
            "PATCH", "/v1/people/\(person)", #"{"what_matters": ["The sea"]}"#, fields: ["If-Match: *"])
        #expect(try lines().count == 5)
        let db = try Connection(path: test.path, options: .reader)
        var text = ""
        try db.query("SELECT * FROM audit") { row in
            for index in 0..<12 { text += row.string(index) + " " }
        }
        for word in ["Wilhelmina", "sing", "sea"] { #expect(!text.contains(word)) }
    }

    @Test func whatWasServedIsThereAfterAStop() throws {
        let path = test.path
        _ = try test.ask("GET", "/v1/people")
        test.service.close()
        let db = try Connection(path: path, options: .reader)
        #expect(try db.one("SELECT COUNT(*) FROM audit") { $0.int(0) } == 1)
        #expect(try AuditWalk.verify(db, against: nil).fault == nil)
    }

    @Test func anInstallationCanGiveNamesToThePerson() throws {
        var settings = ServiceSettings()
        settings.accessLogNames = true
        let test = try TestService(settings: settings)
        let made = try test.ask("POST", "/v1/people", #"{"preferred_name": "M."}"#)
        let person = try #require(try JSON.read(try made.text)["id"]?.stringValue)
        let item = try JSON.read(try test.ask("GET", "/v1/people/\(person)/access-log").text)["items"]?.arrayValue?
            .first
        #expect(item?["name"]?.stringValue == "The practitioner")
        #expect(item?["role"]?.stringValue == "practitioner")
    }

    /// Page by page every row about the person is there once, newest first; rows about ties and cases with them.
    @Test func theAccessLogIsReadInPages() throws {
        let person = try make("/v1/people", #"{"preferred_name": "M."}"#)
        let other = try make("/v1/people", #"{"preferred_name": "N."}"#)
        let supportCase = try make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#)
        let tie = try make(
            "/v1/relationships",
            """
            {"from": {"type": "person", "id": "\(other)"}, "to": {"type": "person", "id": "\(person)"},
                "tie": "friend"}
            """)
        for index in 0..<4 { _ = try make("/v1/cases/\(supportCase)/contacts", #"{"note": "\#(index)"}"#) }
        _ = try test.ask("GET", "/v1/relationships/\(tie)")
        _ = try test.ask("GET", "/v1/people/\(other)")
        _ = try lines()
        var seen: [String] = []
        var target: String? = "/v1/people/\(person)/access-log?limit=3"
        while let page = target {
            let response = try test.ask("GET", page, as: .auditor)
            #expect(response.status == .ok)
            let items = try #require(try JSON.read(try response.text)["items"]?.arrayValue)
            #expect(items.count <= 3)
            seen += items.compactMap { $0["what"]?.stringValue }
            target = response.fields.first(.link)?.split(separator: ">").first.map { String($0.dropFirst()) }
        }
        let notes = Array(repeating: "Writes down what happened: one line is enough.", count: 4)
        #expect(
            seen == ["Reads a relationship."] + notes + [
                "Ties two parties to each other.", "Opens a case: whom it is for, and how they and we met.",
                "Says hello to somebody: a name is enough.",
            ])
    }
}
