import Glibc
import JSON
import Testing

extension EndToEnd {
    /// What operators do beside a running service: health checks, backups, a second start by mistake.
    struct ServingTests {
        @Test func healthcheckTellsReadyFromGone() throws {
            let service = try Service()
            let arguments = ["healthcheck", "--address", "127.0.0.1:\(service.port)"]
            #expect(try Program.run(arguments, in: service.scratch.path) == Program.Outcome(0))
            #expect(try service.stop() == .exited(0))
            #expect(
                try Program.run(arguments, in: service.scratch.path)
                    == Program.Outcome(
                        1, err: "kith: nothing answers at 127.0.0.1:\(service.port): Connection refused.\n"))
        }

        @Test func openapiPrintsWhatIsServed() throws {
            let service = try Service()
            let printed = try Program.run(["openapi"], in: service.scratch.path)
            #expect(printed.code == 0)
            #expect(printed.err == "")
            #expect(printed.out == (try service.connect().ask("GET", "/openapi.json").text) + "\n")
        }

        /// A copy of a database that is written to, put back: all that was there when the copy was made is there.
        @Test func aBackupMadeWhileServingCanBeRestored() throws {
            let service = try Service()
            let token = try service.token("practitioner")
            let client = try service.connect()
            for index in 1...20 { try Self.say("before \(index)", token, client) }
            let isDone = Watched(false)
            let writer = Crowd(1) { _ in
                guard let client = try? service.connect() else { return }
                while !isDone.read({ $0 }), (try? Self.say("during", token, client)) != nil {}
            }
            let backup = service.scratch.file("backup.db")
            let copy = try Program.run(["backup", backup, "--database", service.database], in: service.scratch.path)
            isDone.update { $0 = true }
            try writer.join()
            #expect(copy == Program.Outcome(0, out: "copied and checked: \(backup)\n"))
            for index in 1...5 { try Self.say("after \(index)", token, client) }
            let refused = try Program.run(["restore", backup, "--database", service.database], in: "/")
            #expect(refused.code == 1)
            #expect(refused.err.contains("in use: stop the program that uses it first"))
            #expect(try service.stop() == .exited(0))

            let restored = try Program.run(["restore", backup, "--database", service.database], in: "/")
            #expect(restored.code == 0, "\(restored)")
            #expect(restored.out.hasPrefix("restored: \(service.database)\nthe database from before is "))
            let again = try Service(service.scratch)
            let names =
                try again.connect().ask("GET", "/v1/people?limit=200&sort=created", token: token)
                .json["items"]?.arrayValue?.compactMap { $0["preferred_name"]?.stringValue } ?? []
            #expect(Array(names.prefix(20)) == (1...20).map { "before \($0)" })
            #expect(!names.contains { $0.hasPrefix("after") })
            #expect(try again.stop() == .exited(0))
        }

        @Test(arguments: ["text", "empty", "other", "none"])
        func restoreRefusesWhatIsNoDatabaseOfKith(file: String) throws {
            let service = try Service()
            let token = try service.token("practitioner")
            try Self.say("Mary", token, try service.connect())
            #expect(try service.stop() == .exited(0))
            let scratch = service.scratch
            try scratch.write(
                "text", "This is a letter, and long enough to be one: " + String(repeating: "x", count: 999))
            try scratch.write("empty", "")
            #expect(try Program.tool(["sqlite3", scratch.file("other"), "CREATE TABLE notes (text)"]).code == 0)
            let outcome = try Program.run(["restore", file], in: scratch.path)
            #expect(outcome.code == 1)
            #expect(outcome.out == "")
            #expect(outcome.err.hasPrefix("kith: \(file)"), "\(outcome.err)")
            #expect(!outcome.err.contains("PRAGMA") && !outcome.err.contains("SELECT"), "\(outcome.err)")
            #expect(try Program.sql(service.database, "SELECT preferred_name FROM people") == ["Mary"])
        }

        @Test func aSecondServiceOnThePortIsRefused() throws {
            let service = try Service()
            let other = try Scratch()
            let outcome = try Program.run(["serve", "--listen", "127.0.0.1:\(service.port)"], in: other.path)
            #expect(
                outcome
                    == Program.Outcome(
                        1, err: "kith: cannot listen on 127.0.0.1:\(service.port): Address already in use\n"))
            #expect(try service.connect().ask("GET", "/live").status == 200)
        }

        @Test func aSecondServiceOnTheDatabaseIsRefused() throws {
            let service = try Service()
            let arguments = ["serve", "--listen", "127.0.0.1:0", "--database", service.database]
            let outcome = try Program.run(arguments, in: service.scratch.path)
            #expect(outcome.code == 1)
            #expect(outcome.out == "")
            #expect(outcome.err.contains(service.database) && outcome.err.contains("served already"), "\(outcome.err)")
            #expect(try service.connect().ask("GET", "/live").status == 200)
            try service.crash()
            #expect(try Service(service.scratch).stop() == .exited(0))
        }

        /// A folder that nobody can write to, even the superuser, or that is not there: the message names the file.
        @Test(arguments: ["none/kith.db", "/proc/kith.db", "plain/kith.db"])
        func aDatabaseThatCannotBeMadeIsNamed(path: String) throws {
            let scratch = try Scratch()
            try scratch.write("plain", "a file, no folder")
            for command in [["serve", "--listen", "127.0.0.1:0"], ["migrate"], ["token", "list"]] {
                let outcome = try Program.run(command + ["--database", path], in: scratch.path)
                #expect(outcome.code == 1)
                #expect(outcome.out == "")
                #expect(outcome.err.hasPrefix("kith: \(path): "), "\(outcome.err)")
            }
        }

        @Test func aBackupThatCannotBeMadeNamesItsPlace() throws {
            let scratch = try Scratch()
            #expect(try Program.run(["migrate"], in: scratch.path).code == 0)
            let nowhere = try Program.run(["backup", "none/backup.db"], in: scratch.path)
            #expect(nowhere.code == 1)
            #expect(nowhere.err.hasPrefix("kith: none/backup.db"), "\(nowhere.err)")
            let twice = try Program.run(["backup", "kith.db"], in: scratch.path)
            #expect(twice.code == 1)
            let nothing = try Program.run(["backup", "new.db", "--database", "none.db"], in: scratch.path)
            #expect(nothing.code == 1)
            #expect(nothing.err.hasPrefix("kith: none.db"), "\(nothing.err)")
            let logs = ["kith.db-shm", "kith.db-wal"]
            #expect(Scratch.names(in: scratch.path).filter { !logs.contains($0) } == ["kith.db"])
        }

        /// Neither the list of processes nor the log holds a token, a name or what was asked for.
        @Test func secretsStayWhereTheyAre() throws {
            let service = try Service()
            let token = try service.token("practitioner", name: "Secretia Worker")
            let client = try service.connect()
            try Self.say("Wilhelmina Hush", token, client)
            let id = try client.ask("GET", "/v1/people", token: token).json["items"]?.arrayValue?.first?["id"]?
                .stringValue
            let person = try #require(id)
            let targets = [
                "/v1/people/\(person)", "/v1/people?cursor=Hushabye", "/v1/Hushville", "/v1/cases?lead=Hushling",
            ]
            for target in targets { _ = try client.ask("GET", target, token: token) }
            _ = try client.ask("GET", "/v1/people", token: "kith_" + String(repeating: "H", count: 43))
            try client.send("GET /v1/Hush\u{1}me HTTP/1.1\r\n\r\n")
            _ = try client.read()
            let commandLine = Scratch.text("/proc/\(service.child.pid)/cmdline") ?? ""
            #expect(commandLine.contains("serve"))
            #expect(!commandLine.contains("kith_"))
            #expect(try service.stop() == .exited(0))
            let written = service.child.out + service.child.err
            #expect(service.child.err.split(separator: "\n").count == 8, "\(service.child.err)")
            #expect(written.contains(" GET /v1/people/{id} "))
            for secret in ["kith_", token, "Hush", "Wilhelmina", "Secretia", person] {
                #expect(!written.contains(secret), "the log holds \(secret): \(written)")
            }
        }

        static func say(_ name: String, _ token: String, _ client: Client) throws {
            let answer = try client.ask("POST", "/v1/people", token: token, body: #"{"preferred_name":"\#(name)"}"#)
            guard answer.status == 201 else { throw Child.Failure(description: answer.text) }
        }
    }
}
