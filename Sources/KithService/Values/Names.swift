/// How names of people and places are made comparable.
enum Names {
    /// A name as it is searched and sorted: without accents, in lower case, with single spaces.
    ///
    /// Latin letters become a to z (`Zoë Müller-Łukasz` → `zoe muller lukasz`, `Đặng` → `dang`). An apostrophe goes
    /// (`O'Brien`, `St Mary’s` → `obrien`, `st marys`), other punctuation becomes a space. Letters of other scripts
    /// stay as they are, but for lower case; a combining accent goes only after a Latin letter.
    ///
    /// - Parameter text: Any text; the time taken grows with its length alone.
    static func foldedForSearch(_ text: String) -> String {
        var folded = Folding(capacity: text.utf8.count)
        for scalar in text.unicodeScalars { folded.add(scalar) }
        return String(decoding: folded.bytes, as: UTF8.self)
    }

    /// The folded bytes so far, with a space that is written only when more follows.
    private struct Folding {
        var bytes: [UInt8] = []
        private var hasSpaceWaiting = false
        private var isAfterLatin = false

        init(capacity: Int) {
            bytes.reserveCapacity(capacity)
        }

        mutating func add(_ scalar: Unicode.Scalar) {
            let value = scalar.value
            switch value {
            case 0x61...0x7A, 0x30...0x39: addLatin([UInt8(value)])
            case 0x41...0x5A: addLatin([UInt8(value) + 32])
            case 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2BC, 0x2B9, 0x2032: break
            case 0...0x7F: hasSpaceWaiting = true
            case 0x300...0x36F where isAfterLatin: break
            case 0xFB00...0xFB06: addLatin(Self.ligature(value))
            default:
                if let letters = LatinFolding.letters(for: value) {
                    if letters.first == UInt8(ascii: " ") { hasSpaceWaiting = true } else { addLatin(letters) }
                } else {
                    addOther(scalar)
                }
            }
        }

        private mutating func addLatin(_ letters: some Sequence<UInt8>) {
            addWaitingSpace()
            bytes.append(contentsOf: letters)
            isAfterLatin = true
        }

        /// Adds a letter, mark or number of another script; a sign becomes a space, and what shows nothing goes.
        private mutating func addOther(_ scalar: Unicode.Scalar) {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
                .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
                addWaitingSpace()
                bytes.append(contentsOf: properties.lowercaseMapping.utf8)
                isAfterLatin = false
            case .format where Self.isJoiner(scalar):
                guard !hasSpaceWaiting, !bytes.isEmpty else { return }
                bytes.append(contentsOf: String(scalar).utf8)
            case .format:
                break
            default:
                hasSpaceWaiting = true
            }
        }

        private mutating func addWaitingSpace() {
            if hasSpaceWaiting, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
            hasSpaceWaiting = false
        }

        /// Whether the scalar is one of the two joiners, which change letters in Persian and in scripts of India.
        private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value == 0x200C || scalar.value == 0x200D
        }

        private static func ligature(_ value: UInt32) -> String.UTF8View {
            switch value {
            case 0xFB00: "ff".utf8
            case 0xFB01: "fi".utf8
            case 0xFB02: "fl".utf8
            case 0xFB03: "ffi".utf8
            case 0xFB04: "ffl".utf8
            default: "st".utf8
            }
        }
    }
}
