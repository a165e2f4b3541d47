import JSON
import Testing

extension EndToEnd {
    /// A fault of the service itself, here a table that somebody has renamed under it: the client learns that there is
    /// one and under which name the operator finds it, and nothing of the inside.
    struct InternalFaultTests {
        @Test func aFaultOfOurOwnIsLoggedAndNotShown() throws {
            let service = try Service()
            let token = try service.token("practitioner")
            let client = try service.connect()
            #expect(try client.ask("GET", "/v1/people", token: token).status == 200)
            try rename("people", to: "elsewhere", service)

            let answer = try client.ask("GET", "/v1/people", token: token)
            #expect(answer.status == 500)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer.json["code"]?.stringValue == "internal")
            for word in ["people", "SQL", "SELECT", "table", "no such"] {
                #expect(!answer.text.contains(word), "\(answer.text)")
            }
            let id = try #require(answer["kith-request-id"])
            #expect(answer.json["instance"]?.stringValue == "urn:uuid:\(id)")
            let isLogged = Timing.eventually { service.child.err.contains("request=\(id)") }
            #expect(isLogged, "\(service.child.err)")
            let lines = service.child.err.split(separator: "\n")
            let line = try #require(lines.first { $0.contains("request=\(id)") })
            #expect(line.contains("error kith:") && line.contains("SQL logic error"))
            #expect(line.hasSuffix("request failed"), "an event is a line, whatever its texts hold")
            // It is in the trail as any other answer, and the connection goes on.
            let outcome = "SELECT outcome FROM audit WHERE request = '\(id)'"
            let isRecorded = try Timing.eventually { try Program.sql(service.database, outcome) == ["500"] }
            #expect(isRecorded)

            try rename("elsewhere", to: "people", service)
            #expect(try client.ask("GET", "/v1/people", token: token).status == 200)
            #expect(try service.stop() == .exited(0))
        }

        /// A balancer sends nobody to a program whose file another version has brought further meanwhile.
        @Test func aSchemaThatIsNotTheProgramsOwnIsNotReady() throws {
            let service = try Service()
            let client = try service.connect()
            #expect(try client.ask("GET", "/ready").status == 200)
            try change(
                """
                INSERT INTO schema_migrations
                SELECT max(position) + 1, '9999_later', sha256, applied_at FROM schema_migrations
                """, service)
            let ready = try client.ask("GET", "/ready")
            #expect(ready.status == 503)
            #expect(ready.json["schema"]?.boolValue == false)
            #expect(ready.json["writable"]?.boolValue == true)
            #expect(try client.ask("GET", "/live").status == 200)
            #expect(try service.stop() == .exited(0))
        }

        private func rename(_ table: String, to name: String, _ service: Service) throws {
            try change("PRAGMA legacy_alter_table = ON; ALTER TABLE \(table) RENAME TO \(name)", service)
        }

        private func change(_ sql: String, _ service: Service) throws {
            let outcome = try Program.tool(["sqlite3", "-cmd", ".timeout 5000", service.database, sql])
            #expect(outcome.code == 0, "\(outcome)")
        }
    }
}
