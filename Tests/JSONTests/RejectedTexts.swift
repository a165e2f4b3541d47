/// Texts that RFC 8259 does not allow, each with what the reader says and where.
struct RejectedText: CustomStringConvertible, Sendable {
    let bytes: [UInt8]
    let code: String
    let offset: Int
    let pointer: String

    init(_ text: String, _ code: String, _ offset: Int, _ pointer: String = "") {
        self.init(bytes: Array(text.utf8), code, offset, pointer)
    }

    init(bytes: [UInt8], _ code: String, _ offset: Int, _ pointer: String = "") {
        self.bytes = bytes
        self.code = code
        self.offset = offset
        self.pointer = pointer
    }

    var description: String { String(decoding: bytes, as: UTF8.self).debugDescription }

    static let all = ends + values + numbers + arrays + objects + escapes + controls + encodings

    private static let end = "unexpected_end"
    private static let byte = "unexpected_byte"
    private static let trailing = "trailing_content"

    /// The text ends too soon.
    static let ends: [RejectedText] = [
        .init("", end, 0), .init(" ", end, 1), .init("\n\t\r ", end, 4), .init("t", end, 1), .init("tru", end, 3),
        .init("fals", end, 4), .init("n", end, 1), .init("nul", end, 3), .init("-", end, 1), .init("1.", end, 2),
        .init("1e", end, 2), .init("1e+", end, 3), .init("1E-", end, 3), .init("\"", end, 1), .init("\"a", end, 2),
        .init("\"12345678", end, 9), .init("\"é", end, 3), .init("\"\\", end, 2), .init("\"\\\"", end, 3),
        .init("\"\\u", end, 3), .init("\"\\u0", end, 4), .init("\"\\u00", end, 5), .init("\"\\u004", end, 6),
        .init("\"\\u0041", end, 7), .init("[", end, 1, "/0"), .init("[ ", end, 2, "/0"), .init("[1", end, 2),
        .init("[1 ", end, 3), .init("[1,", end, 3, "/1"), .init("[1, ", end, 4, "/1"), .init("[[]", end, 3),
        .init("[\"a", end, 3, "/0"), .init("{", end, 1), .init("{ ", end, 2), .init("{\"", end, 2),
        .init("{\"a", end, 3), .init("{\"a\"", end, 4, "/a"), .init("{\"a\" ", end, 5, "/a"),
        .init("{\"a\":", end, 5, "/a"), .init("{\"a\": ", end, 6, "/a"), .init("{\"a\":1", end, 6),
        .init("{\"a\":1 ", end, 7), .init("{\"a\":1,", end, 7), .init("{\"a\":1, ", end, 8),
        .init("{\"a\":[{\"b\":[0,", end, 14, "/a/0/b/1"), .init("[[[", end, 3, "/0/0/0"), .init("[{", end, 2, "/0"),
    ]

    /// No value begins so, or something follows it (sections 2 and 3).
    static let values: [RejectedText] = [
        .init("x", byte, 0), .init("True", byte, 0), .init("NULL", byte, 0), .init("trUe", byte, 2),
        .init("nulL", byte, 3), .init("fa1se", byte, 2), .init("NaN", byte, 0), .init("nan", byte, 1),
        .init("Infinity", byte, 0), .init("-Infinity", byte, 1), .init("undefined", byte, 0), .init("'a'", byte, 0),
        .init("`a`", byte, 0), .init("a", byte, 0), .init(",", byte, 0), .init(":", byte, 0), .init("]", byte, 0),
        .init("}", byte, 0), .init("(1)", byte, 0), .init("//x\n1", byte, 0), .init("/**/1", byte, 0),
        .init("#x\n1", byte, 0), .init("\\n", byte, 0), .init("\u{A0}1", byte, 0), .init("\u{2028}1", byte, 0),
        .init("\u{3000}1", byte, 0), .init("é", byte, 0), .init("\u{B}1", byte, 0), .init("\u{C}1", byte, 0),
        .init("\0", byte, 0), .init("\0null", byte, 0), .init("\u{7F}", byte, 0), .init("\u{1E}1", byte, 0),
        .init("truex", trailing, 4), .init("true false", trailing, 5), .init("null,", trailing, 4),
        .init("1 2", trailing, 2), .init("1,", trailing, 1), .init("\"a\"b", trailing, 3), .init("[]]", trailing, 2),
        .init("{}}", trailing, 2), .init("[][]", trailing, 2), .init("{}{}", trailing, 2), .init("[]\0", trailing, 2),
        .init("{}\n{}", trailing, 3), .init("1//", trailing, 1), .init("1\u{A0}", trailing, 1),
        .init("null\u{B}", trailing, 4), .init("\"a\" \"b\"", trailing, 4), .init("{};", trailing, 2),
    ]

    /// Section 6.
    static let numbers: [RejectedText] = [
        .init("+1", byte, 0), .init(".5", byte, 0), .init("-.5", byte, 1), .init("-a", byte, 1), .init("--1", byte, 1),
        .init("-+1", byte, 1), .init("- 1", byte, 1), .init("01", "leading_zero", 1), .init("-01", "leading_zero", 2),
        .init("00", "leading_zero", 1), .init("00.5", "leading_zero", 1), .init("0123", "leading_zero", 1),
        .init("1.e1", byte, 2), .init("1.a", byte, 2), .init("1..2", byte, 2), .init("1.-2", byte, 2),
        .init("0.", end, 2), .init("[0.]", byte, 3, "/0"), .init("1ea", byte, 2), .init("1e1.5", trailing, 3),
        .init("1ee1", byte, 2), .init("1e++1", byte, 3), .init("1e+-1", byte, 3), .init("1e ", byte, 2),
        .init("1.5.5", trailing, 3), .init("0x10", trailing, 1), .init("0b1", trailing, 1), .init("1_000", trailing, 1),
        .init("1,000", trailing, 1), .init("1a", trailing, 1), .init("1n", trailing, 1), .init("1f", trailing, 1),
        .init("1 000", trailing, 2), .init("\u{661}", byte, 0), .init("\u{FF11}", byte, 0),
        .init("1\u{661}", trailing, 1),
        .init("\u{2212}1", byte, 0), .init("[-]", byte, 2, "/0"), .init("[1-1]", byte, 2),
        .init(String(repeating: "9", count: 101), "number_too_long", 0),
        .init("[0." + String(repeating: "0", count: 100) + "]", "number_too_long", 1, "/0"),
        .init("1e" + String(repeating: "0", count: 100), "number_too_long", 0),
    ]

    /// Section 5.
    static let arrays: [RejectedText] = [
        .init("[,]", byte, 1, "/0"), .init("[,1]", byte, 1, "/0"), .init("[1,]", byte, 3, "/1"),
        .init("[1,,2]", byte, 3, "/1"), .init("[1 2]", byte, 3), .init("[1;2]", byte, 2), .init("[1:2]", byte, 2),
        .init("[1}", byte, 2), .init("[}", byte, 1, "/0"), .init("[\"a\" \"b\"]", byte, 5), .init("[[1]", end, 4),
        .init("[x]", byte, 1, "/0"), .init("[1,x]", byte, 3, "/1"), .init("[\"a\":1]", byte, 4),
        .init("[true1]", byte, 5),
        .init("[nul]", byte, 4, "/0"), .init("[1]]", trailing, 3), .init("[[1,2],[3,tru]]", byte, 13, "/1/1"),
        .init("[/*x*/]", byte, 1, "/0"), .init("[1 //x\n]", byte, 3), .init("[[,]]", byte, 2, "/0/0"),
        .init(String(repeating: "[", count: 65), "too_deep", 64, String(repeating: "/0", count: 64)),
    ]

    /// Section 4.
    static let objects: [RejectedText] = [
        .init("{a:1}", byte, 1), .init("{'a':1}", byte, 1), .init("{1:1}", byte, 1), .init("{null:1}", byte, 1),
        .init("{,}", byte, 1), .init("{]", byte, 1), .init("{[]:1}", byte, 1), .init("{{}:1}", byte, 1),
        .init("{\"a\"}", byte, 4, "/a"), .init("{\"a\",1}", byte, 4, "/a"), .init("{\"a\"=1}", byte, 4, "/a"),
        .init("{\"a\" 1}", byte, 5, "/a"), .init("{\"a\"::1}", byte, 5, "/a"), .init("{\"a\":}", byte, 5, "/a"),
        .init("{\"a\":,}", byte, 5, "/a"), .init("{\"a\":1,}", byte, 7), .init("{\"a\":1,,\"b\":2}", byte, 7),
        .init("{\"a\":1 \"b\":2}", byte, 7), .init("{\"a\":1;\"b\":2}", byte, 6), .init("{\"a\":1]", byte, 6),
        .init("{\"a\":1,b:2}", byte, 7), .init("{\"a\":1,2}", byte, 7), .init("{\"a\":x}", byte, 5, "/a"),
        .init("{\"a/b\":x}", byte, 7, "/a~1b"), .init("{\"a~b\":x}", byte, 7, "/a~0b"), .init("{\"\":x}", byte, 4, "/"),
        .init("{\"a\":{\"b\":{\"c\":x}}}", byte, 15, "/a/b/c"), .init("{\"a\":[1,{\"b\":x}]}", byte, 13, "/a/1/b"),
        .init("{\"a\":1,\"a\":1}", "duplicate_member", 7, "/a"),
        .init("{\"a\":1,\"\\u0061\":1}", "duplicate_member", 7, "/a"),
        .init("{\"\\u0061\":1,\"a\":1}", "duplicate_member", 12, "/a"),
        .init("{\"\":1,\"\":1}", "duplicate_member", 6, "/"),
        .init("{\"a\":1,\"b\":2,\"a\":3}", "duplicate_member", 13, "/a"),
        .init("{\"x\":{\"é\":1,\"\\u00e9\":1}}", "duplicate_member", 13, "/x/é"),
        .init("[{\"a\":1},{\"b\":1,\"b\":1}]", "duplicate_member", 16, "/1/b"),
        .init("{\"a\":1,\"a", end, 9), .init("{\"a\u{0}\":1}", "control_character", 3), .init("{\"\\x\":1}", byte, 3),
        .init(String(repeating: "{\"a\":", count: 65), "too_deep", 320, String(repeating: "/a", count: 64)),
    ]

    /// Section 7: what follows a backslash.
    static let escapes: [RejectedText] = [
        .init(#""\x41""#, byte, 2), .init(#""\a""#, byte, 2), .init(#""\v""#, byte, 2), .init(#""\0""#, byte, 2),
        .init(#""\'""#, byte, 2), .init(#""\ ""#, byte, 2), .init("\"\\\n\"", byte, 2), .init(#""\B""#, byte, 2),
        .init(#""\N""#, byte, 2), .init(#""\U0041""#, byte, 2), .init("\"\\é\"", byte, 2), .init(#""\u""#, byte, 3),
        .init(#""\u004""#, byte, 6), .init(#""\u00g1""#, byte, 5), .init(#""\u+041""#, byte, 3),
        .init(#""\u 041""#, byte, 3),
        .init(#""\u{41}""#, byte, 3), .init(#""\u004é""#, byte, 6), .init(#""\u-041""#, byte, 3),
        .init(#""\ud800""#, "lone_surrogate", 1), .init(#""\udbff""#, "lone_surrogate", 1),
        .init(#""\udc00""#, "lone_surrogate", 1), .init(#""\udfff""#, "lone_surrogate", 1),
        .init(#""\uD800x""#, "lone_surrogate", 1), .init(#""\ud800\n""#, "lone_surrogate", 1),
        .init(#""\ud800\u0041""#, "lone_surrogate", 1), .init(#""\ud800\ud800""#, "lone_surrogate", 1),
        .init(#""\ud83d\ue000""#, "lone_surrogate", 1), .init(#""\udc00\ud800""#, "lone_surrogate", 1),
        .init(#""\ud83d\ude00\ud83d""#, "lone_surrogate", 13), .init(#""ab\ud83d""#, "lone_surrogate", 3),
        .init(#""\ud83d\u""#, byte, 9), .init(#""\ud83d\ude0""#, byte, 12), .init(#""\ud83d"#, "lone_surrogate", 1),
        .init(#"["\ud800"]"#, "lone_surrogate", 2, "/0"), .init(#"{"a":"\ud800"}"#, "lone_surrogate", 6, "/a"),
        .init(#"{"\ud800":1}"#, "lone_surrogate", 2), .init(#""12345678\q""#, byte, 10),
    ]

    /// Section 7: U+0000 to U+001F must be escaped, each of them, near the start and far from it.
    static let controls: [RejectedText] = (UInt8(0)..<0x20).flatMap { control in
        [
            RejectedText(bytes: [0x22, control, 0x22], "control_character", 1),
            RejectedText(bytes: Array("[\"1234567890".utf8) + [control, 0x22, 0x5D], "control_character", 12, "/0"),
        ]
    }

    /// Section 8.1, RFC 3629 section 4: nothing but well-formed UTF-8, no byte order mark.
    static let encodings: [RejectedText] =
        [
            .init("\u{FEFF}", "byte_order_mark", 0), .init("\u{FEFF}{}", "byte_order_mark", 0),
            .init("\u{FEFF}\u{FEFF}1", "byte_order_mark", 0), .init(" \u{FEFF}1", byte, 1),
            .init("1\u{FEFF}", trailing, 1),
            .init(bytes: [0xFF, 0xFE, 0x31, 0x00], byte, 0), .init(bytes: [0xFE, 0xFF, 0x00, 0x31], byte, 0),
            .init(bytes: [0x31, 0x00], trailing, 1), .init(bytes: [0x00, 0x31], byte, 0),
            .init(bytes: [0xEF, 0xBB], byte, 0),
        ]
        + brokenSequences.flatMap { broken in
            [
                RejectedText(bytes: [0x22] + broken + [0x22], "invalid_utf8", 1),
                RejectedText(
                    bytes: Array("{\"aé\":\"1234567é".utf8) + broken + Array("\"}".utf8), "invalid_utf8", 17, "/aé"),
                RejectedText(bytes: Array("\"\\n".utf8) + broken + Array("x\"".utf8), "invalid_utf8", 3),
                RejectedText(bytes: [0x22, 0x61] + broken + [0x01, 0x22], "invalid_utf8", 2),
            ]
        }

    private static let brokenSequences: [[UInt8]] = [
        [0x80], [0xBF], [0xC0], [0xC1], [0xC0, 0x80], [0xC1, 0xBF], [0xC0, 0xAF], [0xC2], [0xC2, 0x41], [0xDF, 0xC0],
        [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE1, 0x80], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xEF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
        [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ]
}
