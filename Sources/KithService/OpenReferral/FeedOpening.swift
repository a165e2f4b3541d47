/// Looks at the first bytes of an input, so that what is no feed at all is refused before anything is made of it.
struct FeedOpening {
    /// The byte order mark of UTF-8, which some programs write and JSON does not have (RFC 8259 section 8.1).
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var held: [UInt8] = []
    private var isDone = false

    /// Gives the bytes on, without a byte order mark, once the first that is no white space has been seen.
    ///
    /// - Throws: `ImportError.notJSON` where neither a list nor an object begins there.
    mutating func check(_ bytes: [UInt8]) throws(ImportError) -> [UInt8] {
        guard !isDone else { return bytes }
        held += bytes
        if held.count < Self.byteOrderMark.count, Self.byteOrderMark.starts(with: held) { return [] }
        if held.starts(with: Self.byteOrderMark) { held = Self.byteOrderMark.map { _ in 0x20 } + held.dropFirst(3) }
        defer { held = [] }
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let first = held.first(where: { !isSpace($0) }) else { return held }
        guard first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else { throw .notJSON }
        isDone = true
        return held
    }

    /// Says that the input has ended.
    ///
    /// - Throws: `ImportError.empty` where it had nothing but white space.
    func finish() throws(ImportError) {
        if !isDone { throw held.isEmpty ? .empty : .notJSON }
    }
}
