import HTTP
import Messages
import Testing

/// Messages of the tables, spoilt at random: whatever comes of them, it is the same however the bytes are cut.
struct MutationTests {
    @Test func spoiltMessagesGiveTheSameEventsHoweverTheyAreCut() {
        var random = SeededRandom(seed: 0x6B697468)
        let messages = MessageTable.all.filter { $0.bytes.count < 400 }
        let pieces = ["\r", "\n", "\r\n", "\0", " ", "\t", ":", "0", "f", ";", ",", "chunked", "%", "/..", "\u{212A}"]
        for round in 0..<3000 {
            guard let message = messages.randomElement(using: &random) else { return }
            var bytes = message.bytes + (messages.randomElement(using: &random)?.bytes ?? [])
            for _ in 0...Int.random(in: 0..<3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: place)
                default: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
                }
            }
            let whole = Transcript([bytes[...]], limits: message.limits, bodyBytesMax: message.bodyBytesMax)
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let next = Int.random(in: cut...bytes.count, using: &random)
            let cuts = [bytes[..<cut], bytes[cut..<next], bytes[next...]]
            let split = Transcript(cuts, limits: message.limits, bodyBytesMax: message.bodyBytesMax)
            #expect(split == whole, "round \(round), cut at \(cut) and \(next): \(bytes)")
        }
    }
}
