import JSON
import Testing

@Suite struct JSONValueTests {
    @Test func accessorsGiveOnlyTheirKind() {
        let values: [JSONValue] = [nil, true, 1, 1.5, "x", [1], ["a": 1]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(values.map(\.boolValue) == [nil, true, nil, nil, nil, nil, nil])
        #expect(values.map(\.int64Value) == [nil, nil, 1, nil, nil, nil, nil])
        #expect(values.map(\.doubleValue) == [nil, nil, 1, 1.5, nil, nil, nil])
        #expect(values.map(\.stringValue) == [nil, nil, nil, nil, "x", nil, nil])
        #expect(values.map { $0.arrayValue?.count } == [nil, nil, nil, nil, nil, 1, nil])
        #expect(values.map { $0.objectValue?.count } == [nil, nil, nil, nil, nil, nil, 1])
        #expect(
            values.map(\.kind) == [
                "null", "true or false", "a number", "a number", "a string", "an array", "an object",
            ])
        #expect(values[5][0] == 1)
        #expect(values[5][1] == nil)
        #expect(values[5][-1] == nil)
        #expect(values[6]["a"] == 1)
        #expect(values[6]["b"] == nil)
        #expect(values[0]["a"] == nil)
    }

    @Test func objectsKeepTheirOrderAndAreEqualInAny() {
        var object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object.map(\.name) == ["a", "b"])
        #expect(object["a"] == 3)
        object["c"] = 4
        object["a"] = nil
        #expect(JSON.text(.object(object)) == #"{"b":2,"c":4}"#)
        #expect(object == ["c": 4, "b": 2])
        #expect(object.hashValue == (["c": 4, "b": 2] as JSONObject).hashValue)
        #expect(object != ["c": 4, "b": 3])
        #expect(object != ["c": 4, "d": 2])
        #expect(object != ["c": 4])
        for (name, value) in object { #expect(object[name] == value) }
    }

    @Test func largeObjectsChangeLikeSmallOnes() {
        var object = JSONObject()
        var model: [(String, Int64)] = []
        var random = SplitMix(seed: 3)
        for step in 0..<2000 {
            let name = "n\(random.below(60))"
            if random.below(3) == 0 {
                object[name] = nil
                model.removeAll { $0.0 == name }
            } else {
                object[name] = .number(JSONNumber(Int64(step)))
                if let place = model.firstIndex(where: { $0.0 == name }) {
                    model[place].1 = Int64(step)
                } else {
                    model.append((name, Int64(step)))
                }
            }
            #expect(object.members.map(\.name) == model.map(\.0))
            #expect(object.members.map(\.value.int64Value) == model.map(\.1))
            #expect(object[name]?.int64Value == model.first { $0.0 == name }?.1)
        }
    }

    @Test func stringsAndNamesAreToldApartByBytes() {
        #expect(JSONValue.string("é") != .string("e\u{301}"))
        #expect((["é": 1] as JSONObject)["e\u{301}"] == nil)
        #expect(JSONValue.number(JSONNumber(1)) != 1.5)
    }

    @Test func pointers() throws {
        let root = JSONPointer.root
        #expect(root.appending("a/b").appending("m~n").appending(3).appending("").text == "/a~1b/m~0n/3/")
        #expect(JSONPointer(text: "/a~1b/m~0n/3/")?.tokens == ["a/b", "m~n", "3", ""])
        #expect(JSONPointer(text: "")?.tokens == [])
        for text in ["a", "/~", "/~2", "/a~", "#/a"] { #expect(JSONPointer(text: text) == nil) }
        let value: JSONValue = ["a/b": [1, ["": "x"]], "~1": true]
        #expect(value[root] == value)
        #expect(value[root.appending("a/b").appending(1).appending("")] == "x")
        #expect(value[root.appending("~1")] == true)
        for text in ["/a", "/a~1b/2", "/a~1b/01", "/a~1b/-", "/a~1b/+1", "/a~1b/0/x"] {
            #expect(value[try #require(JSONPointer(text: text))] == nil)
        }
    }
}
