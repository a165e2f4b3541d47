extension JSONReader {
    /// Reads a string whose opening quotation mark stands at the position (RFC 8259 section 7).
    mutating func readString() throws(JSONFault) -> String {
        let start = position + 1
        position = start
        let isASCII = skipPlain()
        if !isASCII { try checkUTF8(from: start) }
        hadEscapes = false
        guard peek == Byte.quote else { return try readRestOfString(from: start) }
        if position - start > limits.stringBytesMax { throw stringTooLong(start) }
        let string = text(from: start, to: position)
        position += 1
        return string
    }

    /// Reads on from the first byte that is not plain, undoing escapes.
    ///
    /// - Parameter start: where the string's first byte stands.
    private mutating func readRestOfString(from start: Int) throws(JSONFault) -> String {
        hadEscapes = true
        scratch.removeAll(keepingCapacity: true)
        var runStart = start
        while true {
            if position - runStart + scratch.count > limits.stringBytesMax { throw stringTooLong(start) }
            scratch.append(contentsOf: UnsafeRawBufferPointer(start: base + runStart, count: position - runStart))
            guard position < end else { throw unexpected(.closingQuote) }
            let special = byte(at: position)
            if special == Byte.quote { break }
            guard special == Byte.backslash else {
                throw JSONFault(reason: .controlCharacter(special), offset: position)
            }
            try readEscape()
            runStart = position
            let isASCII = skipPlain()
            if !isASCII { try checkUTF8(from: runStart) }
        }
        if scratch.count > limits.stringBytesMax { throw stringTooLong(start) }
        position += 1
        return String(decoding: scratch, as: UTF8.self)
    }

    /// One bit that stands for the name just read; names with different bits are different names.
    ///
    /// - Parameter start: where the name's opening quotation mark stands.
    /// - Returns: every bit where the name had escapes, for its bytes then say nothing.
    @inline(__always)
    func nameBit(from start: Int) -> UInt64 {
        if hadEscapes { return .max }
        let count = position - start - 2
        guard count > 0 else { return 1 }
        let first = UInt64(byte(at: start + 1))
        let last = UInt64(byte(at: position - 2))
        return 1 &<< ((first &* 37 &+ last &* 11 &+ UInt64(count)) & 63)
    }

    /// Moves to the next quotation mark, backslash or control character, or to the end.
    ///
    /// - Returns: whether all bytes on the way were ASCII.
    @inline(__always)
    private mutating func skipPlain() -> Bool {
        var seen: UInt64 = 0
        while position + 8 <= end {
            let word = ByteWord(base, at: position)
            let specials = word.stringSpecials
            if specials == 0 {
                seen |= word.nonASCII
                position += 8
            } else {
                // Only bytes before the special one count: its lowest bit, less one, is a mask of exactly those.
                seen |= word.nonASCII & ((specials & (0 &- specials)) &- 1)
                position += ByteWord.bytesBefore(specials)
                return seen == 0
            }
        }
        while position < end {
            let byte = byte(at: position)
            if byte == Byte.quote || byte == Byte.backslash || byte < 0x20 { break }
            seen |= UInt64(byte & 0x80)
            position += 1
        }
        return seen == 0
    }

    private func checkUTF8(from start: Int) throws(JSONFault) {
        if let broken = UTF8Check.firstBroken(base, from: start, to: position) {
            throw JSONFault(reason: .invalidUTF8(byte(at: broken)), offset: broken)
        }
    }

    /// Undoes the escape whose backslash stands at the position.
    private mutating func readEscape() throws(JSONFault) {
        let backslash = position
        position += 1
        guard position < end else { throw unexpected(.escape) }
        let letter = byte(at: position)
        switch letter {
        case Byte.quote, Byte.backslash, Byte.slash: scratch.append(letter)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(Byte.newline)
        case UInt8(ascii: "r"): scratch.append(Byte.carriageReturn)
        case UInt8(ascii: "t"): scratch.append(Byte.tab)
        case UInt8(ascii: "u"):
            position += 1
            appendUTF8(of: try readEscapedScalar(backslash: backslash))
            return
        default: throw unexpected(.escape)
        }
        position += 1
    }

    /// Reads the digits of `\u`, and the second escape of a surrogate pair.
    private mutating func readEscapedScalar(backslash: Int) throws(JSONFault) -> UInt32 {
        let unit = try readHexadecimal()
        guard unit & 0xF800 == 0xD800 else { return unit }
        let lone = JSONFault(reason: .loneSurrogate(UInt16(truncatingIfNeeded: unit)), offset: backslash)
        guard unit < 0xDC00 else { throw lone }
        guard position + 1 < end && byte(at: position) == Byte.backslash && byte(at: position + 1) == UInt8(ascii: "u")
        else { throw lone }
        position += 2
        let low = try readHexadecimal()
        guard low & 0xFC00 == 0xDC00 else { throw lone }
        return 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
    }

    private mutating func readHexadecimal() throws(JSONFault) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard position < end, let digit = Byte.hexValue(byte(at: position)) else {
                throw unexpected(.hexadecimalDigit)
            }
            number = number << 4 | digit
            position += 1
        }
        return number
    }

    /// Appends a code point that is no surrogate.
    private mutating func appendUTF8(of scalar: UInt32) {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift) & 0x3F) }
        if scalar < 0x80 {
            scratch.append(UInt8(truncatingIfNeeded: scalar))
        } else if scalar < 0x800 {
            scratch.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            scratch.append(tail(0))
        } else if scalar < 0x10000 {
            scratch.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            scratch.append(tail(6))
            scratch.append(tail(0))
        } else {
            scratch.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            scratch.append(tail(12))
            scratch.append(tail(6))
            scratch.append(tail(0))
        }
    }

    private func stringTooLong(_ start: Int) -> JSONFault {
        JSONFault(reason: .stringTooLong(bytesMax: limits.stringBytesMax), offset: start - 1)
    }
}
