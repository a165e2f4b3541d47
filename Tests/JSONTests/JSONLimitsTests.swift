import Foundation
import JSON
import Testing

@Suite struct JSONLimitsTests {
    /// What the reader says of a text under limits that one line has changed.
    private func reason(_ text: String, _ change: (inout JSONLimits) -> Void) -> JSONError.Reason? {
        var limits = JSONLimits()
        change(&limits)
        do {
            _ = try JSON.read(text, limits: limits)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func eachLimitHoldsAtItsNumber() {
        #expect(reason("[12]") { $0.bytesMax = 4 } == nil)
        #expect(reason("[123]") { $0.bytesMax = 4 } == .textTooLong(bytesMax: 4))
        #expect(reason("[[[]]]") { $0.depthMax = 3 } == nil)
        #expect(reason("[[[[]]]]") { $0.depthMax = 3 } == .tooDeep(depthMax: 3))
        #expect(reason("[{\"a\":{}}]") { $0.depthMax = 2 } == .tooDeep(depthMax: 2))
        #expect(reason("1") { $0.depthMax = 0 } == nil)
        #expect(reason("[]") { $0.depthMax = 0 } == .tooDeep(depthMax: 0))
        #expect(reason("\"abc\"") { $0.stringBytesMax = 3 } == nil)
        #expect(reason("\"abcd\"") { $0.stringBytesMax = 3 } == .stringTooLong(bytesMax: 3))
        #expect(reason("\"\\u00e9a\"") { $0.stringBytesMax = 3 } == nil)
        #expect(reason("\"\\u00e9\\u00e9\"") { $0.stringBytesMax = 3 } == .stringTooLong(bytesMax: 3))
        #expect(reason("\"\\n\\n\\nabc\\n\"") { $0.stringBytesMax = 6 } == .stringTooLong(bytesMax: 6))
        #expect(reason("{\"abcd\":1}") { $0.stringBytesMax = 3 } == .stringTooLong(bytesMax: 3))
        #expect(reason("{\"a\":1,\"b\":2}") { $0.membersMax = 2 } == nil)
        #expect(reason("{\"a\":1,\"b\":2,\"c\":3}") { $0.membersMax = 2 } == .tooManyMembers(membersMax: 2))
        #expect(reason("[1,2]") { $0.elementsMax = 2 } == nil)
        #expect(reason("[1,2,3]") { $0.elementsMax = 2 } == .tooManyElements(elementsMax: 2))
        #expect(reason("[1,[2,3]]") { $0.valuesMax = 5 } == nil)
        #expect(reason("[1,[2,3],4]") { $0.valuesMax = 5 } == .tooManyValues(valuesMax: 5))
        #expect(reason("1.23e45") { $0.digitsMax = 5 } == nil)
        #expect(reason("1.23e456") { $0.digitsMax = 5 } == .numberTooLong(digitsMax: 5))
    }

    @Test func theLimitOfAllDepthsHolds() {
        let count = JSONLimits.depthCeiling
        let deepest = String(repeating: "[", count: count) + String(repeating: "]", count: count)
        #expect(reason(deepest) { $0.depthMax = .max } == nil)
        #expect(reason("[" + deepest + "]") { $0.depthMax = .max } == .tooDeep(depthMax: count))
    }

    /// A worker's stack is 512 KiB; a text of nothing but brackets, and the deepest that is allowed, must fit it.
    @Test func depthBombsDoNotReachTheEndOfASmallStack() async {
        let isFine = await withCheckedContinuation { continuation in
            let thread = Thread {
                var limits = JSONLimits()
                limits.depthMax = .max
                let bomb = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
                let members = Array(String(repeating: "{\"a\":", count: 200_000).utf8)
                let count = JSONLimits.depthCeiling / 2
                let open = String(repeating: "[{\"a\":", count: count)
                let deepest = Array((open + "1" + String(repeating: "}]", count: count)).utf8)
                let first = try? JSON.read(deepest, limits: limits)
                let second = try? JSON.read(deepest, limits: limits)
                let isFine =
                    (try? JSON.read(bomb, limits: limits)) == nil && (try? JSON.read(members, limits: limits)) == nil
                    && first != nil && first == second && first?.hashValue == second?.hashValue
                    && first.map { Array(JSON.text($0).utf8) } == deepest && first.map(JSON.pretty) != nil
                continuation.resume(returning: isFine)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(isFine)
    }

    /// Were any of it quadratic, this would take minutes.
    @Test func largeTextsTakeTimeInProportion() throws {
        var limits = JSONLimits()
        limits.bytesMax = 1 << 26
        limits.membersMax = .max
        limits.elementsMax = .max
        limits.valuesMax = .max
        limits.stringBytesMax = .max
        let members = (0..<40_000).map { "\"name\($0)\":\($0)" }.joined(separator: ",")
        let object = try #require(try JSON.read("{\(members)}", limits: limits).objectValue)
        #expect(object.count == 40_000)
        #expect(object["name0"]?.int64Value == 0 && object["name39999"]?.int64Value == 39_999)
        #expect(object["name40000"] == nil)
        #expect(object == JSONObject(object.reversed().map { $0 }))
        let twice = #expect(throws: JSONError.self) { try JSON.read("{\(members),\"name7\":1}", limits: limits) }
        #expect(twice?.reason == .duplicateMember("name7"))
        let array = "[" + String(repeating: "{},", count: 100_000) + "0]"
        #expect(try JSON.read(array, limits: limits).arrayValue?.count == 100_001)
        let string = String(repeating: "\\u00e9\\n", count: 100_000)
        #expect(try JSON.read("\"\(string)\"", limits: limits).stringValue?.utf8.count == 300_000)
        let escaped = JSON.text(.string(String(repeating: "\n\u{1}", count: 100_000)))
        #expect(escaped.utf8.count == 800_002)
        let blank = String(repeating: " ", count: 1 << 20)
        #expect(try JSON.read(blank + "1" + blank, limits: limits) == 1)
    }
}
