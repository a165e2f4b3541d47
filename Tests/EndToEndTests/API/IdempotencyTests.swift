import JSON
import Testing

extension EndToEnd {
    /// `Idempotency-Key`: the same work is done once, however often and however fast it is asked for.
    struct IdempotencyTests {
        private static let callers = 20

        private let service: Service
        private let token: String

        init() throws {
            service = try Service()
            token = try service.token("practitioner")
        }

        private func post(_ key: String, _ name: String, token: String? = nil) throws -> Answer {
            try Curl.ask(
                service, "POST", "/v1/people", token: token ?? self.token, fields: ["Idempotency-Key: \(key)"],
                body: #"{"preferred_name":"\#(name)"}"#)
        }

        private func count() throws -> String? {
            try Program.sql(service.database, "SELECT COUNT(*) FROM people").first
        }

        @Test func aRepeatIsAnsweredAsBefore() throws {
            let first = try post("a", "Ann")
            #expect(first.status == 201 && first["idempotency-replayed"] == nil)
            let again = try post("a", "Ann")
            #expect(again.status == 201 && again["idempotency-replayed"] == "true")
            #expect(again.body == first.body)
            for name in ["etag", "location", "content-type"] { #expect(again[name] == first[name], "\(name)") }
            #expect(try count() == "1")
        }

        @Test func anotherBodyUnderTheKeyIsRefused() throws {
            #expect(try post("a", "Ann").status == 201)
            let other = try post("a", "Bea")
            #expect(other.status == 422)
            #expect(other.json["code"]?.stringValue == "idempotency_key_reused")
            #expect(try count() == "1")
        }

        @Test func eachCallerHasKeysOfTheirOwn() throws {
            #expect(try post("a", "Ann").status == 201)
            let other = try post("a", "Bea", token: service.token("practitioner", name: "Somebody else"))
            #expect(other.status == 201 && other["idempotency-replayed"] == nil)
            #expect(try count() == "2")
        }

        /// What was refused left nothing behind: under the same key it may be put right.
        @Test func aRefusalIsNotKept() throws {
            #expect(try post("a", " ").status == 422)
            #expect(try post("a", "Ann").status == 201)
        }

        @Test func theSameKeyManyTimesAtOnceMakesOneRecord() throws {
            let answers = Watched([Answer]())
            let gate = Watched(0)
            let crowd = Crowd(Self.callers) { _ in
                guard let client = try? service.connect() else { return }
                let request = client.request(
                    "POST", "/v1/people", token: token, fields: ["Idempotency-Key: once"],
                    body: #"{"preferred_name":"Ann"}"#)
                gate.update { $0 += 1 }
                _ = gate.wait(seconds: Child.patienceSeconds) { $0 == Self.callers }
                try? client.send(request)
                if let answer = try? client.read() { answers.update { $0.append(answer) } }
            }
            try crowd.join()
            let all = answers.read { $0 }
            #expect(all.count == Self.callers)
            #expect(all.allSatisfy { $0.status == 201 })
            #expect(Set(all.map(\.text)).count == 1)
            #expect(all.filter { $0["idempotency-replayed"] == "true" }.count == Self.callers - 1)
            #expect(try count() == "1")
        }
    }
}
