import HTTP
import Testing

struct TargetTests {
    @Test(arguments: [
        ("/", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("//", ["", ""]), ("/a%2Fb/%C3%A9", ["a/b", "é"]),
        ("/a%25%32%46", ["a%2F"]), ("/%e2%82%ac/%F0%9F%98%80/x", ["€", "😀", "x"]), ("/a+b", ["a+b"]),
    ])
    func segmentsAreDecodedOnceAndEachForItself(_ target: String, _ segments: [String]) throws {
        let path = try RequestHead(method: .get, target: target).path
        #expect((0..<path.count).compactMap(path.segment) == segments)
        #expect(path.segment(path.count) == nil)
        #expect(path.segment(-1) == nil)
        #expect(path.segmentBytes(path.count) == nil)
        for (index, segment) in segments.enumerated() {
            #expect(path.segmentBytes(index).map { Array($0) } == Array(segment.utf8))
        }
    }

    @Test(arguments: ["/", "/a/b", "/a%2Fb", "//", "/a%0Ab", "/%25"])
    func theDescriptionIsAPathAgain(_ target: String) throws {
        let path = try RequestHead(method: .get, target: target).path
        #expect(path.description == target)
        #expect(try RequestHead(method: .get, target: path.description).path == path)
    }

    @Test func aQueryIsReadInOrder() throws {
        let query = try RequestHead(method: .get, target: "/?a=1&b=x+y&a=%32&c&=d").query
        #expect(query.pairs.map(\.name) == ["a", "b", "a", "c", ""])
        #expect(query.pairs.map(\.value) == ["1", "x y", "2", "", "d"])
        #expect(query.first("a") == "1")
        #expect(query.all("a") == ["1", "2"])
        #expect(query.first("z") == nil)
        #expect(!query.isEmpty)
        #expect(Query().pairs.isEmpty)
    }

    @Test func aTargetThatIsRefusedInAMessageIsRefusedHere() {
        for target in ["", "a", "/..", "/%", "/?%", "/#", "*"] {
            #expect(throws: Rejection.self) { try RequestHead(method: .get, target: target) }
        }
    }
}
