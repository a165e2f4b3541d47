import JSON
import Testing

/// What a writer has written, as text.
private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(capacityBytes: 1)
    body(&writer)
    return String(decoding: writer.bytes(), as: UTF8.self)
}

@Suite struct JSONWriterTests {
    static let id: JSONName = "id"
    static let tags = JSONName("ta\"gs")

    @Test func commasComeByThemselves() {
        let text = written { writer in
            writer.beginObject()
            writer.name(Self.id)
            writer.int(7)
            writer.name(Self.tags)
            writer.beginArray()
            writer.string("a")
            writer.beginObject()
            writer.endObject()
            writer.beginArray()
            writer.endArray()
            writer.null()
            writer.bool(true)
            writer.bool(false)
            writer.raw(Array("[1]".utf8))
            writer.endArray()
            writer.name("größe")
            writer.double(1.5)
            writer.endObject()
        }
        #expect(text == #"{"id":7,"ta\"gs":["a",{},[],null,true,false,[1]],"größe":1.5}"#)
    }

    @Test(arguments: [
        (Int64(0), "0"), (7, "7"), (10, "10"), (99, "99"), (100, "100"), (-1, "-1"), (-10, "-10"),
        (999_999_999_999_999_999, "999999999999999999"), (1_000_000_000_000_000_000, "1000000000000000000"),
        (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
    ])
    func wholeNumbers(number: Int64, text: String) {
        #expect(written { $0.int(number) } == text)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "-0"), (1, "1"), (0.1, "0.1"), (-51.454, "-51.454"), (1e16, "1e+16"),
        (.leastNonzeroMagnitude, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"), (.infinity, "null"), (.nan, "null"),
    ])
    func doubles(number: Double, text: String) {
        #expect(written { $0.double(number) } == text)
    }

    @Test(arguments: 0..<40)
    func escapesAtEveryPlace(place: Int) {
        for (piece, escaped) in [
            ("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("\u{8}", "\\b"),
            ("\u{C}", "\\f"), ("\0", "\\u0000"), ("\u{1F}", "\\u001f"), ("\u{1B}", "\\u001b"), ("/", "/"),
            ("\u{7F}", "\u{7F}"), ("é", "é"), ("€", "€"), ("\u{2028}", "\u{2028}"), ("😀", "😀"),
        ] {
            let before = String(repeating: "x", count: place)
            let after = String(repeating: "y", count: 39 - place)
            let text = before + piece + after
            #expect(written { $0.string(text) } == "\"" + before + escaped + after + "\"")
            let bytes = Array(text.utf8)
            #expect(
                written { writer in bytes.withUnsafeBytes { writer.string(utf8: $0) } }
                    == "\"" + before + escaped + after + "\"")
        }
    }

    @Test func brokenUTF8BecomesTheReplacementCharacter() {
        for bytes: [UInt8] in [
            [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
            [0x41, 0x80, 0x42], [0xC3, 0x41], Array(repeating: 0xFF, count: 1000),
        ] {
            for place in 0..<12 {
                let all = Array(repeating: 0x61, count: place) + bytes + Array("zz".utf8)
                let expected = "\"" + String(decoding: all, as: UTF8.self) + "\""
                #expect(written { writer in all.withUnsafeBytes { writer.string(utf8: $0) } } == expected)
            }
        }
    }

    @Test func linesAndClearing() {
        var writer = JSONWriter(capacityBytes: 16)
        writer.beginArray()
        let early = writer.isComplete
        #expect(!early)
        writer.endArray()
        let late = writer.isComplete
        #expect(late)
        writer.endLine()
        writer.int(2)
        writer.endLine()
        let lines = writer.bytes()
        #expect(lines == Array("[]\n2\n".utf8))
        writer.clear()
        let cleared = (writer.count, writer.isComplete)
        #expect(cleared == (0, false))
        for _ in 0..<100 {
            writer.string(String(repeating: "long", count: 100))
            writer.endLine()
        }
        let count = writer.count
        #expect(count == 40300)
        writer.clear(capacityBytesMax: 128)
        writer.bool(true)
        let lent = writer.withBytes { Array($0) }
        #expect(lent == Array("true".utf8))
    }

    @Test func deepNestingKeepsItsOrder() {
        let text = written { writer in
            for _ in 0..<100 {
                writer.beginObject()
                writer.name("a")
                writer.beginArray()
            }
            for _ in 0..<100 {
                writer.endArray()
                writer.name("b")
                writer.null()
                writer.endObject()
            }
        }
        let open = String(repeating: #"{"a":["#, count: 100)
        #expect(text == open + String(repeating: #"],"b":null}"#, count: 100))
    }

    @Test func prettyText() {
        let value: JSONValue = ["a": [1, [:], []], "b": ["c": nil]]
        let lines = [
            "{", "  \"a\": [", "    1,", "    {},", "    []", "  ],", "  \"b\": {", "    \"c\": null", "  }", "}", "",
        ]
        #expect(JSON.pretty(value) == lines.joined(separator: "\n"))
    }
}
