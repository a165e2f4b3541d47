import HTTP

extension MessageTable {
    /// Content-Length (RFC 9112 §6.3).
    static let lengths: [Message] = [
        post("a length", "Content-Length: 3\r\n", "abc", .request(body: "abc")),
        post("no length", "", "", .request(body: "")),
        post("a length of 0", "Content-Length: 0\r\n", "", .request(body: "")),
        post("zeros before", "content-LENGTH: 003\r\n", "abc", .request(body: "abc")),
        post("CRLF as content", "Content-Length: 2\r\n", "\r\n", .request(body: "\r\n")),
        post("a body cut off", "Content-Length: 3\r\n", "ab", .head(waiting)),
        Message("a body on GET", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", .request(body: "abc")),
        Message(
            "a request as the body of another",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 19\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
            .request(body: "GET /x HTTP/1.1\r\n\r\n")),
        Message("a body on HEAD", "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", .request(body: "abc")),
        Message("a body in 1.0", "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", .request(body: "abc")),
        badLength(""), badLength("+3"), badLength("-3"), badLength("-0"), badLength("3 3"), badLength("3,3"),
        badLength("3, 3"), badLength("0x3"), badLength("3.0"), badLength("1e3"), badLength("٣"), badLength("3\u{A0}"),
        badLength("9223372036854775808"), badLength("18446744073709551616"), badLength("99999999999999999999999"),
        badLength("3;"), badLength("abc"), badLength("²"),
        post(
            "two lengths", "Content-Length: 3\r\nContent-Length: 4\r\n", "abc",
            .refused("400 repeated_content_length")),
        post(
            "a length again", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc",
            .refused("400 repeated_content_length")),
        post("the largest length", "Content-Length: 9223372036854775807\r\n", "", .refused("413 content_too_large")),
        post("at the route's limit", "Content-Length: 3\r\n", "abc", .request(body: "abc")).with(bodyBytesMax: 3),
        post("over the route's limit", "Content-Length: 4\r\n", "", .refused("413 content_too_large"))
            .with(bodyBytesMax: 3),
        post("no body is taken", "Content-Length: 0\r\n", "", .request(body: "")).with(bodyBytesMax: 0),
    ]

    /// Transfer-Encoding (RFC 9112 §6.1).
    static let codings: [Message] = [
        coded("chunked", .request(body: "abc")), coded("Chunked", .request(body: "abc")),
        coded("\tCHUNKED ", .request(body: "abc")),
        coded("chunked, chunked", .refused("400 bad_transfer_encoding")),
        coded("chunked\r\nTransfer-Encoding: chunked", .refused("400 bad_transfer_encoding")),
        coded("chunked, gzip", .refused("400 bad_transfer_encoding")),
        coded("chunked\r\nTransfer-Encoding: identity", .refused("400 bad_transfer_encoding")),
        coded("", .refused("400 bad_transfer_encoding")), coded("chunked,", .refused("400 bad_transfer_encoding")),
        coded(",chunked", .refused("400 bad_transfer_encoding")),
        coded("chunked;a=b", .refused("400 bad_transfer_encoding")),
        coded("chunked ;a", .refused("400 bad_transfer_encoding")),
        coded("\"chunked\"", .refused("400 bad_transfer_encoding")),
        coded("chun\u{212A}ed", .refused("400 bad_transfer_encoding")),
        coded("\u{A0}chunked", .refused("400 bad_transfer_encoding")),
        coded("chunked chunked", .refused("400 bad_transfer_encoding")),
        coded("\u{b}chunked", .refused("400 bad_field_value")),
        coded("gzip", .refused("501 unknown_transfer_coding")),
        coded("gzip, chunked", .refused("501 unknown_transfer_coding")),
        coded("identity", .refused("501 unknown_transfer_coding")),
        coded("xchunked", .refused("501 unknown_transfer_coding")),
        coded("chunke", .refused("501 unknown_transfer_coding")),
        coded("gzip;q=1, chunked", .refused("501 unknown_transfer_coding")),
        coded("chunked\r\nContent-Length: 3", .refused("400 two_framings")),
        coded("gzip\r\nContent-Length: 3", .refused("400 two_framings")),
        Message(
            "a length before a coding",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .refused("400 two_framings")),
        Message(
            "a coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .refused("400 transfer_encoding_in_http_1_0")),
        Message(
            "a body on DELETE",
            "DELETE / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            .request(body: "a")),
    ]

    /// Expect (RFC 9110 §10.1.1).
    static let expectations: [Message] = [
        post("a wait", "Expect: 100-continue\r\nContent-Length: 3\r\n", "abc", .head(expecting("length(3)", "3"))),
        post("a wait", "expect: 100-CONTINUE\r\nContent-Length: 3\r\n", "abc", .request(body: "abc")),
        post(
            "a wait for no body", "Expect: 100-continue\r\n", "",
            .head(
                "POST,/,,1.1,none,stays,,a,host:a;expect:100-continue")),
        post("another", "Expect: 200-ok\r\n", "", .refused("417 unknown_expectation")),
        post("one more", "Expect: 100-continue, x\r\n", "", .refused("417 unknown_expectation")),
        post("two lines", "Expect: 100-continue\r\nExpect: x=y\r\n", "", .refused("417 unknown_expectation")),
        Message(
            "a wait in 1.0", "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
            .head("POST,/,,1.0,length(1),closes,,,expect:100-continue;content-length:1")),
    ]

    /// Connection (RFC 9112 §9.3).
    static let lives: [Message] = [
        life("1.1", "close", "closes"), life("1.1", "CLOSE", "closes"), life("1.1", "a, Close ,b", "closes"),
        life("1.1", "keep-alive, close", "closes"), life("1.1", "keep-alive", "stays"), life("1.1", "closed", "stays"),
        life("1.1", "", "stays"), life("1.1", ", ,", "stays"), life("1.1", "\u{212A}eep-alive", "stays"),
        life("1.0", "keep-alive", "stays"), life("1.0", "Keep-Alive", "stays"), life("1.0", "x", "closes"),
        life("1.0", "keep-alive, close", "closes"), life("1.0", "\u{212A}eep-alive", "closes"),
        .fields(
            "a repeated field", "Connection: a\r\nConnection: close\r\n",
            .head(
                "GET,/,,1.1,none,closes,,a,host:a;connection:a;connection:close")),
        Message(
            "three in a pipe",
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nGET \r\nGET /3 "
                + "HTTP/1.1\r\nHost: a\r\n\r\n",
            .request(body: "")),
    ]

    private static let waiting = "POST,/,,1.1,length(3),stays,,a,host:a;content-length:3"

    private static func expecting(_ framing: String, _ length: String) -> String {
        "POST,/,,1.1,\(framing),stays,waits,a,host:a;expect:100-continue;content-length:\(length)"
    }

    private static func post(_ name: String, _ lines: String, _ body: String, _ outcome: Message.Outcome) -> Message {
        Message(name, "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\(body)", outcome)
    }

    private static func badLength(_ value: String) -> Message {
        post("Content-Length: \(value)", "Content-Length: \(value)\r\n", "abc", .refused("400 bad_content_length"))
    }

    private static func coded(_ value: String, _ outcome: Message.Outcome) -> Message {
        post(value.debugDescription, "Transfer-Encoding: \(value)\r\n", "3\r\nabc\r\n0\r\n\r\n", outcome)
    }

    private static func life(_ version: String, _ value: String, _ life: String) -> Message {
        Message(
            "\(version) \(value)", "GET / HTTP/\(version)\r\nHost: a\r\nConnection: \(value)\r\n\r\n",
            .head("GET,/,,\(version),none,\(life),,a,host:a;connection:\(value)"))
    }
}
