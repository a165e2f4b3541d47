/// Counts bytes, lines and columns through all chunks.
struct JSONSplitterPosition {
    private(set) var line = 1
    /// How many bytes the chunks before this one had.
    private var chunkOffset = 0
    private var lineOffset = 0
    /// How many bytes of this line only continue a character.
    private var continuations = 0

    /// The offset in the input of a place in the chunk.
    func offset(_ at: Int) -> Int { chunkOffset + at }

    /// The column, counted from 1 in code points, of a place in the chunk up to which all has been noted.
    func column(_ at: Int) -> Int { chunkOffset + at - lineOffset - continuations + 1 }

    /// Takes note of one byte.
    @inline(__always)
    mutating func note(_ byte: UInt8, at: Int) {
        if byte == Byte.newline {
            line += 1
            lineOffset = chunkOffset + at + 1
            continuations = 0
        } else if byte & 0xC0 == 0x80 {
            continuations += 1
        }
    }

    /// Takes note of the first bytes of a word, no line feed among them.
    @inline(__always)
    mutating func note(_ word: ByteWord, count: Int) {
        guard word.nonASCII != 0, count > 0 else { return }
        let some: UInt64 = count == 8 ? .max : (1 &<< UInt64(count &* 8)) &- 1
        continuations += (word.nonASCII & ~(word.bits << 1) & some).nonzeroBitCount
    }

    /// Goes on to the next chunk.
    mutating func advance(chunkBytes: Int) {
        chunkOffset += chunkBytes
    }
}
