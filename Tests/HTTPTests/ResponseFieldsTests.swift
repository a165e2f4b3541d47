import HTTP
import Testing

struct ResponseFieldsTests {
    @Test(arguments: ["a\r\nX: 1", "a\rb", "a\nb", "a\0b", "\r", "\n", "\u{b}", "\u{7f}", "a\u{1b}[0m"])
    func aValueThatCouldSplitTheAnswerIsRefused(_ value: String) {
        var fields = ResponseFields()
        fields.append(.location, "/before")
        let before = fields
        #expect(fields.append(.location, value) == false)
        #expect(fields.append(.location, bytes: value.utf8) == false)
        #expect(fields.append(.location, bytes: Array(value.utf8)) == false)
        #expect(fields.set(.location, value) == false)
        #expect(fields == before)
    }

    @Test(arguments: ["Content-Length", "content-length", "TRANSFER-ENCODING", "Connection", "date"] as [FieldName])
    func whatTheSerializerWritesIsRefused(_ name: FieldName) {
        var fields = ResponseFields()
        #expect(fields.append(name, "1") == false)
        #expect(fields.set(name, "1") == false)
        #expect(fields.lines.isEmpty)
    }

    @Test(arguments: ["", "a b", "a:", "a\r\n", "é"] as [FieldName])
    func aNameThatIsNoTokenIsRefused(_ name: FieldName) {
        var fields = ResponseFields()
        #expect(fields.append(name, "1") == false)
        #expect(fields.lines.isEmpty)
    }

    @Test func linesAreFoundSetAndTakenOut() {
        var fields = ResponseFields()
        #expect(fields.append(.vary, "Accept") == true)
        #expect(fields.append(.etag, "\"1: é\"") == true)
        #expect(fields.append("vary", "Origin") == true)
        #expect(fields.first("VARY") == "Accept")
        #expect(fields.first(.etag) == "\"1: é\"")
        #expect(fields.first(.allow) == nil)
        #expect(fields.lines.map(\.name) == ["Vary", "ETag", "vary"])
        fields.remove(.vary)
        #expect(fields.lines.map(\.value) == ["\"1: é\""])
        #expect(fields.set(.etag, "") == true)
        #expect(fields.lines.map(\.value) == [""])
        #expect(fields.contains(.etag))
    }
}
