/// A place in a text that is read from front to back, byte by byte.
struct TextCursor<Bytes: Collection<UInt8>> {
    private let bytes: Bytes
    private var index: Bytes.Index

    /// Begins at the front of the text.
    init(_ bytes: Bytes) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// Whether the whole text has been read.
    var isAtEnd: Bool { index == bytes.endIndex }

    /// The byte at hand, or nil at the end.
    var peek: UInt8? { isAtEnd ? nil : bytes[index] }

    /// Takes one byte, or nil at the end.
    mutating func next() -> UInt8? {
        guard index != bytes.endIndex else { return nil }
        defer { bytes.formIndex(after: &index) }
        return bytes[index]
    }

    /// Takes one byte if it is the given one, and says whether it was.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        bytes.formIndex(after: &index)
        return true
    }

    /// Takes one ASCII digit as its value, or nothing where another byte stands.
    mutating func digit() -> Int? {
        guard let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        bytes.formIndex(after: &index)
        return Int(byte - UInt8(ascii: "0"))
    }

    /// Takes exactly `count` ASCII digits (at most 18) as one number, or nil where there are fewer.
    mutating func number(digits count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }
}

extension [UInt8] {
    /// Adds a number of `digits` places, with zeros in front; places beyond those are cut off.
    mutating func append(_ value: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<Swift.max(digits, 1) { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
