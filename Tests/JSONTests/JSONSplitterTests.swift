import JSON
import Testing

@Suite struct JSONSplitterTests {
    /// What a splitter finds, one line a piece: `offset:line:column member text`, `oversized`, or `! code offset`.
    static func pieces(_ scenario: SplitScenario, chunks: [ArraySlice<UInt8>]) -> [String] {
        var splitter = JSONSplitter(
            form: scenario.form, pageMembers: ["content", "contents"], elementBytesMax: scenario.elementBytesMax)
        var found: [String] = []
        func take(_ piece: JSONPiece) {
            switch piece {
            case .element(let bytes, let at):
                let text = String(decoding: bytes, as: UTF8.self)
                found.append("\(at.offset):\(at.line):\(at.column) \(at.member.map { $0 + " " } ?? "")\(text)")
            case .oversized(let count, let at): found.append("\(at.offset):\(at.line):\(at.column) oversized \(count)")
            case .fault(let error):
                let pointer = error.pointer.text.isEmpty ? "" : " \(error.pointer)"
                found.append("! \(error.reason.code) \(error.offset):\(error.line):\(error.column)\(pointer)")
            }
        }
        for chunk in chunks { splitter.feed(Array(chunk), take) }
        splitter.finish().forEach(take)
        return found
    }

    @Test(arguments: SplitScenario.all)
    func findsTheElements(scenario: SplitScenario) {
        #expect(Self.pieces(scenario, chunks: [scenario.bytes[...]]) == scenario.pieces)
    }

    @Test(arguments: SplitScenario.all)
    func everySplitFindsTheSame(scenario: SplitScenario) {
        let bytes = scenario.bytes
        for place in 0...bytes.count {
            #expect(
                Self.pieces(scenario, chunks: [bytes[..<place], bytes[place...]]) == scenario.pieces,
                "split at \(place)")
        }
        #expect(Self.pieces(scenario, chunks: bytes.indices.map { bytes[$0...$0] }) == scenario.pieces)
    }

    @Test func indicesCountEveryElement() {
        var splitter = JSONSplitter(elementBytesMax: 3)
        var indices: [Int] = []
        splitter.feed(Array("[1,12345,[],x]".utf8)) { piece in
            switch piece {
            case .element(_, let at), .oversized(_, let at): indices.append(at.index)
            case .fault: Issue.record("no fault here")
            }
        }
        #expect(splitter.finish() == [])
        #expect(indices == [0, 1, 2, 3])
    }

    @Test func theFormIsFoundOut() {
        var lines = JSONSplitter()
        lines.feed(Array("{}\n".utf8)) { _ in }
        #expect(lines.form == .lines)
        var values = JSONSplitter()
        values.feed(Array("{} \t {}\n".utf8)) { _ in }
        #expect(values.form == .automatic)
    }

    /// Elements written, joined in each form, split in random chunks, read: the same elements.
    @Test(arguments: UInt64(0)..<30)
    func randomElementsComeBack(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let elements: [JSONValue] = (0..<20).map { ["n": .number(JSONNumber(Int64($0))), "v": random.value(depth: 3)] }
        let texts = elements.map { random.below(2) == 0 ? JSON.text($0) : JSON.pretty($0) }
        let lines = elements.map(JSON.text)
        let inputs = [
            "[" + texts.joined(separator: " , ") + "]", texts.joined(), lines.joined(separator: "\n"),
            "{\"page\":{\"content\":[1]},\"contents\":[" + texts.joined(separator: ",") + "],\"content\":{}}",
        ]
        for (index, input) in inputs.enumerated() {
            // Pretty values one after the other are told from lines only by their first one.
            var splitter = JSONSplitter(form: index == 1 ? .values : .automatic, pageMembers: ["content", "contents"])
            var read: [JSONValue] = []
            var rest = Array(input.utf8)[...]
            while !rest.isEmpty {
                let chunk = rest.prefix(1 + random.below(200))
                rest = rest.dropFirst(chunk.count)
                try splitter.feed(Array(chunk)) { piece in
                    guard case .element(let bytes, let at) = piece else {
                        Issue.record("\(piece)")
                        return
                    }
                    let found = Array(input.utf8)[at.offset..<(at.offset + bytes.count)]
                    #expect(Array(found) == bytes)
                    read.append(try JSON.read(bytes))
                }
            }
            for case .element(let bytes, _) in splitter.finish() { read.append(try JSON.read(bytes)) }
            #expect(read == elements)
        }
    }

    /// Ten thousand chunks of one element that never ends: nothing of it is kept above the limit.
    @Test func anEndlessElementIsPassedOver() {
        var splitter = JSONSplitter(elementBytesMax: 1000)
        let chunk = Array(String(repeating: "[\"x\",", count: 200).utf8)
        splitter.feed(Array("[".utf8)) { _ in Issue.record("nothing yet") }
        for _ in 0..<1000 { splitter.feed(chunk) { _ in Issue.record("nothing yet") } }
        let last = splitter.finish()
        #expect(last.first == .oversized(byteCount: 1_000_000, at: .init(index: 0, offset: 1, line: 1, column: 2)))
        #expect(last.count == 2)
    }
}
