import HTTP
import Messages
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
        for cut in Self.cuts(bytes.count) {
            let pieces = [bytes[..<cut], bytes[cut...]]
            let split = Transcript(pieces, limits: message.limits, bodyBytesMax: message.bodyBytesMax)
            #expect(split == whole, "cut at \(cut)")
        }
    }

    /// Every place of a short message; of one that is long only by its padding, those near both ends and some between.
    private static func cuts(_ count: Int) -> [Int] {
        guard count > 1500 else { return Array(0...count) }
        return Array(stride(from: 0, to: count - 6, by: count / 8)) + Array((count - 6)...count)
    }

    @Test(arguments: MessageTable.all)
    func theOutcomeIsWhatTheTableSays(_ message: Message) {
        let whole = Transcript([message.bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        #expect(message.outcome.isMet(by: whole.lines), "\(whole)")
    }

    @Test(arguments: MessageTable.accepted)
    func aSecondRequestBehindIsReadForItself(_ message: Message) {
        let one = Transcript([message.bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        let bytes = message.bytes + message.bytes
        let two = Transcript([bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
        #expect(two.lines == one.lines + one.lines)
    }
}
