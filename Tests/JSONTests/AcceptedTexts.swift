/// Texts that RFC 8259 allows, each with the same value written without white space.
struct AcceptedText: CustomStringConvertible, Sendable {
    let text: String
    let compact: String

    init(_ text: String, _ compact: String? = nil) {
        self.text = text
        self.compact = compact ?? text
    }

    var description: String { text.debugDescription }

    static let all = values + whiteSpace + numbers + strings + structures

    /// RFC 8259 section 3: any value may be the whole text.
    static let values: [AcceptedText] = [
        .init("null"), .init("true"), .init("false"), .init("0"), .init("\"\""), .init("[]"), .init("{}"),
        .init("-1"), .init("\"x\""), .init("[null]"), .init("[true]"), .init("[false]"), .init("[[]]"),
        .init("[{}]"), .init(#"{"":""}"#), .init(#"{"a":null}"#), .init(#"{"a":[]}"#), .init(#"{"a":{}}"#),
    ]

    /// Section 2: space, tab, line feed, carriage return around every token.
    static let whiteSpace: [AcceptedText] = [
        .init(" null", "null"), .init("null ", "null"), .init("\t\r\n null\t\r\n ", "null"), .init("\n1\n", "1"),
        .init("[ ]", "[]"), .init("{ }", "{}"), .init("[\n]", "[]"), .init("{\r\n}", "{}"), .init("[ 1]", "[1]"),
        .init("[1 ]", "[1]"), .init("[1 ,2]", "[1,2]"), .init("[1, 2]", "[1,2]"), .init("[\t1\n,\r2 ]", "[1,2]"),
        .init(#"{ "a":1}"#, #"{"a":1}"#), .init(#"{"a" :1}"#, #"{"a":1}"#), .init(#"{"a": 1}"#, #"{"a":1}"#),
        .init(#"{"a":1 }"#, #"{"a":1}"#), .init(#"{"a":1 , "b":2}"#, #"{"a":1,"b":2}"#),
        .init("                                []", "[]"), .init("[]                                ", "[]"),
        .init(#" [ { "a" : [ ] } , " " ] "#, #"[{"a":[]}," "]"#),
    ]

    /// Section 6, with every part there and not there.
    static let numbers: [AcceptedText] = [
        .init("-0"), .init("0.0"), .init("-0.0"), .init("0e0"), .init("0E0"), .init("0e+0"), .init("0e-0"),
        .init("0.0e0"), .init("1"), .init("9"), .init("10"), .init("1234567890"), .init("-1234567890"),
        .init("1.5"), .init("-1.5"), .init("1.50"), .init("1.000"), .init("0.001"), .init("1e2"), .init("1E2"),
        .init("1e+2"), .init("1e-2"), .init("1.5e2"), .init("1.5E+2"), .init("1.5E-2"), .init("1e00"),
        .init("1e02"), .init("123456789012345678901234567890"), .init("9223372036854775807"),
        .init("-9223372036854775808"), .init("9223372036854775808"), .init("18446744073709551616"),
        .init("0.1000000000000000055511151231257827"), .init("1e308"), .init("1e309"), .init("-1e9999"),
        .init("1e-9999"), .init("4.9e-324"), .init("[0,-0,0.5]"), .init("[1e1,1E1]"), .init("0 ", "0"),
        .init("[0 ]", "[0]"), .init(String(repeating: "9", count: 100)),
        .init("0." + String(repeating: "0", count: 99)),
    ]

    /// Section 7: every escape, every width of UTF-8, everything that needs no escape.
    static let strings: [AcceptedText] = [
        .init(#""\"""#), .init(#""\\""#), .init(#""\/""#, #""/""#), .init(#""\b""#), .init(#""\f""#),
        .init(#""\n""#), .init(#""\r""#), .init(#""\t""#), .init(#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
        .init(#""\u0041""#, "\"A\""), .init(#""\u0000""#), .init(#""\u0001""#), .init(#""\u001f""#),
        .init(#""\u001F""#, #""\u001f""#), .init(#""\u0008""#, #""\b""#), .init(#""\u000c""#, #""\f""#),
        .init(#""\u000A""#, #""\n""#), .init(#""\u000d""#, #""\r""#), .init(#""\u0009""#, #""\t""#),
        .init(#""\u0022""#, #""\"""#), .init(#""\u005c""#, #""\\""#), .init(#""\u005C""#, #""\\""#),
        .init(#""\u002f""#, #""/""#), .init(#""\u007f""#, "\"\u{7F}\""), .init(#""\u0080""#, "\"\u{80}\""),
        .init(#""\u00e9""#, "\"é\""), .init(#""\u00E9""#, "\"é\""), .init(#""\u07ff""#, "\"\u{7FF}\""),
        .init(#""\u0800""#, "\"\u{800}\""), .init(#""\u20aC""#, "\"€\""), .init(#""\ud7ff""#, "\"\u{D7FF}\""),
        .init(#""\ue000""#, "\"\u{E000}\""), .init(#""\uffff""#, "\"\u{FFFF}\""), .init(#""\ufeff""#, "\"\u{FEFF}\""),
        .init(#""\ud800\udc00""#, "\"\u{10000}\""), .init(#""\uD83D\uDE00""#, "\"😀\""),
        .init(#""\udbff\udfff""#, "\"\u{10FFFF}\""), .init(#""a\ud83d\ude00b\ud83d\ude01c""#, "\"a😀b😁c\""),
        .init("\"\u{7F}\""), .init("\"\u{80}\""), .init("\"é\""), .init("\"e\u{301}\""), .init("\"\u{7FF}\""),
        .init("\"\u{800}\""), .init("\"\u{D7FF}\""), .init("\"\u{E000}\""), .init("\"\u{FEFF}\""),
        .init("\"\u{FFFD}\""), .init("\"\u{FFFF}\""), .init("\"\u{10000}\""), .init("\"\u{10FFFF}\""),
        .init("\"\u{2028}\u{2029}\""), .init("\"/\""), .init("\"'\""), .init("\"{[]},:\""), .init("\" \""),
        .init("\"1234567\""), .init("\"12345678\""), .init("\"123456789\""), .init("\"123456789012345\""),
        .init("\"1234567890123456\""), .init("\"Cŵn a chathod yn Aberystwyth\""), .init("\"日本語のテキスト\""),
        .init(#""12345678\n12345678\n""#), .init(#""1234567\"""#), .init(#""\u0061é\u0062""#, "\"aéb\""),
        .init(#""\\u0041""#), .init(#""\\\\""#), .init(#""\\n""#), .init(#""\"""#),
    ]

    /// Sections 4 and 5.
    static let structures: [AcceptedText] = [
        .init("[1,2,3]"), .init("[[],[[]],[[],[]]]"), .init(#"[1,"a",null,true,{},[]]"#),
        .init(#"{"a":1,"b":2}"#), .init(#"{"b":1,"a":2}"#), .init(#"{"a":{"a":{"a":1}}}"#),
        .init(#"{"a":1,"A":2}"#), .init(#"{"":1," ":2}"#), .init(#"{"a":1,"a ":2}"#),
        .init("{\"é\":1,\"e\u{301}\":2}"), .init("{\"\u{212B}\":1,\"\u{C5}\":2}"), .init(#"{"\u0061":1}"#, #"{"a":1}"#),
        .init(#"{"\u0000":1}"#), .init(#"{"a\"b":1}"#), .init(#"[{"a":1},{"a":1}]"#), .init(#"{"a":[{"a":1}]}"#),
        .init(#"{"null":null,"true":true}"#), .init(#"{"ab":1,"ba":2,"aab":3,"abb":4}"#),
        .init(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)),
        .init(String(repeating: #"{"a":"#, count: 63) + "{}" + String(repeating: "}", count: 63)),
    ]
}
