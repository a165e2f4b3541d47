import CSQLite
import SQLite
import Testing

/// A reader's mapping of the file outlives the commits of others, and never shows what is no longer there.
@Suite struct MappingTests {
    private let folder: TemporaryFolder
    private let path: String
    private let writer: Connection
    private let reader: Connection

    private static let rowCount = 2000
    private static let sum: SQL = "SELECT count(*), sum(length(text)) FROM t"
    private static let grow: SQL = "UPDATE t SET text = text || $1 WHERE id = 1"

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("mapped.db")
        let written = try Connection(path: path, options: .init(.create))
        writer = written
        try writer.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT")
        try written.transaction {
            for _ in 0..<Self.rowCount {
                _ = try written.run("INSERT INTO t (text) VALUES ($1)", String(repeating: "x", count: 3000))
            }
        }
        try writer.script("PRAGMA wal_checkpoint(TRUNCATE)")
        var options = Connection.Options.reader
        options.mapBytes = 1 << 30
        options.cacheKiB = 64
        reader = try Connection(path: path, options: options)
    }

    private func total() throws -> [Int64]? {
        try reader.readTransaction { try reader.one(Self.sum) { [$0.int(0), $0.int(1)] } }
    }

    /// How much of the file is in this process's mappings of it, in KiB.
    private func residentKiB() throws -> Int {
        var (isMapping, sum) = (false, 0)
        let text = String(decoding: try #require(read("/proc/self/smaps")), as: UTF8.self)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.first?.contains("-") == true { isMapping = line.hasSuffix(path) }
            if isMapping, words.first == "Rss:", let size = Int(words[1]) { sum += size }
        }
        return sum
    }

    /// Cuts the file to what it needs, as an operator might: `Connection` itself does not take VACUUM.
    private func vacuum() throws {
        var other: OpaquePointer?
        defer { sqlite3_close(other) }
        try #require(sqlite3_open(path, &other) == SQLITE_OK)
        try #require(sqlite3_exec(other, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", nil, nil, nil) == SQLITE_OK)
    }

    @Test func aCommitOfAnotherLeavesItMapped() throws {
        _ = try total()
        // SQLite lets it go once more, and from then on it is known at which size it was mapped.
        _ = try writer.transaction { try writer.run(Self.grow, "y") }
        _ = try total()
        let before = try residentKiB()
        #expect(before > Self.rowCount * 3)
        for step in 1...3 {
            _ = try writer.transaction { try writer.run(Self.grow, "y") }
            let first = try reader.readTransaction {
                try reader.one("SELECT length(text) FROM t WHERE id = 1") { $0.int(0) }
            }
            #expect(first == 3001 + Int64(step))
            #expect(try residentKiB() >= before)
        }
    }

    @Test func aFileThatGrowsAndIsCutIsReadAsItIs() throws {
        let whole = Int64(Self.rowCount * 3000)
        for round in 1...3 {
            #expect(try total() == [Int64(Self.rowCount), whole])
            try writer.transaction {
                _ = try writer.run(
                    "INSERT INTO t (text) SELECT text FROM t WHERE id <= $1", Int64(Self.rowCount))
            }
            try writer.script("PRAGMA wal_checkpoint(TRUNCATE)")
            #expect(try total() == [Int64(2 * Self.rowCount), 2 * whole], "round \(round)")
            _ = try writer.transaction { try writer.run("DELETE FROM t WHERE id > $1", Int64(Self.rowCount)) }
            try vacuum()
        }
        #expect(try total() == [Int64(Self.rowCount), whole])
    }

    @Test func manyConnectionsOpenAndClose() throws {
        var options = Connection.Options.reader
        options.mapBytes = 1 << 20
        for _ in 0..<200 {
            let other = try Connection(path: path, options: options)
            #expect(try other.readTransaction { try other.one(Self.sum) { $0.int(0) } } == Int64(Self.rowCount))
        }
    }
}
