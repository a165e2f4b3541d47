import JSON
import Testing

@Suite struct JSONTextTests {
    @Test(arguments: AcceptedText.all)
    func accepts(accepted: AcceptedText) throws {
        let value = try JSON.read(accepted.text)
        #expect(JSON.text(value) == accepted.compact)
        #expect(try JSON.read(accepted.compact) == value)
        #expect(try JSON.read(JSON.pretty(value)) == value)
    }

    @Test(arguments: RejectedText.all)
    func rejects(rejected: RejectedText) throws {
        let error = try #require(throws: JSONError.self) { try JSON.read(rejected.bytes) }
        #expect(error.reason.code == rejected.code, "\(error)")
        #expect(error.offset == rejected.offset, "\(error)")
        #expect(error.pointer.text == rejected.pointer, "\(error)")
        #expect(!error.description.isEmpty)
    }

    @Test func theTableIsAsLargeAsItSays() {
        #expect(AcceptedText.all.count + RejectedText.all.count >= 300)
    }

    /// Whatever an accepted text is cut to is refused at its end, unless it is a text by itself.
    @Test(arguments: AcceptedText.all)
    func everyBeginningIsReadOrRefused(accepted: AcceptedText) throws {
        let bytes = Array(accepted.text.utf8)
        for count in 0..<bytes.count {
            do {
                let value = try JSON.read(Array(bytes.prefix(count)))
                #expect(try JSON.read(JSON.text(value)) == value)
            } catch {
                #expect(error.offset <= count)
            }
        }
    }
}
