import HTTP

extension MessageTable {
    /// Chunked content (RFC 9112 §7.1).
    static let chunks: [Message] = [
        .chunked("one chunk", "3\r\nabc\r\n0\r\n\r\n", .request(body: "abc")),
        .chunked("two chunks", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", .request(body: "abc")),
        .chunked("none", "0\r\n\r\n", .request(body: "")),
        .chunked("zeros", "0003\r\nabc\r\n0000\r\n\r\n", .request(body: "abc")),
        .chunked(
            "hex in both cases", "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n",
            .request(body: "01234567890123456789")),
        .chunked("line ends as data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", .request(body: "\r\n\r\n")),
        .chunked("16 digits", "0000000000000001\r\na\r\n0\r\n\r\n", .request(body: "a")),
        .chunked("17 digits", "00000000000000001\r\na\r\n0\r\n\r\n", .refused("400 bad_chunk_size")),
        .chunked("the largest size", "ffffffffffffffff\r\n", .refused("413 content_too_large")),
        .chunked("a size that overflows", "10000000000000000\r\n", .refused("400 bad_chunk_size")),
        .chunked("a size that overflows wider limits", "fffffffffffffffff\r\n", .refused("400 bad_chunk_size"))
            .with { $0.chunkSizeDigitsMax = 64 },
        .chunked("over the route's limit at once", "4\r\n", .refused("413 content_too_large")).with(bodyBytesMax: 3),
        .chunked("over it together", "2\r\nab\r\n2\r\n", .refused("413 content_too_large")).with(bodyBytesMax: 3),
        .chunked("at it", "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", .request(body: "abc")).with(bodyBytesMax: 3),
        bad("no size", "\r\nabc\r\n0\r\n\r\n"), bad("a plus", "+3\r\nabc\r\n0\r\n\r\n"), bad("a minus", "-3\r\n"),
        bad("0x", "0x3\r\nabc\r\n0\r\n\r\n"), bad("a letter", "g\r\n"), bad("a space before", " 3\r\nabc\r\n"),
        bad("an Arabic digit", "٣\r\nabc\r\n"), bad("an underscore", "1_0\r\n"),
        bad("a bad last chunk", "3\r\nabc\r\n.\r\n"),
        bad("a CR in the line", "3\r\r\nabc\r\n"), bad("a semicolon alone", ";a\r\n"),
        .chunked("a bare LF", "3\nabc\r\n0\r\n\r\n", .refused("400 bad_line_end")),
        .chunked("a bare LF behind the data", "3\r\nabc\n0\r\n\r\n", .refused("400 bad_chunk_end")),
        .chunked("no CRLF behind the data", "3\r\nabcd\r\n0\r\n\r\n", .refused("400 bad_chunk_end")),
        .chunked("a CR and more behind the data", "3\r\nabc\rd0\r\n\r\n", .refused("400 bad_chunk_end")),
        .chunked("a cut last chunk", "3\r\nabc\r\n0\r\n", .head(begun)),
        good("an extension", ";a"), good("a value", ";a=b;c=d"), good("a quoted value", ";a=\"b;\\\"c\\\\ é\t\";d"),
        good("white space", " ; a\t= b ;c"),
        good("an extension at the limit", ";" + String(repeating: "a", count: 1023)),
        badExtension("a semicolon alone", ";"), badExtension("a space behind the size", " "),
        badExtension("no name", ";=a"), badExtension("no value", ";a="), badExtension("an open quote", ";a=\"b"),
        badExtension("an open escape", ";a=\"b\\"), badExtension("a NUL", ";a\u{0}"), badExtension("a CR", ";a\rb"),
        badExtension("a quoted CR", ";a=\"\r\""), badExtension("a comma", ";a,b"), badExtension("two values", ";a=b=c"),
        badExtension("one over the limit", ";" + String(repeating: "a", count: 1024)),
        badExtension("far over the limit", ";" + String(repeating: "a", count: 5000)),
        .chunked(
            "extensions over the limit together",
            String(repeating: "1;\(String(repeating: "a", count: 999))\r\na\r\n", count: 17),
            .refused("400 bad_chunk_extension")),
        .chunked("trailers", "0\r\nX: 1\r\nDigest: 2\r\n\r\n", .request(body: "")),
        trailer("Content-Length: 3"), trailer("transfer-encoding: chunked"), trailer("Host: b"),
        trailer("AUTHORIZATION: x"), trailer("Cookie: x"), trailer("Connection: close"), trailer("If-Match: *"),
        trailer("Content-Type: x"), trailer("Expect: x"), trailer("X-Forwarded-For: 1"),
        .chunked("a folded trailer", "0\r\n X: 1\r\n\r\n", .refused("400 folded_field")),
        .chunked("a bad trailer name", "0\r\nX : 1\r\n\r\n", .refused("400 bad_field_name")),
        .chunked("a bad trailer value", "0\r\nX: \u{1}\r\n\r\n", .refused("400 bad_field_value")),
        .chunked("a bare LF in the trailers", "0\r\nX: 1\n\r\n", .refused("400 bad_line_end")),
        .chunked("a bare LF at the end", "0\r\n\n", .refused("400 bad_line_end")),
        .chunked("a request in place of the end", "0\r\nGET / HTTP/1.1\r\n\r\n", .refused("400 bad_field_name")),
        .chunked("32 trailers", "0\r\n\(String(repeating: "X: 1\r\n", count: 32))\r\n", .request(body: "")),
        .chunked(
            "33 trailers", "0\r\n\(String(repeating: "X: 1\r\n", count: 33))\r\n", .refused("431 trailers_too_large")),
        .chunked("8192 bytes of trailers", "0\r\n\(longTrailer(8192))\r\n", .request(body: "")),
        .chunked("8193 bytes of trailers", "0\r\n\(longTrailer(8193))\r\n", .refused("431 trailers_too_large")),
        .chunked("8195 bytes of trailers", "0\r\n\(longTrailer(8195))\r\n", .refused("431 trailers_too_large")),
    ]

    private static let begun = "POST,/,,1.1,chunked,stays,,a,host:a;transfer-encoding:chunked"

    private static func longTrailer(_ bytes: Int) -> String { "X: \(String(repeating: "a", count: bytes - 5))\r\n" }

    private static func bad(_ name: String, _ content: String) -> Message {
        .chunked(name, content, .refused("400 bad_chunk_size"))
    }

    private static func good(_ name: String, _ text: String) -> Message {
        .chunked(name, "3\(text)\r\nabc\r\n0\(text)\r\n\r\n", .request(body: "abc"))
    }

    private static func badExtension(_ name: String, _ text: String) -> Message {
        .chunked(name, "3\(text)\r\nabc\r\n0\r\n\r\n", .refused("400 bad_chunk_extension"))
    }

    private static func trailer(_ line: String) -> Message {
        .chunked("trailer \(line)", "0\r\n\(line)\r\n\r\n", .refused("400 bad_trailer"))
    }
}
