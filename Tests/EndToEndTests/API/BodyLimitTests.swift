import JSON
import Testing

extension EndToEnd {
    /// A body that a route cannot have a use for is refused by its head, before it is read.
    struct BodyLimitTests {
        private static let id = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e10"

        @Test func eachRouteRefusesWhatItCannotHold() throws {
            let service = try Service()
            let tokens = ["practitioner": try service.token("practitioner"), "admin": try service.token("admin")]
            let cases = [
                ("POST /v1/teams", "practitioner", 20_000), ("POST /v1/people", "practitioner", (1 << 20) + 1),
                ("PATCH /v1/teams/\(Self.id)", "practitioner", 20_000), ("POST /v1/tokens", "admin", 1 << 20),
                ("DELETE /v1/tokens/\(Self.id)", "admin", 5000), ("GET /v1/people", "practitioner", 5000),
                ("POST /v1/nothing", "practitioner", 5000),
            ]
            for (line, role, length) in cases {
                let client = try service.connect()
                let head = "\(line) HTTP/1.1\r\nHost: kith\r\nAuthorization: Bearer \(tokens[role] ?? "")\r\n"
                // Of the body not a byte is sent: who waited for it would never answer.
                try client.send(head + "Content-Type: application/json\r\nContent-Length: \(length)\r\n\r\n")
                let answer = try client.read()
                #expect(answer?.status == 413, "\(line)")
                #expect(answer?["connection"] == "close", "\(line)")
                #expect(answer?.json["code"]?.stringValue == "content_too_large", "\(line)")

                let chunked = try service.connect()
                try chunked.send(head + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                try chunked.send(String(length, radix: 16) + "\r\n")
                #expect(try chunked.read()?.status == 413, "\(line) in chunks")
            }
            // Without a token nothing is read beyond what any request may have.
            let client = try service.connect()
            try client.send("POST /v1/people HTTP/1.1\r\nHost: kith\r\nContent-Length: 5000\r\n\r\n")
            #expect(try client.read()?.status == 413)
            try service.stop()
        }
    }
}
