import JSON
import Testing

extension EndToEnd {
    /// Every refusal is a problem document, the same in all its bytes but the ids.
    struct ProblemTests {
        private static let statuses = [
            400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 414, 415, 417, 422, 428, 431, 501, 505,
        ]

        private let service: Service
        private let tokens: [String: String]
        private let supportCase: String

        init() throws {
            service = try Service(settings: ["head_timeout_seconds=1", "body_bytes_max=4096"])
            tokens = ["practitioner": try service.token("practitioner"), "auditor": try service.token("auditor")]
            supportCase = try Records.makeCase(service, tokens["practitioner"] ?? "")
        }

        @Test func everyRefusalIsAProblemDocument() throws {
            var text = ""
            var seen: Set<Int> = []
            for refusal in ProblemCase.all {
                let answer = try ask(refusal.way)
                seen.insert(answer.status)
                text += "## \(refusal.name)\n\(answer.normal)\n\n"
                expectProblem(answer, refusal.name)
            }
            #expect(seen.sorted() == Self.statuses)
            try Golden.expect("problems.txt", text.replacing(supportCase, with: "CASE"))
        }

        private func expectProblem(_ answer: Answer, _ name: String) {
            let document = answer.json
            #expect(answer["content-type"] == "application/problem+json", "\(name)")
            #expect(answer["date"] != nil && answer["cache-control"] == "no-store", "\(name)")
            #expect(document["status"]?.numberValue?.int64 == Int64(answer.status), "\(name)")
            for member in ["type", "title", "detail", "code", "instance"] {
                #expect(document[member]?.stringValue?.isEmpty == false, "\(name): \(member)")
            }
            #expect(document["instance"]?.stringValue == answer["kith-request-id"].map { "urn:uuid:" + $0 }, "\(name)")
            #expect(answer.status != 405 || answer["allow"] != nil, "\(name)")
            #expect(answer.status != 401 || answer["www-authenticate"] != nil, "\(name)")
            #expect(answer.status != 412 || answer["etag"] != nil, "\(name)")
        }

        private func ask(_ way: ProblemCase.Way) throws -> Answer {
            switch way {
            case .curl(let method, let target, let fields, let body, let role):
                return try Curl.ask(
                    service, method, target.replacing("CASE", with: supportCase), token: role.flatMap { tokens[$0] },
                    fields: fields, body: body)
            case .raw(let bytes):
                let client = try service.connect()
                try client.send(bytes)
                return try #require(try client.read(), "closed without an answer")
            }
        }
    }
}
