import HTTP
import Testing

struct FieldsTests {
    @Test func linesAreAddedAsAParserWouldReadThem() {
        var fields = Fields()
        #expect(fields.append("X-One", " a b\t") == true)
        #expect(fields.append("x-one", "") == true)
        #expect(fields.count == 2)
        #expect(fields.string("X-ONE") == "a b")
        #expect(fields.map { String(decoding: $0.name, as: UTF8.self) } == ["x-one", "x-one"])
    }

    @Test(arguments: [("", "a"), ("a b", "a"), ("a:", "a"), ("é", "a"), ("a", "\r\n"), ("a", "\0"), ("a", "a\nb")])
    func whatAParserWouldRefuseIsNotAdded(_ name: String, _ value: String) {
        var fields = Fields()
        #expect(fields.append(name, value) == false)
        #expect(fields.isEmpty)
        #expect(fields.withFirst("a") { $0.count } == nil)
    }
}
