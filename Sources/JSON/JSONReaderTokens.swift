extension JSONReader {
    /// A byte of the text; the caller has compared the offset with `end`.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        base.load(fromByteOffset: offset, as: UInt8.self)
    }

    /// The byte at the position; zero, which begins nothing, at the end.
    @inline(__always)
    var peek: UInt8 {
        position < end ? byte(at: position) : 0
    }

    /// Moves over white space.
    @inline(__always)
    mutating func skipSpace() {
        guard position < end, byte(at: position) <= Byte.space else { return }
        while position < end && Byte.isSpace(byte(at: position)) { position += 1 }
    }

    /// The fault of finding at the position what is there, or the end.
    func unexpected(_ expected: JSONExpectation) -> JSONFault {
        if position < end {
            return JSONFault(reason: .unexpectedByte(byte(at: position), expected: expected), offset: position)
        }
        return JSONFault(reason: .unexpectedEnd(expected: expected), offset: end)
    }

    /// Reads `true`, `false` or `null`.
    mutating func readLiteral(_ literal: StaticString, _ expected: JSONExpectation) throws(JSONFault) {
        for index in 0..<literal.utf8CodeUnitCount {
            guard position < end && byte(at: position) == literal.utf8Start[index] else { throw unexpected(expected) }
            position += 1
        }
    }

    /// Reads a number that begins with a digit or a minus at the position (RFC 8259 section 6).
    mutating func readNumber() throws(JSONFault) -> JSONNumber {
        let start = position
        var digits = 0
        if peek == Byte.minus { position += 1 }
        if peek == Byte.zero {
            position += 1
            digits += 1
            if Byte.isDigit(peek) { throw JSONFault(reason: .leadingZero, offset: position) }
        } else {
            digits += try readDigits()
        }
        if peek == Byte.dot {
            position += 1
            digits += try readDigits()
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            position += 1
            if peek == Byte.plus || peek == Byte.minus { position += 1 }
            digits += try readDigits()
        }
        if digits > limits.digitsMax {
            throw JSONFault(reason: .numberTooLong(digitsMax: limits.digitsMax), offset: start)
        }
        return JSONNumber(lexeme: text(from: start, to: position))
    }

    /// Moves over one digit or more.
    private mutating func readDigits() throws(JSONFault) -> Int {
        let start = position
        while position < end && Byte.isDigit(byte(at: position)) { position += 1 }
        if position == start { throw unexpected(.digit) }
        return position - start
    }

    /// Copies a part of the text that is known to be UTF-8.
    @inline(__always)
    func text(from start: Int, to end: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: base + start, count: end - start), as: UTF8.self)
    }
}
