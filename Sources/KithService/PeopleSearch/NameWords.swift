internal import SQLite

/// The words of all names, and which of them a word that is asked for may mean: behind one function, so that another
/// engine can do it its own way.
///
/// The words are those of everybody's names, also of people whom the caller may not know of; they only say which keys
/// are looked for, and never leave this module.
struct NameWords {
    /// From how many letters on a word also means those that begin with it.
    static let beginningLettersMin = 3

    let db: Connection
    let nicknames: Nicknames

    /// Which words a word may mean, and how.
    ///
    /// - Throws: `SQLiteError`.
    func meant(by word: String) throws -> [String: PersonMatch.How] {
        var found = [word: PersonMatch.How.same]
        func add(_ other: String, _ how: PersonMatch.How) {
            if let known = found[other], known.weight >= how.weight { return }
            found[other] = how
        }
        for other in nicknames.others(for: word) { add(other, .nickname) }
        let scalars = Array(word.unicodeScalars)
        if scalars.count >= Self.beginningLettersMin {
            try db.query(Self.beginning, word, word + "\u{10FFFF}") { add($0.string(0), .beginning) }
        }
        if let sound = NameSound.key(of: word) { try db.query(Self.sounding, sound) { add($0.string(0), .sound) } }
        let slips = Self.slipsMax(scalars.count)
        guard slips > 0 else { return found }
        try db.query(Self.similar, Self.trigrams(scalars), scalars.count - slips, scalars.count + slips) { row in
            let other = row.string(0)
            switch EditDistance.between(scalars, Array(other.unicodeScalars), atMost: slips) {
            case 1?: add(other, .oneSlip)
            case 2?: add(other, .twoSlips)
            default: break
            }
        }
        return found
    }

    /// How many slips are forgiven in a word of so many letters.
    private static func slipsMax(_ count: Int) -> Int {
        switch count {
        case ...3: 0
        case 4...6: 1
        default: 2
        }
    }

    /// Any three letters that follow each other, with a mark at both ends, as a query of FTS5.
    private static func trigrams(_ word: [Unicode.Scalar]) -> String {
        let marked: [Unicode.Scalar] = ["^"] + word + ["$"]
        var terms: [String] = []
        for start in 0...(marked.count - 3) {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: marked[start..<start + 3])
            terms.append("\"\(String(text))\"")
        }
        return terms.joined(separator: " OR ")
    }

    /// Adds a word, unless it is there.
    ///
    /// - Throws: `SQLiteError`.
    static func add(_ word: String, _ db: Connection) throws {
        guard try db.run(insertWord, word, NameSound.key(of: word)) > 0 else { return }
        try db.run(insertTrigrams, word)
    }

    /// Takes a word away that nobody has in their name any more.
    ///
    /// - Throws: `SQLiteError`.
    static func remove(_ word: String, _ db: Connection) throws {
        try db.run(deleteTrigrams, word)
        try db.run(deleteWord, word)
    }

    private static let insertWord: SQL = """
        INSERT INTO name_words (word, sound) VALUES ($1, $2) ON CONFLICT (word) DO NOTHING
        """
    private static let insertTrigrams: SQL = """
        INSERT INTO name_trigrams (rowid, word) SELECT id, '^' || word || '$' FROM name_words WHERE word = $1
        """
    private static let deleteTrigrams: SQL = """
        INSERT INTO name_trigrams (name_trigrams, rowid, word)
        SELECT 'delete', id, '^' || word || '$' FROM name_words WHERE word = $1
        """
    private static let deleteWord: SQL = "DELETE FROM name_words WHERE word = $1"
    private static let beginning: SQL = "SELECT word FROM name_words WHERE word > $1 AND word < $2"
    private static let sounding: SQL = "SELECT word FROM name_words WHERE sound = $1"
    private static let similar: SQL = """
        SELECT name_words.word FROM name_trigrams CROSS JOIN name_words ON name_words.id = name_trigrams.rowid
        WHERE name_trigrams MATCH $1 AND length(name_words.word) BETWEEN $2 AND $3
        """
}
