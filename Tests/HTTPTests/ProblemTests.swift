import HTTP
import JSON
import Testing

struct ProblemTests {
    private func text(_ problem: Problem) -> String {
        guard case .bytes(let bytes) = problem.response().body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func aProblemIsWrittenWhole() {
        let problem = Problem(
            .unprocessableContent, code: "invalid", title: "Not valid", detail: "Two \"faults\".",
            type: "https://kith.example/problems/invalid", instance: "r1",
            errors: [
                .init(pointer: "/a~1b", code: "required", detail: "It is needed."),
                .init(pointer: "", code: "x", detail: "y"),
            ],
            extra: ["nearest": "name", "status": 1])
        #expect(
            text(problem)
                == #"{"type":"https://kith.example/problems/invalid","title":"Not valid","status":422,"#
                + #""detail":"Two \"faults\".","instance":"r1","code":"invalid","errors":["#
                + #"{"pointer":"/a~1b","code":"required","detail":"It is needed."},"#
                + #"{"pointer":"","code":"x","detail":"y"}],"nearest":"name"}"#)
    }

    @Test func whatIsAbsentIsLeftOut() {
        #expect(
            text(Problem(.notFound, code: "not_found"))
                == #"{"type":"about:blank","title":"Not Found","status":404,"code":"not_found"}"#)
    }

    @Test func aProblemIsAnAnswerThatIsNotKept() {
        let response = Problem(.conflict, code: "x").response()
        #expect(response.status == .conflict)
        #expect(response.fields.first(.contentType) == "application/problem+json")
        #expect(response.fields.first(.cacheControl) == "no-store")
        #expect(!response.close)
    }

    @Test func aRejectionIsAProblem() {
        let rejection = Rejection(.badRequest, "bad_host", "The host is bad.")
        #expect(
            text(Problem(rejection))
                == #"{"type":"about:blank","title":"Bad Request","status":400,"detail":"The host is bad.","#
                + #""code":"bad_host"}"#)
    }
}
