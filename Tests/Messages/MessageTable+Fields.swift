import HTTP

extension MessageTable {
    /// Host (RFC 9112 §3.2).
    static let hosts: [Message] = [
        Message("no Host in 1.1", "GET / HTTP/1.1\r\n\r\n", .refused("400 missing_host")),
        Message("no Host beside an absolute target", "GET http://a/ HTTP/1.1\r\n\r\n", .refused("400 missing_host")),
        Message("no Host in 1.0", "GET / HTTP/1.0\r\n\r\n", .head("GET,/,,1.0,none,closes,,,")),
        .fields("Host twice", "Host: a\r\n", .refused("400 repeated_host")),
        .fields("HOST twice", "HOST: b\r\n", .refused("400 repeated_host")),
        Message("Host twice in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nhost: a\r\n\r\n", .refused("400 repeated_host")),
        good("a.example:8080"), good("192.0.2.1"), good("[2001:db8::1]:80"), good("[::]"), good("[::ffff:192.0.2.1]"),
        good("[1:2:3:4:5:6:7:8]"), good("a:"), good("a%20b"), good("a:65535"),
        bad(""), bad(" "), bad(":80"), bad("a b"), bad("a/b"), bad("a,b"), bad("a@b"), bad("a:b"), bad("a:+80"),
        bad("a:80:80"), bad("a:65536"), bad("a:123456"), bad("a%zz"), bad("a%2"), bad("[::1"), bad("[]"), bad("[:::]"),
        bad("[1:2]"), bad("[::1]x"), bad("[g::]"), bad("[12345::]"), bad("[1:2:3:4:5:6:7:8:9]"), bad("[::1%25eth0]"),
        bad("[::1.2.3]"), bad("é"), bad("a?b"), bad("a#b"), bad("a\\b"),
    ]

    private static func good(_ host: String) -> Message {
        Message("Host \(host)", "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n", .request(body: ""))
    }

    private static func bad(_ host: String) -> Message {
        // A comma may stand in a registered name by RFC 3986, but two hosts in one field are a fault of a proxy.
        Message("Host \(host)", "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n", .refused("400 bad_host"))
    }

    /// Field lines (RFC 9112 §5).
    static let fieldLines: [Message] = [
        .fields("a value", "X-One: 1\r\n", .head("GET,/,,1.1,none,stays,,a,host:a;x-one:1")),
        .fields("white space around", "X:\t  a b \t\r\n", .head("GET,/,,1.1,none,stays,,a,host:a;x:a b")),
        .fields("an empty value", "X:\r\nY: \r\n", .head("GET,/,,1.1,none,stays,,a,host:a;x:;y:")),
        .fields("a repeated name", "X: 1\r\nx: 2\r\n", .head("GET,/,,1.1,none,stays,,a,host:a;x:1;x:2")),
        .fields("obs-text", "X: \u{E9}\r\n", .head("GET,/,,1.1,none,stays,,a,host:a;x:é")),
        .fields("a no-break space is data", "X: \u{A0}\r\n", .head("GET,/,,1.1,none,stays,,a,host:a;x:\u{A0}")),
        .fields("colons in a value", "X: :a:\r\n", .head("GET,/,,1.1,none,stays,,a,host:a;x::a:")),
        .fields("all of tchar", "!#$%&'*+-.^_`|~09azAZ: 1\r\n", .request(body: "")),
        .fields("an upgrade is ignored", "Connection: Upgrade\r\nUpgrade: h2c\r\n", .request(body: "")),
        .fields("a space before the colon", "X : 1\r\n", .refused("400 bad_field_name")),
        .fields("no name", ": 1\r\n", .refused("400 bad_field_name")),
        .fields("no colon", "X\r\n", .refused("400 bad_field_name")),
        .fields("a bracket in a name", "X(: 1\r\n", .refused("400 bad_field_name")),
        .fields("a letter beyond ASCII in a name", "\u{212A}: 1\r\n", .refused("400 bad_field_name")),
        .fields("a NUL in a name", "X\u{0}: 1\r\n", .refused("400 bad_field_name")),
        .fields("a fold", "X: 1\r\n 2\r\n", .refused("400 folded_field")),
        .fields("a fold with a tab", "X: 1\r\n\t2\r\n", .refused("400 folded_field")),
        .fields("a line of a space", " \r\n", .refused("400 folded_field")),
        Message("a fold at once", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", .refused("400 folded_field")),
        .fields("a NUL", "X: a\u{0}b\r\n", .refused("400 bad_field_value")),
        .fields("a bare CR", "X: a\rb\r\n", .refused("400 bad_field_value")),
        .fields("two CRs", "X: a\r\r\n", .refused("400 bad_field_value")),
        .fields("a vertical tab", "X: \u{b}a\r\n", .refused("400 bad_field_value")),
        .fields("a DEL", "X: \u{7f}\r\n", .refused("400 bad_field_value")),
        .fields("a bare LF", "X: a\nY: b\r\n", .refused("400 bad_line_end")),
        Message("a bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", .refused("400 bad_line_end")),
        Message("a bare CR at the end", "GET / HTTP/1.1\r\nHost: a\r\n\rX\r\n\r\n", .refused("400 bad_field_name")),
        .fields("100 lines", lines(99), .request(body: "")),
        .fields("101 lines", lines(100), .refused("431 too_many_fields")),
        section(32768, .request(body: "")),
        section(32769, .refused("431 fields_too_large")),
        section(32770, .refused("431 fields_too_large")),
        section(32771, .refused("431 fields_too_large")),
        Message(
            "a line without end", "GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 40000))",
            .refused("431 fields_too_large")),
        .fields("a small limit", "X: 1\r\n", .refused("431 too_many_fields")).with { $0.fieldLinesMax = 1 },
    ]

    private static func lines(_ count: Int) -> String { String(repeating: "X: 1\r\n", count: count) }

    /// A section of exactly so many bytes, with its line ends.
    private static func section(_ bytes: Int, _ outcome: Message.Outcome) -> Message {
        .fields("\(bytes) bytes of fields", "X: \(String(repeating: "a", count: bytes - 14))\r\n", outcome)
    }
}
