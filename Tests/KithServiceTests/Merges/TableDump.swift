import JSON
import SQLite

/// What is in every table, as text: for comparing a database with itself at another time.
enum TableDump {
    /// Columns that say that a row was written again, and not what it says.
    private static let stamps: Set = ["version", "updated_at"]

    /// The tables there are.
    static func tables(_ db: Connection) throws -> [String] {
        var tables: [String] = []
        let find = """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'asset_text%' ORDER BY name
            """
        try db.queryText(find, []) { tables.append($0.string(0)) }
        return tables
    }

    /// The columns of a table.
    static func columns(_ table: String, _ db: Connection) throws -> [String] {
        var columns: [String] = []
        try db.queryText("SELECT name FROM pragma_table_info(?)", [.text(table)]) { columns.append($0.string(0)) }
        return columns
    }

    /// The rows of the tables of records, each as one line, in order; lists are sorted, and stamps left out.
    static func records(_ db: Connection) throws -> [String] {
        // The trail, what was said before and the merges themselves remember.
        let left: Set = [
            "audit", "audit_sets", "audit_filed", "revisions", "merges", "merge_moves", "idempotent_replies",
            "schema_migrations", "secrets", "tokens", "meetings_to_look_at", "changes",
        ]
        var lines: [String] = []
        for table in try tables(db) where !left.contains(table) {
            let columns = try columns(table, db).filter { !stamps.contains($0) }
            let list = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ' ' || ")
            let condition = table == "notices" ? " WHERE merge IS NULL" : ""
            try db.queryText("SELECT \(list) FROM \(table)\(condition)", []) { row in
                lines.append("\(table) \(sorted(row.string(0)))")
            }
        }
        return lines.sorted()
    }

    /// The text with the ids within each list in order: where in a list somebody stands says nothing.
    private static func sorted(_ line: String) -> String {
        line.replacing(/'\[[^']*\]'/) { match in
            guard let items = try? JSON.read(String(match.output.dropFirst().dropLast())).arrayValue else {
                return String(match.output)
            }
            return items.map { JSON.text($0) }.sorted().joined(separator: ",")
        }
    }
}
