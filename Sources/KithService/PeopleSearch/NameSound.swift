/// How a name sounds to an English ear, roughly: names that sound alike have one key.
///
/// After Lawrence Philips' Metaphone (1990), with fewer distinctions: `th` is as `t` (Theresa, Teresa), `v` as `f`
/// (Steven, Stephen), any vowel at the beginning is one (Aaron, Erin), and vowels behind it are left out.
enum NameSound {
    /// The longest key, in letters; what a name says later does not tell it apart by ear.
    static let countMax = 8

    /// The key of a folded word, or nil where it is not in Latin letters.
    static func key(of word: String) -> String? {
        let letters = Array(word.utf8)
        guard !letters.isEmpty, letters.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
        var reader = Reader(letters: letters)
        return String(decoding: reader.key().prefix(countMax), as: UTF8.self)
    }

    /// Goes through the letters of a word.
    private struct Reader {
        let letters: [UInt8]
        var place = 0
        var sound: [UInt8] = []

        init(letters: [UInt8]) {
            self.letters = letters
        }

        private func letter(_ offset: Int) -> UInt8 {
            letters.indices.contains(place + offset) ? letters[place + offset] : 0
        }

        private func follows(_ text: StaticString) -> Bool {
            text.withUTF8Buffer { letters[place...].starts(with: $0) }
        }

        private func isVowel(_ letter: UInt8) -> Bool {
            switch letter {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
            default: false
            }
        }

        private func isSoft(_ letter: UInt8) -> Bool {
            letter == UInt8(ascii: "e") || letter == UInt8(ascii: "i") || letter == UInt8(ascii: "y")
        }

        private mutating func say(_ text: StaticString, _ count: Int = 1) {
            text.withUTF8Buffer { sound.append(contentsOf: $0) }
            place += count
        }

        /// The sounds of the whole word.
        mutating func key() -> [UInt8] {
            begin()
            while place < letters.count, sound.count < NameSound.countMax {
                let isDouble = place > 0 && letter(0) == letter(-1) && letter(0) != UInt8(ascii: "c")
                if isDouble { place += 1 } else { next() }
            }
            return sound
        }

        private mutating func begin() {
            for silent in ["kn", "gn", "pn", "wr", "ps", "pt"] as [StaticString] where follows(silent) { place = 1 }
            if follows("wh") { say("W", 2) } else if follows("x") { say("S") }
            if place == 0, isVowel(letter(0)) { say("A") }
        }

        private mutating func next() {
            switch letter(0) {
            case UInt8(ascii: "b"): if letter(1) == 0, letter(-1) == UInt8(ascii: "m") { place += 1 } else { say("B") }
            case UInt8(ascii: "c"): sayC()
            case UInt8(ascii: "d"):
                if letter(1) == UInt8(ascii: "g"), isSoft(letter(2)) { say("J", 2) } else { say("T") }
            case UInt8(ascii: "f"), UInt8(ascii: "v"): say("F")
            case UInt8(ascii: "g"): sayG()
            case UInt8(ascii: "h"): if isVowel(letter(1)), !isVowel(letter(-1)) { say("H") } else { place += 1 }
            case UInt8(ascii: "j"): say("J")
            case UInt8(ascii: "k"), UInt8(ascii: "q"): say("K")
            case UInt8(ascii: "l"): say("L")
            case UInt8(ascii: "m"): say("M")
            case UInt8(ascii: "n"): say("N")
            case UInt8(ascii: "p"): if letter(1) == UInt8(ascii: "h") { say("F", 2) } else { say("P") }
            case UInt8(ascii: "r"): say("R")
            case UInt8(ascii: "s"): sayS()
            case UInt8(ascii: "t"): sayT()
            case UInt8(ascii: "w"): if isVowel(letter(1)) { say("W") } else { place += 1 }
            case UInt8(ascii: "x"): say("KS")
            case UInt8(ascii: "y"): if isVowel(letter(1)) { say("Y") } else { place += 1 }
            case UInt8(ascii: "z"): say("S")
            default: place += 1
            }
        }

        private mutating func sayC() {
            if follows("ck") {
                say("K", 2)
            } else if follows("chr") || follows("chl") {
                say("K", 2)
            } else if follows("ch") {
                say("X", 2)
            } else if isSoft(letter(1)) {
                say("S")
            } else {
                say("K")
            }
        }

        private mutating func sayG() {
            if follows("gh") {
                if place == 0 { say("K", 2) } else { place += 2 }
            } else if follows("gn"), letter(2) == 0 {
                place += 1
            } else if isSoft(letter(1)) {
                say("J")
            } else {
                say("K")
            }
        }

        private mutating func sayS() {
            if follows("sch") { say("X", 3) } else if follows("sh") { say("X", 2) } else { say("S") }
        }

        private mutating func sayT() {
            if follows("tch") { say("X", 3) } else if follows("th") { say("T", 2) } else { say("T") }
        }
    }
}
