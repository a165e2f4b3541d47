internal import Glibc

/// The operating system's random bits, fetched a block at a time: one system call for many ids.
struct RandomBlock: RandomNumberGenerator {
    /// The most that `getentropy` gives at once is 256 bytes (getentropy(3)).
    private static let wordCount = 32

    private var words: [UInt64] = []

    mutating func next() -> UInt64 {
        if words.isEmpty { fill() }
        return words.removeLast()
    }

    private mutating func fill() {
        words = [UInt64](repeating: 0, count: Self.wordCount)
        let failed = words.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) } != 0
        guard failed else { return }
        var system = SystemRandomNumberGenerator()
        words = words.map { _ in system.next() }
    }
}
