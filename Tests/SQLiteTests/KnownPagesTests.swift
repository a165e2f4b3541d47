import CSQLite
import SQLite
import Testing

/// A cache that knows the numbers of its pages lets go of exactly those that a shorter file no longer has.
@Suite struct KnownPagesTests {
    private static let insert: SQL = "INSERT INTO t (id, text) VALUES ($1, $2)"
    private static let delete: SQL = "DELETE FROM t WHERE id > $1"
    private static let sum: SQL = "SELECT count(*), sum(length(text)) FROM t"

    /// Rows come, so that trees are balanced, and go, so that each commit cuts the file; beside it nobody vacuums.
    @Test func aFileThatShrinksAndGrowsShowsWhatWasWritten() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("k.db")
        try makeVacuumed(path)
        let connection = try Connection(path: path, options: .init(.create))
        try connection.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX t_text ON t (text)")
        var pages: [Int64] = []
        for round in Int64(1)...8 {
            let text = String(repeating: "\(round)", count: 700)
            try connection.transaction {
                for id in Int64(1)...300 {
                    try connection.run(Self.insert, id * 10 + (id % 2 == 0 ? 5 : 0), "\(id * 7919 % 300)" + text)
                }
            }
            pages.append(try size(connection))
            try connection.transaction { _ = try connection.run(Self.delete, round * 10) }
            pages.append(try size(connection))
            let kept = try connection.one(Self.sum) { $0.int(0) }
            #expect(kept == expected(round))
            #expect(try IntegrityCheck.run(on: connection).isSound)
            try connection.transaction { _ = try connection.run(Self.delete, Int64(0)) }
        }
        // Otherwise nothing was cut.
        #expect(zip(pages, pages.dropFirst()).filter { $0 > $1 }.count == 8)
    }

    private func expected(_ round: Int64) -> Int64 {
        Int64((Int64(1)...300).filter { $0 * 10 + ($0 % 2 == 0 ? 5 : 0) <= round * 10 }.count)
    }

    private func size(_ connection: Connection) throws -> Int64 {
        try connection.one("PRAGMA page_count") { $0.int(0) } ?? 0
    }

    /// A file that is cut with each commit that frees pages, which has to be said before it holds anything.
    private func makeVacuumed(_ path: String) throws {
        _ = try Connection(inMemory: ())
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(path, &database) == SQLITE_OK)
        try #require(sqlite3_exec(database, "PRAGMA auto_vacuum = FULL; VACUUM", nil, nil, nil) == SQLITE_OK)
    }
}
