import JSON
import Testing

extension EndToEnd {
    /// The trail from outside: what a service leaves in it, and what is found when somebody changes the file.
    struct AuditCommandTests {
        private func run(_ arguments: [String], _ service: Service) throws -> Program.Outcome {
            try Program.run(arguments + ["--database", service.database], in: service.scratch.path)
        }

        /// Does what the database forbids, and leaves no other trace of it.
        private func tamper(_ sql: String, _ service: Service) throws {
            let triggers = ["audit_is_never_changed", "audit_is_never_deleted"]
            var script = sql + ";"
            for name in triggers {
                let text = try Program.sql(service.database, "SELECT sql FROM sqlite_schema WHERE name = '\(name)'")
                script = "DROP TRIGGER \(name); " + script + text.joined(separator: "\n") + ";"
            }
            let outcome = try Program.tool(["sqlite3", service.database, script])
            #expect(outcome.code == 0, "\(outcome.err)")
        }

        @Test func aStopWritesWhatWasReadAndTheTrailCanBeChecked() throws {
            let service = try Service()
            let token = try service.token("practitioner")
            let client = try service.connect()
            let person = try client.ask("POST", "/v1/people", token: token, body: #"{"preferred_name":"M."}"#)
            let id = try #require(person.json["id"]?.stringValue)
            for _ in 0..<3 { _ = try client.ask("GET", "/v1/people/\(id)", token: token) }
            _ = try client.ask("GET", "/v1/people/\(id)")
            #expect(try service.stop() == .exited(0))
            let rows = try Program.sql(
                service.database, "SELECT seq, method, route, outcome, subjects LIKE '%\(id)%' FROM audit ORDER BY seq")
            #expect(
                rows == [
                    "1|KITH|kith token create|200|0", "2|POST|/v1/people|201|1",
                    "3|GET|/v1/people/{id}|200|1", "4|GET|/v1/people/{id}|200|1", "5|GET|/v1/people/{id}|200|1",
                ])
            let anchor = try run(["audit", "anchor"], service)
            #expect(anchor.code == 0 && anchor.out.wholeMatch(of: /5:[0-9a-f]{64}\n/) != nil, "\(anchor)")
            let head = String(anchor.out.dropLast())
            #expect(
                try run(["audit", "verify", "--anchor", head], service)
                    == Program.Outcome(0, out: "whole: 5 rows, up to \(head)\n"))
            #expect(
                try run(["audit", "anchor", "--json"], service)
                    == Program.Outcome(0, out: #"{"anchor":"\#(head)"}"# + "\n"))
            #expect(
                try run(["audit", "verify", "--json"], service)
                    == Program.Outcome(0, out: #"{"whole":true,"rows":5,"anchor":"\#(head)"}"# + "\n"))

            try tamper("DELETE FROM audit WHERE seq = 5", service)
            #expect(try run(["audit", "verify"], service).code == 0, "nobody can know without the anchor")
            let cut = "the trail ends before row 5, which was there when the anchor was taken"
            #expect(
                try run(["audit", "verify", "--anchor", head], service)
                    == Program.Outcome(1, err: "kith: the audit trail is broken: \(cut).\n"))
            try tamper("UPDATE audit SET outcome = 404 WHERE seq = 3", service)
            let changed = "row 3 was changed, or another row stands in its place"
            #expect(
                try run(["audit", "verify"], service)
                    == Program.Outcome(1, err: "kith: the audit trail is broken: \(changed).\n"))
            let told = try run(["audit", "verify", "--json"], service)
            #expect(told.code == 1 && told.err == "")
            let json = try JSON.read(told.out)
            #expect(json["whole"]?.boolValue == false && json["seq"]?.numberValue?.int64 == 3)
            #expect(json["fault"]?.stringValue == "changed" && json["detail"]?.stringValue == changed)
            let check = try run(["check"], service)
            #expect(check.code == 1 && check.err.contains("row 3 was changed"), "\(check)")
        }
    }
}
