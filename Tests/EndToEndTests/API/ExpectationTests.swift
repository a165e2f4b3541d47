import JSON
import Testing

extension EndToEnd {
    /// A client that waits to be asked for its body is asked where the body is wanted, and else told at once why not.
    struct ExpectationTests {
        private static let body = #"{"preferred_name":"M."}"#

        private let service: Service
        private let practitioner: String
        private let auditor: String

        init() throws {
            service = try Service()
            practitioner = try service.token("practitioner")
            auditor = try service.token("auditor")
        }

        @Test func aBodyThatIsWantedIsAskedFor() throws {
            let client = try service.connect()
            try client.send(head(client, "POST", "/v1/people", practitioner))
            #expect(try client.read()?.status == 100)
            try client.send(Self.body)
            #expect(try client.read()?.status == 201)
            // The connection goes on.
            #expect(try client.ask("GET", "/v1/people", token: practitioner).status == 200)
            try service.stop()
        }

        @Test func aBodyThatIsNotWantedIsNeverAskedFor() throws {
            let cases: [(status: Int, method: String, target: String, token: String?, type: String)] = [
                (401, "POST", "/v1/people", nil, "application/json"),
                (401, "POST", "/v1/people", "kith_wrong", "application/json"),
                (401, "POST", "/v1/nothing", nil, "application/json"),
                (403, "POST", "/v1/people", auditor, "application/json"),
                (404, "POST", "/v1/nothing", practitioner, "application/json"),
                (405, "PUT", "/v1/people", practitioner, "application/json"),
                (415, "POST", "/v1/people", practitioner, "text/plain"),
                (400, "POST", "/v1/people?colour=red", practitioner, "application/json"),
            ]
            for (status, method, target, token, type) in cases {
                let client = try service.connect()
                try client.send(head(client, method, target, token, type))
                // Of the body not a byte is sent: who was asked for it would never get a last answer.
                let answer = try #require(try client.read(), "\(status)")
                #expect(answer.status == status, "\(method) \(target)")
                #expect(answer["content-type"] == "application/problem+json", "\(status)")
                #expect(answer["connection"] == "close", "\(status)")
                #expect(try client.read() == nil, "\(status)")
            }
            try service.stop()
            let refused = "SELECT outcome FROM audit WHERE method = 'POST' ORDER BY outcome"
            #expect(try Program.sql(service.database, refused) == ["400", "403", "415"])
        }

        private func head(
            _ client: Client, _ method: String, _ target: String, _ token: String?, _ type: String = "application/json"
        ) -> String {
            client.request(
                method, target, token: token,
                fields: [
                    "Expect: 100-continue", "Content-Type: \(type)", "Content-Length: \(Self.body.utf8.count)",
                ])
        }
    }
}
