/// Well-formed UTF-8 by the table of RFC 3629 section 4: nothing overlong, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// What stands at one place of a text.
    enum Sequence: Equatable {
        /// A whole character of this many bytes.
        case wellFormed(Int)
        /// No character; this many bytes (at least one) make up the broken part, as Unicode's "maximal subpart".
        case broken(Int)
    }

    /// Looks at the sequence that begins with a byte.
    ///
    /// - Parameters:
    ///   - base: the text.
    ///   - start: an offset below `end`.
    ///   - end: how many bytes there are.
    static func sequence(_ base: UnsafeRawPointer, at start: Int, end: Int) -> Sequence {
        let lead = base.load(fromByteOffset: start, as: UInt8.self)
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0x00...0x7F: return .wellFormed(1)
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { low = 0xA0 }
            if lead == 0xED { high = 0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { low = 0x90 }
            if lead == 0xF4 { high = 0x8F }
        default: return .broken(1)
        }
        for index in 1..<length {
            guard start + index < end else { return .broken(index) }
            let byte = base.load(fromByteOffset: start + index, as: UInt8.self)
            guard byte >= low && byte <= high else { return .broken(index) }
            low = 0x80
            high = 0xBF
        }
        return .wellFormed(length)
    }

    /// Finds the first byte of the first broken sequence.
    ///
    /// - Parameters:
    ///   - base: the text.
    ///   - start: where to begin.
    ///   - end: where to stop; a sequence that runs over it is broken.
    /// - Returns: its offset, or nil where all is well.
    static func firstBroken(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int? {
        var at = start
        while at < end {
            while at + 8 <= end && ByteWord(base, at: at).nonASCII == 0 { at += 8 }
            guard at < end else { return nil }
            switch sequence(base, at: at, end: end) {
            case .wellFormed(let length): at += length
            case .broken: return at
            }
        }
        return nil
    }
}
