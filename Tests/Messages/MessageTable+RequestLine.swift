import HTTP

extension MessageTable {
    private static let host = "\r\nHost: a\r\n\r\n"

    /// Request lines (RFC 9112 §3), versions, and methods.
    static let requestLines: [Message] = [
        .line("GET / HTTP/1.1", .head("GET,/,,1.1,none,stays,,a,host:a")),
        .line("GET / HTTP/1.1", .request(body: "")),
        .line("GET / HTTP/1.2", .head("GET,/,,1.1,none,stays,,a,host:a")),
        .line("GET / HTTP/1.9", .request(body: "")),
        .line("GET / HTTP/1.0", .head("GET,/,,1.0,none,closes,,a,host:a")),
        .line("HEAD / HTTP/1.1", .request(body: "")),
        .line("OPTIONS * HTTP/1.1", .head("OPTIONS,*,,1.1,none,stays,,a,host:a")),
        .line("\r\nGET / HTTP/1.1", .request(body: "")),
        .line("\r\n\r\nGET / HTTP/1.1", .refused("400 bad_line_end")),
        .line("\nGET / HTTP/1.1", .refused("400 bad_line_end")),
        .line("\rGET / HTTP/1.1", .refused("400 bad_request_line")),
        .line(" GET / HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET  / HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET /  HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET / HTTP/1.1 ", .refused("400 bad_request_line")),
        .line("GET\t/ HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET /\tHTTP/1.1", .refused("400 bad_request_line")),
        .line("GET / a HTTP/1.1", .refused("400 bad_version")),
        .line("GET /\u{0} HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET /\u{b} HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET / HTTP/1.1\r", .refused("400 bad_request_line")),
        .line("GET /\r HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET\u{A0}/ HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET /", .refused("400 bad_request_line")),
        .line("GET", .refused("400 bad_request_line")),
        .line("GET / ", .refused("400 bad_request_line")),
        .line("G(T / HTTP/1.1", .refused("400 bad_request_line")),
        .line("GET / http/1.1", .refused("400 bad_version")),
        .line("GET / HTTP/1.10", .refused("400 bad_version")),
        .line("GET / HTTP/1", .refused("400 bad_version")),
        .line("GET / HTTP/1.+", .refused("400 bad_version")),
        .line("GET / HTTP/١.1", .refused("400 bad_version")),
        .line("GET / HTTPS/1.1", .refused("400 bad_version")),
        .line("GET / HTTP/2.0", .refused("505 version_not_supported")),
        .line("GET / HTTP/0.9", .refused("505 version_not_supported")),
        .line("PRI * HTTP/2.0", .refused("505 version_not_supported")),
        .line("PROPFIND / HTTP/1.1", .refused("501 method_not_implemented")),
        .line("get / HTTP/1.1", .refused("501 method_not_implemented")),
        .line("GETT / HTTP/1.1", .refused("501 method_not_implemented")),
        .line("CONNECT a:443 HTTP/1.1", .refused("400 bad_target")),
        .line("CONNECT / HTTP/1.1", .refused("400 bad_target")),
        .line("TRACE / HTTP/1.1", .request(body: "")),
        Message("a bare LF", "GET / HTTP/1.1\nHost: a\n\n", .refused("400 bad_line_end")),
        Message("a TLS greeting", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], .refused("400 bad_request_line")),
        Message("one byte of a TLS greeting", [0x16], .refused("400 bad_request_line")),
        Message("nothing", "", .nothingYet),
        Message("an empty line alone", "\r\n", .nothingYet),
        Message("half a line", "GET / HT", .nothingYet),
        Message("half a field", "GET / HTTP/1.1\r\nHost: a\r\nX: ", .nothingYet),
        Message(
            "a target at the limit", "GET /\(String(repeating: "a", count: 8191)) HTTP/1.1\(host)", .request(body: "")),
        Message(
            "a target over the limit", "GET /\(String(repeating: "a", count: 8192)) HTTP/1.1\(host)",
            .refused("414 target_too_long")),
        Message(
            "a target far over the limit, its end not yet there", "GET /\(String(repeating: "a", count: 65536))",
            .refused("414 target_too_long")),
        Message("a small limit", "GET /abcd HTTP/1.1\(host)", .refused("414 target_too_long"))
            .with { $0.targetBytesMax = 4 },
    ]
}
