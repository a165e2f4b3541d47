/// A request that must be refused, and how it is sent.
struct ProblemCase: Sendable {
    /// Who sends it.
    enum Way: Sendable {
        /// curl, with these arguments and this body.
        case curl(_ method: String, _ target: String, fields: [String] = [], body: String? = nil, role: String? = nil)
        /// A plain socket, with these bytes.
        case raw(String)
    }

    let name: String
    let way: Way

    init(_ name: String, _ way: Way) {
        self.name = name
        self.way = way
    }
}

extension ProblemCase {
    private static let nobody = "0199aaaa-0000-7000-8000-000000000000"

    /// One for every way that a request can be wrong; CASE is a case's id, and its version is 1.
    static let all: [ProblemCase] = messages + requests + bodies

    private static let messages: [ProblemCase] = [
        .init("no request line", .raw("hello\r\n\r\n")),
        .init("no Host", .raw("GET /live HTTP/1.1\r\n\r\n")),
        .init("a bare line feed", .raw("GET /live HTTP/1.1\nHost: kith\r\n\r\n")),
        .init(
            "two lengths",
            .raw("POST /v1/people HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")),
        .init(
            "length and chunks",
            .raw(
                "POST /v1/people HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n")),
        .init("a path that goes up", .curl("GET", "/v1/../secrets")),
        .init("a broken escape", .curl("GET", "/v1/people/%zz")),
        .init("a target that is too long", .curl("GET", "/" + String(repeating: "x", count: 9000))),
        .init(
            "fields that are too long",
            .curl("GET", "/live", fields: ["Cookie: " + String(repeating: "x", count: 40_000)])),
        .init("too many fields", .curl("GET", "/live", fields: (1...120).map { "X-\($0): 1" })),
        .init("an expectation", .curl("GET", "/live", fields: ["Expect: the-worst"])),
        .init("an unknown method", .curl("BREW", "/v1/people")),
        .init("an unknown coding", .raw("POST /v1/people HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: rot13\r\n\r\n")),
        .init("another version", .raw("GET /live HTTP/2.0\r\nHost: kith\r\n\r\n")),
        .init("a head that never ends", .raw("GET /live HTTP/1.1\r\nHost: kith\r\n")),
    ]

    private static let requests: [ProblemCase] = [
        .init("no token", .curl("GET", "/v1/people")),
        .init("a token that is none", .curl("GET", "/v1/people", fields: ["Authorization: Bearer kith_nonsense"])),
        .init("a token in the wrong scheme", .curl("GET", "/v1/people", fields: ["Authorization: Basic bTpt"])),
        .init("no token for nothing", .curl("GET", "/v1/nothing")),
        .init("no token for a wrong method", .curl("DELETE", "/v1/people")),
        .init("a role that may not", .curl("GET", "/v1/people", role: "auditor")),
        .init("no such path", .curl("GET", "/v1/nothing", role: "practitioner")),
        .init("no such record", .curl("GET", "/v1/people/\(nobody)", role: "practitioner")),
        .init("an id that is none", .curl("GET", "/v1/people/7", role: "practitioner")),
        .init("a wrong method", .curl("DELETE", "/v1/people", role: "practitioner")),
        .init(
            "a type that is not given",
            .curl("GET", "/v1/cases/CASE", fields: ["Accept: image/png"], role: "practitioner")),
        .init("an unknown parameter", .curl("GET", "/v1/people?limt=3", role: "practitioner")),
        .init("wrong parameters", .curl("GET", "/v1/people?limit=0&limit=2&sort=nme&x=1", role: "practitioner")),
        .init("a cursor that is none", .curl("GET", "/v1/people?cursor=AAAA", role: "practitioner")),
        .init("an unknown member in fields", .curl("GET", "/v1/people?fields=id,nme", role: "practitioner")),
        .init("an unknown inclusion", .curl("GET", "/v1/people?include=totl", role: "practitioner")),
        .init(
            "an ETag that is none", .curl("GET", "/v1/cases/CASE", fields: ["If-None-Match: 1"], role: "practitioner")),
    ]

    private static let bodies: [ProblemCase] = [
        .init("no If-Match", .curl("PATCH", "/v1/cases/CASE", body: "{}", role: "practitioner")),
        .init(
            "a stale If-Match",
            .curl(
                "PATCH", "/v1/cases/CASE", fields: ["If-Match: \"7\""], body: #"{"what_matters":"x"}"#,
                role: "practitioner")),
        .init("no type", .curl("POST", "/v1/people", fields: ["Content-Type:"], body: "{}", role: "practitioner")),
        .init(
            "a wrong type",
            .curl(
                "POST", "/v1/people", fields: ["Content-Type: text/plain"], body: "{}", role: "practitioner")),
        .init(
            "a merge patch for a new record",
            .curl(
                "POST", "/v1/people", fields: ["Content-Type: application/merge-patch+json"], body: "{}",
                role: "practitioner")),
        .init("no JSON", .curl("POST", "/v1/people", body: "{\"preferred_name\": }", role: "practitioner")),
        .init("no object", .curl("POST", "/v1/people", body: "[]", role: "practitioner")),
        .init("no body", .curl("POST", "/v1/people", body: "", role: "practitioner")),
        .init("a member twice", .curl("POST", "/v1/people", body: #"{"a":1,"a":2}"#, role: "practitioner")),
        .init(
            "a body that is too large",
            .curl(
                "POST", "/v1/people", body: String(repeating: " ", count: 5000), role: "practitioner")),
        .init(
            "many faults",
            .curl(
                "POST", "/v1/people",
                body: #"{"prefered_name":"M.","born":"1984-13","died_on":7,"names":[{"kind":"former"}],"#
                    + #""identifiers":[{"scheme":"nhs_number","value":"9434765918"}]}"#,
                role: "practitioner")),
        .init(
            "a reference to nobody",
            .curl(
                "POST", "/v1/cases", body: #"{"people":["\#(nobody)"],"entry_route":"self"}"#, role: "practitioner")),
        .init(
            "a code that is not listed",
            .curl(
                "POST", "/v1/cases", body: #"{"people":[],"entry_route":"slf"}"#, role: "practitioner")),
        .init(
            "a move to where it is",
            .curl(
                "POST", "/v1/cases/CASE/state", body: #"{"state":"hello"}"#, role: "practitioner")),
        .init(
            "a rest without reason",
            .curl(
                "POST", "/v1/cases/CASE/state", body: #"{"state":"at_rest"}"#, role: "practitioner")),
        .init(
            "a key that is too long",
            .curl(
                "POST", "/v1/people", fields: ["Idempotency-Key: " + String(repeating: "k", count: 201)],
                body: #"{"preferred_name":"M."}"#, role: "practitioner")),
        .init(
            "a contact in no case",
            .curl(
                "POST", "/v1/cases/\(nobody)/contacts", body: #"{"note":"x"}"#, role: "practitioner")),
    ]
}
