import Glibc
import JSON
import Testing

extension EndToEnd {
    /// The disk reports errors under a service that is at work: what was acknowledged is there, what was refused is
    /// not, nothing stands still, and all goes on by itself once the disk does.
    ///
    /// `failing_disk.c` is preloaded before the program, and fails the calls that a test orders.
    struct FailingDiskTests {
        /// A way in which the disk fails: which calls, and every how many of them.
        struct Fault: CustomTestStringConvertible {
            let testDescription: String
            let kind: Character
            let every: UInt8
        }

        static let faults = [
            Fault(testDescription: "each write", kind: "w", every: 1),
            Fault(testDescription: "each seventh write", kind: "w", every: 7),
            Fault(testDescription: "each sync", kind: "s", every: 1),
            Fault(testDescription: "each third sync", kind: "s", every: 3),
            Fault(testDescription: "each truncation", kind: "t", every: 1),
            Fault(testDescription: "each write, by half", kind: "h", every: 1),
            Fault(testDescription: "each fifth write, by half", kind: "h", every: 5),
            Fault(testDescription: "each fourth call", kind: "a", every: 4),
        ]

        private static let clientCount = 4
        private static let writesEach = 40
        /// How long an answer takes at most, in seconds, whatever the disk does.
        private static let patienceSeconds = 5.0

        private let scratch: Scratch
        private let order: String

        init() throws {
            scratch = try Scratch()
            order = try scratch.write("order", "  ")
        }

        @Test(arguments: faults) func whatIsAcknowledgedIsThereAndNothingElse(_ fault: Fault) throws {
            let service = try Service(scratch, environment: try preloaded())
            let token = try service.token("practitioner")
            let contacts = try makeContacts(service, token)
            var kept = Set<String>()
            for round in 1...2 {
                try fail(fault.kind, fault.every)
                let answers = try writeFromMany(service, token, contacts)
                try fail(" ", 0)
                #expect(answers.count == Self.clientCount * Self.writesEach, "an answer is missing")
                #expect(answers.contains { $0.status == 503 } || fault.kind == "t", "the disk never failed")
                for answer in answers { expectKeptOrRefused(answer) }
                kept.formUnion(answers.compactMap { $0.status == 201 ? $0.json["id"]?.stringValue : nil })

                let client = try service.connect()
                let isBack = try Timing.eventually {
                    try client.ask("GET", "/ready").status == 200
                        && client.ask("GET", contacts, token: token).status == 200
                }
                #expect(isBack, "round \(round): it finds out by itself")
                let after = try write("after \(round)", client, token, contacts)
                #expect(after.status == 201, "\(after.text)")
                kept.insert(after.json["id"]?.stringValue ?? "")
            }
            // What is in the log alone is not lost where it cannot be copied at the end.
            let told = service.child.err.utf8.count
            try fail(fault.kind, fault.every)
            #expect(try service.stop() == .exited(0))
            let end = String(decoding: service.child.err.utf8.dropFirst(told), as: UTF8.self)
            #expect(end.contains("checkpointFailed(") || fault.every > 1, "the operator is told: \(end)")
            let check = try Program.run(["check", "--database", service.database], in: scratch.path)
            #expect(check.code == 0, "\(check)")
            let stored = try Program.sql(service.database, "SELECT id FROM contacts ORDER BY id")
            #expect(stored == kept.sorted())
            #expect(!service.child.err.contains("logHeldByReader"), "and not of a reader, for there is none")
        }

        private func expectKeptOrRefused(_ answer: Answer) {
            if answer.status == 201 { return }
            #expect(answer.status == 503, "\(answer.text)")
            #expect(answer["retry-after"] != nil)
            let code = answer.json["code"]?.stringValue
            #expect(code == "storage_unavailable" || code == "audit_unavailable", "\(answer.text)")
        }

        private func makeContacts(_ service: Service, _ token: String) throws -> String {
            let client = try service.connect()
            let person = try client.ask("POST", "/v1/people", token: token, body: #"{"preferred_name":"M."}"#)
            let body = #"{"people":["\#(person.json["id"]?.stringValue ?? "")"],"entry_route":"self"}"#
            let made = try client.ask("POST", "/v1/cases", token: token, body: body)
            return "/v1/cases/\(try #require(made.json["id"]?.stringValue, "\(made.text)"))/contacts"
        }

        /// What clients that write at the same time are told.
        private func writeFromMany(_ service: Service, _ token: String, _ contacts: String) throws -> [Answer] {
            let answers = Watched<[Answer]>([])
            let crowd = Crowd(Self.clientCount) { index in
                guard let client = try? service.connect() else { return }
                for number in 0..<Self.writesEach {
                    let began = Timing.seconds()
                    guard let answer = try? write("\(index) \(number)", client, token, contacts) else { return }
                    guard Timing.seconds() - began < Self.patienceSeconds else { return }
                    answers.update { $0.append(answer) }
                }
            }
            try crowd.join()
            return answers.read { $0 }
        }

        private func write(_ note: String, _ client: Client, _ token: String, _ contacts: String) throws -> Answer {
            try client.ask("POST", contacts, token: token, body: #"{"note":"\#(note)"}"#)
        }

        /// Has calls of the disk fail from now on.
        private func fail(_ kind: Character, _ every: UInt8) throws {
            let descriptor = open(order, O_WRONLY | O_CLOEXEC)
            defer { close(descriptor) }
            let bytes = [kind.asciiValue ?? 0, every]
            guard pwrite(descriptor, bytes, 2, 0) == 2 else { throw Child.Failure(description: "\(order): \(errno)") }
        }

        /// The environment of a program with the disk before it.
        private func preloaded() throws -> [String: String] {
            let library = scratch.file("failing_disk.so")
            let source = Program.root + "/Tests/EndToEndTests/Storage/failing_disk.c"
            let made = try Program.tool(
                ["clang", "-O2", "-fPIC", "-shared", "-o", library, source], ["PATH": Program.searchPath])
            guard made.code == 0 else { throw Child.Failure(description: made.err) }
            let others = Program.environment["LD_PRELOAD"].map { [$0] } ?? []
            return ["LD_PRELOAD": (others + [library]).joined(separator: ":"), "FAILING_DISK": order]
        }
    }
}
