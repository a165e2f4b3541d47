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
            try service.stop()
        }

        /// Who may not do it, or asks for what is not there, is told that, and not that the body is too large.
        @Test func whatIsWrongWithTheHeadComesFirst() throws {
            let service = try Service()
            let token = try service.token("auditor")
            let body = String(repeating: " ", count: 5000)
            for (target, given, status) in [
                ("/v1/people", nil, 401), ("/v1/nothing", nil, 401), ("/v1/nothing", "wrong", 401),
                ("/v1/nothing", token, 404),
            ] {
                let client = try service.connect()
                // Of the body not a byte is sent: nobody's memory is spent on one that is thrown away.
                let head = client.request("POST", target, token: given, fields: ["Content-Length: \(body.utf8.count)"])
                try client.send(head)
                let answer = try client.read()
                #expect(answer?.status == status, "\(target)")
                #expect(answer?["connection"] == "close", "\(target)")
                #expect(try client.read() == nil, "\(target)")

                let chunked = try service.connect()
                let fields = ["Transfer-Encoding: chunked"]
                try chunked.send(chunked.request("POST", target, token: given, fields: fields) + "2000\r\n")
                #expect(try chunked.read()?.status == status, "\(target) in chunks")

                let small = try service.connect()
                #expect(try small.ask("POST", target, token: given, body: "{}").status == status, "\(target)")
                #expect(try small.ask("GET", "/live").status == 200, "a small one costs no connection")
            }
            // What is no token tells no path from another, however large a body is announced and in whichever way.
            for (target, field) in [
                ("/v1/teams", "Content-Length: 2000000"), ("/v1/teams", "Transfer-Encoding: chunked"),
                ("/v1/nothing", "Content-Length: 2000000"), ("/v1/nothing", "Transfer-Encoding: chunked"),
            ] {
                let client = try service.connect()
                try client.send(client.request("POST", target, token: "wrong", fields: [field]))
                if field.hasSuffix("chunked") { try client.send("200000\r\n") }
                #expect(try client.read()?.status == 401, "\(target), \(field)")
            }
            // A token whose role does not do it would have a body read that the route takes: nothing is said of it.
            let client = try service.connect()
            #expect(try client.ask("POST", "/v1/people", token: token, body: body).status == 403)
            try service.stop()
        }
    }
}
