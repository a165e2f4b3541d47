import JSON
import Testing

@Suite struct JSONReaderTests {
    @Test func readsAWholeDocument() throws {
        let text =
            #" { "name" : "Ada \u00e9 \ud83d\ude00 \"x\"", "n" : [ 1 , -2.50e+3, 0 ], "#
            + #""o":{"t":true,"f":false,"z":null}, "e":{}} "#
        let value = try JSON.read(text)
        #expect(value["name"]?.stringValue == "Ada é 😀 \"x\"")
        #expect(value["n"]?[1]?.numberValue?.text == "-2.50e+3")
        #expect(value["n"]?[1]?.int64Value == -2500)
        #expect(value["o"] == ["t": true, "f": false, "z": nil])
        #expect(value["e"]?.objectValue?.isEmpty == true)
        #expect(try JSON.read(JSON.text(value)) == value)
        #expect(try JSON.read(JSON.pretty(value)) == value)
    }

    @Test func anErrorSaysWhere() {
        let text = "{\r\n \"people\": [\n  {\"né/~\": [tru]}\n]}"
        let error = #expect(throws: JSONError.self) { try JSON.read(text) }
        #expect(error?.reason == .unexpectedByte(UInt8(ascii: "]"), expected: .literalTrue))
        #expect(error?.line == 3)
        #expect(error?.column == 16)
        #expect(error?.pointer.text == "/people/0/né~1~0/0")
        #expect(
            error?.description
                == "line 3, column 16 (byte 32, at /people/0/né~1~0/0): found `]`; expected `true`")
    }
}
