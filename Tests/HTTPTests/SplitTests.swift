import HTTP
import Testing

/// Every message of the tables, accepted and refused alike, gives the same events whole, byte by byte, and in two
/// pieces cut at every place.
struct SplitTests {
    @Test(arguments: MessageTable.all)
    func theEventsAreTheSameHoweverTheBytesAreCut(_ message: Message) {
        let bytes = message.bytes
        let whole = Transcript([bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        let single = Transcript(
            bytes.indices.map { bytes[$0...$0] }, limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        #expect(single == whole)
        #expect(!whole.lines.isEmpty || message.outcome == .nothingYet)
        for cut in stride(from: 0, through: bytes.count, by: max(1, bytes.count / 2000)) {
            let pieces = [bytes[..<cut], bytes[cut...]]
            let split = Transcript(pieces, limits: message.limits, bodyBytesMax: message.bodyBytesMax)
            #expect(split == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: MessageTable.all)
    func theOutcomeIsWhatTheTableSays(_ message: Message) {
        let whole = Transcript([message.bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        switch message.outcome {
        case .refused(let answer): #expect(whole.lines.last == answer)
        case .request(let body): #expect(whole.lines.last == "body \(body.debugDescription)")
        case .head(let head): #expect(whole.lines.first == head)
        case .nothingYet: #expect(whole.lines.isEmpty)
        }
    }

    @Test(arguments: MessageTable.accepted)
    func aSecondRequestBehindIsReadForItself(_ message: Message) {
        let one = Transcript([message.bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        let bytes = message.bytes + message.bytes
        let two = Transcript([bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        #expect(two.lines == one.lines + one.lines)
    }
}
