import Testing

@testable import KithService

/// How names are compared: by ear, by slips of the pen, by what people call each other.
@Suite struct NameTests {
    @Test(arguments: [
        ["stephen", "steven", "stefan"], ["catherine", "kathryn", "katharine", "cathrin"], ["geoff", "jeff"],
        ["philip", "phillip", "filip"], ["theresa", "teresa"], ["anthony", "antony"], ["shaun", "shawn"],
        ["smith", "smyth", "smithe"], ["clark", "clarke"], ["reid", "read", "reed"], ["thompson", "tompson"],
        ["knight", "night", "nite"], ["wright", "rite"], ["hughes", "hews"],
        ["mohammed", "muhamad", "mohamed"],
    ])
    func namesThatSoundAlikeHaveOneKey(_ names: [String]) {
        let keys = Set(names.map { NameSound.key(of: $0) })
        #expect(keys.count == 1, "\(names) \(keys)")
    }

    /// Also where English has two sounds for the same letters: `ch` is as in Charles more often than as in Nicholas.
    @Test(arguments: [
        ("smith", "jones"), ("ann", "emma"), ("brown", "green"), ("harper", "carter"), ("nicholas", "nikolas"),
    ])
    func otherNamesHaveOthers(_ one: String, _ other: String) {
        #expect(NameSound.key(of: one) != NameSound.key(of: other))
    }

    @Test(arguments: ["", "张", "zoë", "o'brien", "42"])
    func whatIsNotInLatinLettersHasNoSound(_ word: String) {
        #expect(NameSound.key(of: word) == nil)
    }

    /// Every word of up to four letters, and long and odd ones: a key is short, and nothing is read past the end.
    @Test func anyWordHasAShortKey() {
        let letters = Array("abcdghknpstwxy".utf8)
        for code in 0..<(letters.count * letters.count * letters.count * letters.count) {
            var (rest, word) = (code, [UInt8]())
            for _ in 0..<4 {
                word.append(letters[rest % letters.count])
                rest /= letters.count
            }
            let text = String(decoding: word, as: UTF8.self)
            for length in 1...4 {
                let key = NameSound.key(of: String(text.prefix(length)))
                #expect(key != nil && (key?.utf8.count ?? 99) <= NameSound.countMax)
            }
        }
        #expect(NameSound.key(of: String(repeating: "bd", count: 500))?.utf8.count == NameSound.countMax)
    }

    private func distance(_ one: String, _ other: String, _ bound: Int) -> Int? {
        EditDistance.between(Array(one.unicodeScalars), Array(other.unicodeScalars), atMost: bound)
    }

    @Test func slipsAreCounted() {
        #expect(distance("harper", "harper", 0) == 0)
        #expect(distance("harper", "haprer", 2) == 1)
        #expect(distance("harper", "harpr", 1) == 1)
        #expect(distance("harper", "harpper", 1) == 1)
        #expect(distance("harper", "carter", 2) == 2)
        #expect(distance("harper", "carter", 1) == nil)
        #expect(distance("", "ab", 2) == 2)
        #expect(distance("", "", 0) == 0)
        #expect(distance("abcdef", "", 3) == nil)
    }

    /// Against a plain calculation over whole tables.
    @Test func theDistanceIsThatOfThePlainCalculation() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let words = (0..<2).map { _ in
                (0..<Int.random(in: 0...7, using: &random)).map { _ in
                    Unicode.Scalar(UInt8.random(in: 97...99, using: &random))
                }
            }
            let plain = Self.plain(words[0], words[1])
            for bound in 0...4 {
                let found = EditDistance.between(words[0], words[1], atMost: bound)
                #expect(found == (plain <= bound ? plain : nil), "\(words) \(bound)")
            }
        }
    }

    private static func plain(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
        for row in 0...one.count {
            for column in 0...other.count {
                if row == 0 || column == 0 {
                    table[row][column] = max(row, column)
                    continue
                }
                let change = one[row - 1] == other[column - 1] ? 0 : 1
                var least = min(
                    table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + change)
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    least = min(least, table[row - 2][column - 2] + 1)
                }
                table[row][column] = least
            }
        }
        return table[one.count][other.count]
    }

    @Test func nicknamesGoBothWaysAndThroughOneGroupOnly() throws {
        let names = try Nicknames.builtIn.get()
        #expect(names.others(for: "liz").contains("elizabeth"))
        #expect(names.others(for: "elizabeth").contains("liz"))
        #expect(names.others(for: "chris").isSuperset(of: ["christopher", "christina"]))
        #expect(!names.others(for: "christopher").contains("christina"))
        #expect(names.others(for: "zzz").isEmpty)
        #expect(!names.others(for: "liz").contains("liz"))
    }

    @Test(arguments: [
        "", "[]", #"{"groups": 1}"#, #"{"groups": [["ann"]]}"#, #"{"groups": [["Ann", "nan"]]}"#,
        #"{"groups": [["ann", "mary ann"]]}"#, #"{"groups": [["ann", 1]]}"#, #"{"groups": [["ann", ""]]}"#,
    ])
    func aFileOfNicknamesIsReadStrictly(_ text: String) {
        #expect(throws: Nicknames.Unusable.self) { try Nicknames(file: text) }
    }
}
