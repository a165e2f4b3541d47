/// Eight bytes of a text looked at together, the first of them lowest.
///
/// Each mask has the high bit of a byte set where the byte is of the kind; only its *lowest* set bit is exact (a
/// borrow may set bits above it), and nothing here reads another.
@usableFromInline
struct ByteWord {
    @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
    @usableFromInline static let highs: UInt64 = 0x8080_8080_8080_8080

    @usableFromInline let bits: UInt64

    /// Loads eight bytes; the caller has made sure that they are there.
    @inlinable @inline(__always)
    init(_ base: UnsafeRawPointer, at offset: Int) {
        bits = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The bytes that end a plain run of a string: a quotation mark, a backslash, a control character.
    @inlinable @inline(__always)
    var stringSpecials: UInt64 {
        let quote = bits ^ (Self.ones &* 0x22)
        let backslash = bits ^ (Self.ones &* 0x5C)
        let isQuote = (quote &- Self.ones) & ~quote
        let isBackslash = (backslash &- Self.ones) & ~backslash
        let isControl = (bits &- Self.ones &* 0x20) & ~bits
        return (isQuote | isBackslash | isControl) & Self.highs
    }

    /// The bytes that are not ASCII.
    @inlinable @inline(__always)
    var nonASCII: UInt64 { bits & Self.highs }

    /// How many bytes stand before the lowest one that a mask names.
    @inlinable @inline(__always)
    static func bytesBefore(_ mask: UInt64) -> Int {
        mask.trailingZeroBitCount &>> 3
    }
}
