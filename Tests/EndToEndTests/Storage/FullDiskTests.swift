import Glibc
import JSON
import Testing

extension EndToEnd {
    /// The disk has no more room for the database: writes say so, reads too once they can leave no trace, and both go
    /// on when there is room again.
    ///
    /// A bound on the size of files (`RLIMIT_FSIZE`) stands for the full disk: the system refuses the same writes.
    struct FullDiskTests {
        /// How much the files may grow, in bytes.
        private static let room = 256 << 10
        private static let noteBytes = 8 << 10
        /// More than fits, in notes.
        private static let notesMax = 400
        /// Longer than it takes until a trail that cannot be written is tried again.
        private static let retries = Duration.milliseconds(1500)

        private let service: Service
        private let token: String
        private let contacts: String

        init() throws {
            service = try Service()
            token = try service.token("practitioner")
            let client = try service.connect()
            let person = try client.ask("POST", "/v1/people", token: token, body: #"{"preferred_name":"M."}"#)
            let body = #"{"people":["\#(person.json["id"]?.stringValue ?? "")"],"entry_route":"self"}"#
            let made = try client.ask("POST", "/v1/cases", token: token, body: body)
            contacts = "/v1/cases/\(try #require(made.json["id"]?.stringValue, "\(made.text)"))/contacts"
        }

        @Test func nothingIsServedWithoutATraceAndAllComesBack() throws {
            let client = try service.connect()
            let largest = [service.database, service.database + "-wal"].compactMap { Scratch.size($0) }.max() ?? 0
            try limitFiles("\(largest + Self.room)")
            var kept: [String] = []
            var refusal: Answer?
            for index in 0..<Self.notesMax {
                let answer = try write(index, client)
                guard answer.status == 201, let id = answer.json["id"]?.stringValue else {
                    refusal = answer
                    break
                }
                kept.append(id)
            }
            let refused = try #require(refusal, "the disk was never full")
            try expectUnavailable(refused)
            #expect(!kept.isEmpty)

            // What still fits is read and recorded, until the trail is full too and stays so.
            let isFull = try Timing.eventually(seconds: 30) {
                let until = ContinuousClock.now + Self.retries
                while ContinuousClock.now < until {
                    guard try client.ask("GET", contacts + "?limit=1", token: token).status == 503 else { return false }
                }
                return true
            }
            #expect(isFull, "reads are served without a trace")
            for _ in 0..<5 {
                try expectUnavailable(try write(9999, client))
                let list = try client.ask("GET", contacts + "?limit=1", token: token)
                #expect(list.status == 503 && list["retry-after"] != nil, "\(list.text)")
                #expect(list.json["code"]?.stringValue == "audit_unavailable", "\(list.text)")
            }
            let ready = try client.ask("GET", "/ready")
            #expect(ready.status == 503, "it takes no writes, and says: \(ready.text)")

            try limitFiles("unlimited")
            #expect(try Timing.eventually { try client.ask("GET", "/ready").status == 200 }, "it finds out by itself")
            let after = try write(10_000, client)
            #expect(after.status == 201, "\(after.text)")
            kept.append(after.json["id"]?.stringValue ?? "")
            for id in kept { #expect(try client.ask("GET", "\(contacts)/\(id)", token: token).status == 200) }
            #expect(service.child.err.contains(" error kith"), "the operator is told: \(service.child.err)")
            try service.crash()
            let check = try Program.run(["check", "--database", service.database], in: service.scratch.path)
            #expect(check.code == 0, "\(check)")
            #expect(try Program.sql(service.database, "SELECT id FROM contacts ORDER BY id") == kept.sorted())
        }

        /// A stop while the disk is full ends in time, and loses nothing.
        @Test func aStopOnAFullDiskLosesNothing() throws {
            let client = try service.connect()
            try limitFiles("\((Scratch.size(service.database + "-wal") ?? 0) + Self.room)")
            var kept: [String] = []
            while kept.count < Self.notesMax {
                let answer = try write(kept.count, client)
                guard answer.status == 201, let id = answer.json["id"]?.stringValue else { break }
                kept.append(id)
            }
            #expect(kept.count < Self.notesMax)
            _ = try service.stop()
            let again = try Service(service.scratch)
            #expect(try again.stop() == .exited(0))
            #expect(try Program.sql(service.database, "SELECT id FROM contacts ORDER BY id") == kept.sorted())
        }

        private func write(_ index: Int, _ client: Client) throws -> Answer {
            let note = "\(index) " + String(repeating: "x", count: Self.noteBytes)
            return try client.ask("POST", contacts, token: token, body: #"{"note":"\#(note)"}"#)
        }

        private func expectUnavailable(_ answer: Answer) throws {
            #expect(answer.status == 503)
            #expect(answer["retry-after"] != nil)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer.json["code"]?.stringValue == "storage_unavailable", "\(answer.text)")
        }

        /// Sets how large files may become, while the service runs.
        private func limitFiles(_ bytes: String) throws {
            let outcome = try Program.tool(["prlimit", "--pid", "\(service.child.pid)", "--fsize=\(bytes):"])
            guard outcome.code == 0 else { throw Child.Failure(description: outcome.err) }
        }
    }
}
