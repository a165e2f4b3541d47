internal import JSON
internal import SQLite

/// The full-text index of assets: SQLite's FTS5, which a PostgreSQL engine would do its own way, behind two functions.
enum AssetText {
    /// How many words of a search are used.
    static let wordsMax = 10

    /// The condition that an asset's words begin with each word of a search, in any order.
    static func matches(_ search: String) -> ListQuery.Condition {
        let words = Names.foldedForSearch(search).split(separator: " ").prefix(wordsMax)
        // Each word stands in quotes, so that nothing in it is taken for FTS5's query language.
        let match = words.map { "\"\($0.filter { $0 != "\"" })\" *" }.joined(separator: " AND ")
        guard !words.isEmpty else { return ListQuery.Condition("0 = 1") }
        return ListQuery.Condition(
            """
            id IN (SELECT asset FROM asset_text_keys
                   WHERE key IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?))
            """, match)
    }

    /// Puts an asset's words into the index, in the place of those that it had.
    static func write(_ id: ID, _ draft: Draft<Asset>, _ db: Connection) throws {
        try db.run(
            "INSERT INTO asset_text_keys (asset) VALUES ($1) ON CONFLICT (asset) DO NOTHING", id.canonical)
        try db.run(
            "DELETE FROM asset_text WHERE rowid = (SELECT key FROM asset_text_keys WHERE asset = $1)", id.canonical)
        try db.run(
            """
            INSERT INTO asset_text (rowid, name, description, around, place)
            SELECT key, $2, $3, $4, $5 FROM asset_text_keys WHERE asset = $1
            """,
            id.canonical, Names.foldedForSearch(draft[Asset.name] ?? ""),
            Names.foldedForSearch(
                [draft[Asset.description], draft[Asset.howToTurnUp], draft[Asset.runBy]].joinedWords),
            Names.foldedForSearch(words(in: draft[Asset.gathersAround])),
            Names.foldedForSearch(words(in: draft[Asset.location])))
    }

    /// All texts inside of a value, one after the other.
    private static func words(in value: JSONValue?) -> String {
        switch value {
        case .string(let text)?: text
        case .array(let items)?: items.map { words(in: $0) }.joined(separator: " ")
        case .object(let object)?: object.map { words(in: $0.value) }.joined(separator: " ")
        default: ""
        }
    }
}

extension [String?] {
    /// The texts that are there, one after the other.
    fileprivate var joinedWords: String {
        compactMap(\.self).joined(separator: " ")
    }
}
