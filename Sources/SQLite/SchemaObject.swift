/// One table, index, trigger or view, in a form that compares.
struct SchemaObject: Hashable {
    let name: String
    private let definition: String

    /// What a database holds, without what SQLite keeps for itself.
    static func all(in connection: Connection) throws(SQLiteError) -> Set<SchemaObject> {
        var found: Set<SchemaObject> = []
        let text =
            "SELECT name, type || ' ' || tbl_name || ' ' || sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'"
        try connection.script(text) { row in
            found.insert(SchemaObject(name: row.string(0), definition: normal(row.string(1))))
        }
        return found
    }

    /// Without blanks and quotes, which SQLite sets in its own way, version by version, when a table is altered.
    private static func normal(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "\"") }, as: UTF8.self).lowercased()
    }
}
