/// A word of a name that is asked for, and what it may mean.
struct AskedWord: Sendable {
    /// From how many letters on a word also means those that begin with it.
    static let beginningLettersMin = 3

    /// The word, folded.
    let text: String
    private let scalars: [Unicode.Scalar]
    private let sound: String?
    private let nicknames: Set<String>
    private let slipsMax: Int

    /// Makes ready to compare a folded word with others.
    init(_ text: String, _ nicknames: Nicknames) {
        self.text = text
        scalars = Array(text.unicodeScalars)
        sound = NameSound.key(of: text)
        self.nicknames = nicknames.others(for: text)
        slipsMax = Self.slipsMax(scalars.count)
    }

    /// How the word is met by another, the surest way; nil where it is not.
    func how(_ other: String) -> PersonMatch.How? {
        if other == text { return .same }
        if nicknames.contains(other) { return .nickname }
        if scalars.count >= Self.beginningLettersMin, other.utf8.starts(with: text.utf8) { return .beginning }
        let slips = EditDistance.between(scalars, Array(other.unicodeScalars), atMost: slipsMax)
        if slips == 1 { return .oneSlip }
        if let sound, sound == NameSound.key(of: other) { return .sound }
        return slips == 2 ? .twoSlips : nil
    }

    /// How many slips are forgiven in a word of so many letters.
    private static func slipsMax(_ count: Int) -> Int {
        switch count {
        case ...3: 0
        case 4...6: 1
        default: 2
        }
    }
}
