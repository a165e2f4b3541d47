import Testing

@testable import KithService

struct NamesTests {
    @Test(arguments: [
        ("", ""), ("Zoë Müller-Łukasz", "zoe muller lukasz"), ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"),
        ("Nguyễn Văn Ước", "nguyen van uoc"), ("O'Brien", "obrien"), ("O\u{2019}Brien", "obrien"),
        ("St. Mary\u{2019}s", "st marys"), ("Siân Siôn Llŷr Wŷn", "sian sion llyr wyn"),
        ("Æthelred Þór Ðorn Øre Œuvre", "aethelred thor dorn ore oeuvre"), ("Groß STRAẞE ẞ", "gross strasse ss"),
        ("İstanbul Iğdır ışık", "istanbul igdir isik"), ("Ştefan Țurcanu Ioniță", "stefan turcanu ionita"),
        ("  The   Bread--&--Butter\tClub!  ", "the bread butter club"), ("M.", "m"), ("...", ""),
        ("AC/DC (1973)", "ac dc 1973"), ("ǅungla ǈ Ǌ ĳ", "dzungla lj nj ij"), ("ﬁre ﬄ ﬆ", "fire ffl st"),
        ("5 × 5 ÷ 2", "5 5 2"), ("e\u{301}clair A\u{30A}ngstro\u{308}m", "eclair angstrom"),
        ("soft\u{AD}hyphen zero\u{200B}width\u{FEFF}", "softhyphen zerowidth"), ("a\u{A0}b\u{3000}c", "a b c"),
        ("Ядвига ЙОСИП", "ядвига йосип"), ("и\u{306}", "и\u{306}"), ("王 小明", "王 小明"), ("محمد", "محمد"),
        ("ਗੁਰਪ੍ਰੀਤ", "ਗੁਰਪ੍ਰੀਤ"), ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("Coffee ☕ & cake 🍰", "coffee cake"),
        ("\u{0}\u{1}x\u{7F}y", "x y"), ("\u{301}a", "\u{301}a"),
    ])
    func namesAreFolded(_ name: String, _ folded: String) {
        #expect(Array(Names.foldedForSearch(name).unicodeScalars) == Array(folded.unicodeScalars))
    }

    @Test func foldingTwiceIsFoldingOnce() {
        var generator = SeededGenerator(seed: 51)
        for _ in 0..<3000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                let most: UInt32 = Bool.random(using: &generator) ? 0x250 : 0x2100
                text.append(Unicode.Scalar(UInt32.random(in: 0...most, using: &generator)) ?? " ")
            }
            let once = Names.foldedForSearch(String(text))
            #expect(Names.foldedForSearch(once) == once)
        }
    }

    @Test func everyAccentedLatinLetterBecomesLetters() {
        let ranges: [ClosedRange<UInt32>] = [0xC0...0x17F, 0x1EA0...0x1EF9]
        for value in ranges.joined() where value != 0xD7 && value != 0xF7 {
            let letter = Unicode.Scalar(value).map { String($0) } ?? ""
            let folded = Names.foldedForSearch(letter)
            #expect(!folded.isEmpty && folded.utf8.allSatisfy { (0x61...0x7A).contains($0) }, "\(letter)")
            #expect(Names.foldedForSearch(letter.uppercased()).hasPrefix(String(folded.prefix(1))), "\(letter)")
        }
    }
}
