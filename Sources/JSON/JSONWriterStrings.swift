extension JSONWriter {
    /// Writes a string.
    @inlinable
    public mutating func string(_ string: String) {
        checkValue()
        needsValue = false
        putString(string)
    }

    /// Writes a string from its bytes; what is not UTF-8 in them becomes U+FFFD, once for each broken sequence.
    ///
    /// - Parameter utf8: only read during the call.
    @inlinable
    public mutating func string(utf8: UnsafeRawBufferPointer) {
        checkValue()
        needsValue = false
        putString(utf8, isChecked: false)
    }

    /// Writes a string or a name with the comma before it.
    @usableFromInline
    mutating func putString(_ string: String) {
        let isDone: Void? = string.utf8.withContiguousStorageIfAvailable {
            putString(UnsafeRawBufferPointer($0), isChecked: true)
        }
        if isDone == nil {
            var copy = string
            copy.withUTF8 { putString(UnsafeRawBufferPointer($0), isChecked: true) }
        }
    }

    /// Writes a string or a name with the comma before it.
    ///
    /// - Parameter isChecked: whether the bytes are known to be UTF-8.
    @usableFromInline
    mutating func putString(_ utf8: UnsafeRawBufferPointer, isChecked: Bool) {
        let count = utf8.count
        // Comma, two quotation marks, and eight bytes that a whole word may spill over.
        reserve(count &+ 11)
        putComma()
        needsComma = true
        put(Byte.quote)
        if let source = utf8.baseAddress { putContent(source, count: count, isChecked: isChecked) }
        put(Byte.quote)
    }

    /// Copies a string's bytes and escapes what RFC 8259 section 7 demands, nothing else.
    ///
    /// There is room for `count` bytes and nine more; each escape makes its own room again.
    @inline(__always)
    private mutating func putContent(_ source: UnsafeRawPointer, count: Int, isChecked: Bool) {
        let unchecked: UInt64 = isChecked ? 0 : ByteWord.highs
        var at = 0
        while at < count {
            while at &+ 8 <= count {
                let word = ByteWord(source, at: at)
                let specials = word.stringSpecials | word.bits & unchecked
                base.storeBytes(of: word.bits.littleEndian, toByteOffset: written, as: UInt64.self)
                if specials != 0 {
                    let plain = ByteWord.bytesBefore(specials)
                    at &+= plain
                    written &+= plain
                    break
                }
                at &+= 8
                written &+= 8
            }
            // A byte by itself: the tail, or what ended the run.
            while at < count {
                let byte = source.load(fromByteOffset: at, as: UInt8.self)
                if byte < 0x20 || byte == Byte.quote || byte == Byte.backslash {
                    putEscape(byte, remaining: count &- at)
                    at &+= 1
                } else if byte < 0x80 || isChecked {
                    put(byte)
                    at &+= 1
                    continue
                } else {
                    at &+= putSequence(source, at: at, end: count)
                }
                break
            }
        }
    }

    /// Writes one escape, and makes room for the bytes that remain after it.
    @inline(never)
    private mutating func putEscape(_ byte: UInt8, remaining: Int) {
        reserve(remaining &+ 16)
        put(Byte.backslash)
        switch byte {
        case Byte.quote, Byte.backslash: put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x0C: put(UInt8(ascii: "f"))
        case Byte.newline: put(UInt8(ascii: "n"))
        case Byte.carriageReturn: put(UInt8(ascii: "r"))
        case Byte.tab: put(UInt8(ascii: "t"))
        default:
            put(UInt8(ascii: "u"))
            put(Byte.zero)
            put(Byte.zero)
            put(Byte.zero &+ byte &>> 4)
            let low = byte & 0xF
            put(low < 10 ? Byte.zero &+ low : UInt8(ascii: "a") &+ low &- 10)
        }
    }

    /// Copies one character that is not ASCII, or writes U+FFFD for a broken one.
    ///
    /// - Returns: how many bytes of the source that took.
    @inline(never)
    private mutating func putSequence(_ source: UnsafeRawPointer, at start: Int, end: Int) -> Int {
        switch UTF8Check.sequence(source, at: start, end: end) {
        case .wellFormed(let length):
            for index in 0..<length { put(source.load(fromByteOffset: start + index, as: UInt8.self)) }
            return length
        case .broken(let length):
            // Three bytes may stand for one.
            reserve(end &- start &+ 16)
            put(0xEF)
            put(0xBF)
            put(0xBD)
            return length
        }
    }
}
