import JSON
import Testing

extension EndToEnd {
    /// What is due, from outside: ids and rules, and never a name.
    struct RetentionCommandTests {
        private static let rules = """
            {"rules": [{"class": "died", "trigger": "person_died", "period": "P1Y", "authority": "The schedule, 4.4"}]}
            """

        @Test func whatIsDueIsListedWithoutNames() throws {
            let service = try Service()
            let client = try service.connect()
            let token = try service.token("practitioner")
            let made = try client.ask(
                "POST", "/v1/people", token: token, body: #"{"preferred_name":"Wilhelmina","died_on":"2000"}"#)
            let id = try #require(made.json["id"]?.stringValue)
            try service.scratch.write("rules.json", Self.rules)
            func due(_ more: [String]) throws -> Program.Outcome {
                try Program.run(
                    ["retention", "due", "--database", service.database] + more, in: service.scratch.path)
            }
            #expect(try due([]) == Program.Outcome(0, err: "Nothing is due.\n"))
            let file = ["--set", "retention_file=rules.json"]
            #expect(
                try due(file)
                    == Program.Outcome(
                        0, out: "died  person \(id)  due 2001-12-31  (P1Y from 2000-12-31, The schedule, 4.4)\n",
                        err: "1 due.\n"))
            let line = try due(file + ["--json"])
            #expect(line.code == 0 && line.err.isEmpty && !line.out.contains("Wilhelmina"))
            let item = try JSON.read(line.out)
            #expect(item["class"]?.stringValue == "died" && item["person"]?.stringValue == id)
            #expect(item["due_on"]?.stringValue == "2001-12-31" && item["legal_hold"]?.boolValue == false)
            try service.scratch.write("rules.json", #"{"rules": {}}"#)
            let broken = try due(file)
            #expect(broken.code == 1 && broken.err.contains("retention.json"), "\(broken)")
            #expect(try service.stop() == .exited(0))
        }
    }
}
