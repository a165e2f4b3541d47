import Glibc
import JSON
import Migrations
import SQLite
import Testing

@testable import KithService

/// A database in a folder of its own, into which feeds are imported.
final class ImportBench {
    let database: Database
    let reader: Connection
    let clock = ManualClock(Instant(milliseconds: 1_780_000_000_000))
    private let folder: String

    init() throws {
        var template = Array("/tmp/kith-import-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        let path = folder + "/kith.db"
        try Migrator(Migrations.all).apply(path: path, now: "2026-05-28T00:00:00Z")
        database = try Database(path: path) { Issue.record("\($0)") }
        reader = try database.makeReader().connection
    }

    deinit {
        database.close()
        for name in ["kith.db", "kith.db-wal", "kith.db-shm"] { unlink(folder + "/" + name) }
        rmdir(folder)
    }

    /// What an import made of a feed.
    struct Outcome {
        let summary: ImportSummary
        let entries: [ImportEntry]
        var outcomes: [ImportEntry.Outcome] { entries.map(\.outcome) }
    }

    /// Imports a feed that comes in chunks of one size.
    @discardableResult
    func take(_ bytes: [UInt8], source: String = "test", chunkBytes: Int = 64 << 10) throws -> Outcome {
        let feed = OpenReferralImport(
            into: database, source: source, vocabularies: try Vocabularies.builtIn.get(), clock: clock,
            ids: SeededIDSource(seed: 1, clock: clock))
        var rest = bytes[...]
        var entries: [ImportEntry] = []
        let summary = try feed.run(
            read: { _ in
                defer { rest = rest.dropFirst(chunkBytes) }
                return Array(rest.prefix(chunkBytes))
            }, report: { entries.append($0) })
        return Outcome(summary: summary, entries: entries)
    }

    @discardableResult
    func take(_ text: String, source: String = "test", chunkBytes: Int = 64 << 10) throws -> Outcome {
        try take(Array(text.utf8), source: source, chunkBytes: chunkBytes)
    }

    /// The members of an asset, as they are stored, in the order of its fields.
    func asset(_ id: String) throws -> JSONObject {
        let specs = Asset.fields.specs
        let columns = specs.flatMap(\.columns).joined(separator: ", ")
        var asset = JSONObject()
        try reader.queryText("SELECT \(columns) FROM assets WHERE id = $1", [.text(id)]) { row in
            for (column, spec) in specs.enumerated() where !row.isNull(column) {
                asset[spec.name] =
                    switch spec.kind {
                    case .list, .object: try JSON.read(row.string(column))
                    default: .string(row.string(column))
                    }
            }
        }
        return asset
    }

    /// The names of the assets that a search finds, in their order.
    func search(_ text: String) throws -> [String] {
        let condition = AssetText.matches(text)
        var names: [String] = []
        try reader.queryText(
            "SELECT name FROM assets WHERE \(condition.sql) ORDER BY sort_name, id", condition.arguments
        ) { names.append($0.string(0)) }
        return names
    }

    /// Everything that an import may write, row by row.
    func everything() throws -> [[SQLiteValue]] {
        var rows: [[SQLiteValue]] = []
        for table in ["parties", "assets", "asset_bases", "asset_days", "asset_text_keys", "revisions"] {
            try reader.queryText("SELECT * FROM \(table) ORDER BY 1, 2", []) { row in
                rows.append((0..<row.columnCount).map { row.value($0) })
            }
        }
        return rows
    }

    /// The bytes of a file beside the tests.
    static func fixture(_ name: String) throws -> [UInt8] {
        let path = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Fixtures/" + name
        let file = try #require(fopen(path, "r"), "\(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk.prefix(count) }
        return bytes
    }
}
