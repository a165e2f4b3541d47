import JSON
import Testing

@Suite struct JSONPropertyTests {
    @Test(arguments: UInt64(0)..<40)
    func whatIsWrittenIsReadTheSame(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            let value = random.value()
            let text = JSON.text(value)
            let read = try JSON.read(text)
            #expect(read == value)
            #expect(read.hashValue == value.hashValue)
            #expect(JSON.text(read) == text)
            #expect(try JSON.read(JSON.pretty(value)) == value)
        }
    }

    /// Broken anywhere, a text is refused or is another text; the reader never leaves its bytes.
    @Test(arguments: UInt64(100)..<140)
    func brokenTextsAreReadOrRefused(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            var bytes = Array(JSON.text(random.value()).utf8)
            for _ in 0..<(1 + random.below(3)) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.insert(Array("{}[]:,\"\\0u \u{1}".utf8)[random.below(12)], at: place)
                default: if bytes.count > 1 { bytes.remove(at: place) }
                }
            }
            do {
                let value = try JSON.read(bytes)
                #expect(try JSON.read(JSON.text(value)) == value)
            } catch {
                #expect(error.offset <= bytes.count && error.line >= 1 && error.column >= 1)
                #expect(JSONPointer(text: error.pointer.text) == error.pointer)
            }
        }
    }

    @Test func everyDoubleReadsBackTheSame() throws {
        var random = SplitMix(seed: 7)
        var writer = JSONWriter()
        for _ in 0..<20_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            writer.clear()
            writer.double(number)
            let read = try JSON.read(writer.bytes()).doubleValue
            #expect(read?.bitPattern == number.bitPattern)
        }
    }

    @Test func everyWholeNumberReadsBackTheSame() throws {
        var random = SplitMix(seed: 8)
        var writer = JSONWriter()
        for _ in 0..<20_000 {
            let number = Int64(bitPattern: random.next()) >> Int64(random.below(64))
            writer.clear()
            writer.int(number)
            let bytes = writer.bytes()
            #expect(bytes == Array(String(number).utf8))
            #expect(try JSON.read(bytes).int64Value == number)
        }
    }
}
