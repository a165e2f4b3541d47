/// The operating system's random bits, fetched a block at a time: one system call for many ids.
struct RandomBlock: RandomNumberGenerator {
    private static let wordCount = 256

    private var words: [UInt64] = []

    mutating func next() -> UInt64 {
        if words.isEmpty {
            var system = SystemRandomNumberGenerator()
            words = (0..<Self.wordCount).map { _ in system.next() }
        }
        return words.removeLast()
    }
}
