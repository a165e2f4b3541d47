import Glibc
import JSON
import Testing

extension EndToEnd {
    /// Changes as they happen, read with curl from the real program.
    struct ChangeStreamTests {
        /// Begins to listen; the field with the token goes in over standard input.
        private func listen(
            _ service: Service, _ token: String, query: String = "from=now", after last: String? = nil
        ) throws -> Child {
            var fields = ["Authorization: Bearer \(token)", "Accept: text/event-stream"]
            if let last { fields.append("Last-Event-ID: \(last)") }
            let child = try Child(
                ["curl", "-N", "-sS", "--max-time", "60", "-H", "@-", "\(service.url)/v1/changes?\(query)"],
                environment: Program.environment, folder: service.scratch.path,
                input: Array(fields.map { $0 + "\n" }.joined().utf8))
            _ = try child.waitForLine("retry: ")
            return child
        }

        /// The events that were heard whole: the place of each, and the id of its record.
        private func events(_ text: String) -> [(place: String, record: String)] {
            var (events, place): ([(String, String)], String) = ([], "")
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                if line.hasPrefix("id: ") { place = String(line.dropFirst(4)) }
                guard line.hasPrefix("data: "), let data = try? JSON.read(String(line.dropFirst(6))) else { continue }
                events.append((place, data["id"]?.stringValue ?? ""))
            }
            return events
        }

        private func eventually(_ what: Comment, _ condition: () -> Bool) {
            let end = Timing.seconds() + Child.patienceSeconds
            while Timing.seconds() < end {
                if condition() { return }
                usleep(5000)
            }
            Issue.record(what)
        }

        @Test func aChangeIsHeardAndTheStreamEndsWithTheService() throws {
            let service = try Service()
            let (token, other) = (try service.token("practitioner"), try service.token("practitioner", name: "Other"))
            let curl = try listen(service, token)
            _ = try Records.makePerson(service, other)
            let person = try Records.makePerson(service, token)
            eventually("it is heard") { !events(curl.out).isEmpty }
            #expect(events(curl.out).map(\.record) == [person])
            let before = Timing.seconds()
            #expect(try service.stop() == .exited(0))
            #expect(Timing.seconds() - before < 5)
            // The content ends whole, and not as if it were cut off.
            #expect(try curl.waitForEnd() == .exited(0))
            #expect(curl.err == "")
        }

        @Test func aStreamEndsWhenItsTokenIsRevoked() throws {
            let service = try Service()
            let (token, admin) = (try service.token("practitioner"), try service.token("admin"))
            let curl = try listen(service, token)
            let listed = try service.connect().ask("GET", "/v1/tokens", token: admin)
            let mine = listed.json["items"]?.arrayValue?.first { $0["role"] == "practitioner" }
            let id = try #require(mine?["id"]?.stringValue)
            let revoked = try service.connect().ask(
                "DELETE", "/v1/tokens/\(id)", token: admin, fields: ["If-Match: *"])
            #expect(revoked.status == 204)
            #expect(try curl.waitForEnd() == .exited(0))
        }

        /// Eight write, and somebody who listens is cut off again and again: they hear each change once, in one order.
        @Test func whoIsCutOffLosesAndDoublesNothing() throws {
            let service = try Service()
            let token = try service.token("practitioner")
            let begin = try listen(service, token)
            let made = Watched<[String]>([])
            let crowd = Crowd(8) { _ in
                for _ in 0..<40 {
                    guard let person = try? Records.makePerson(service, token) else { continue }
                    made.update { $0.append(person) }
                }
            }
            var heard: [(place: String, record: String)] = []
            var curl = begin
            var cuts = 0
            while made.read({ $0.count }) < 320 || heard.count < 320 {
                let seen = heard.count
                let needed = cuts < 20 ? 1 : 320 - seen
                eventually("more is heard") { events(curl.out).count >= needed }
                curl.send(SIGKILL)
                _ = try curl.waitForEnd()
                let more = events(curl.out)
                guard !more.isEmpty else { break }
                heard += more
                cuts += 1
                guard heard.count < 320 else { break }
                curl = try listen(service, token, after: heard.last?.place)
            }
            try crowd.join()
            #expect(heard.count == 320)
            #expect(Set(heard.map(\.record)) == Set(made.read { $0 }))
            #expect(cuts > 1, "it was cut off")
        }
    }
}
