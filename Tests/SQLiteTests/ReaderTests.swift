import SQLite
import Testing

@Suite struct ReaderTests {
    private let folder: TemporaryFolder
    private let path: String
    private let writer: Writer

    private static let add: SQL = "INSERT INTO t (text) VALUES ($1)"
    private static let count: SQL = "SELECT count(*) FROM t"

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("r.db")
        writer = try Writer(path: path)
        try writer.perform { try $0.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT") }
    }

    private func reader(sharedMax: Duration) throws -> Reader {
        Reader(try Connection(path: path, options: .reader), writer.commits, sharedMax: sharedMax)
    }

    private func count(_ reader: Reader) throws -> Int64? {
        try reader.read { try reader.connection.one(Self.count) { $0.int(0) } }
    }

    /// Writes as another process would: with a connection of its own, which the writer does not count.
    private func writeFromOutside() throws {
        let other = try Connection(path: path, options: .init(.write))
        try other.transaction { _ = try other.run(Self.add, "from outside") }
    }

    @Test func aReadSeesWhatTheWriterHasAnswered() throws {
        let reader = try reader(sharedMax: .seconds(3600))
        for number in 1...20 {
            try writer.perform { _ = try $0.run(Self.add, "one more") }
            #expect(try count(reader) == Int64(number))
        }
    }

    @Test func closeReadsShareASnapshotAndReleaseEndsIt() throws {
        let reader = try reader(sharedMax: .seconds(3600))
        #expect(try count(reader) == 0)
        try writeFromOutside()
        #expect(try count(reader) == 0)
        reader.release()
        #expect(try count(reader) == 1)
    }

    @Test func anotherProcessIsSeenOnceTheTimeIsUp() throws {
        let reader = try reader(sharedMax: .zero)
        #expect(try count(reader) == 0)
        try writeFromOutside()
        #expect(try count(reader) == 1)
    }

    @Test func theGenerationChangesWithEveryCommitAndWithNothingElse() throws {
        let reader = try reader(sharedMax: .zero)
        #expect(try count(reader) == 0)
        var seen = reader.generation
        for _ in 1...3 {
            #expect(try count(reader) == 0)
            #expect(reader.generation == seen)
        }
        for number in 1...6 {
            if number.isMultiple(of: 2) {
                try writeFromOutside()
            } else {
                try writer.perform { _ = try $0.run(Self.add, "one more") }
            }
            #expect(try count(reader) == Int64(number))
            #expect(reader.generation > seen)
            seen = reader.generation
        }
    }

    @Test func aReadWithinAReadSeesTheSameState() throws {
        let reader = try reader(sharedMax: .zero)
        try reader.read {
            #expect(try count(reader) == 0)
            try writer.perform { _ = try $0.run(Self.add, "meanwhile") }
            try writeFromOutside()
            #expect(try count(reader) == 0)
        }
        #expect(try count(reader) == 2)
    }

    @Test func aRefusedStatementEndsTheSnapshotAndTheNextReadIsFine() throws {
        let reader = try reader(sharedMax: .seconds(3600))
        #expect(try count(reader) == 0)
        try writeFromOutside()
        #expect(throws: SQLiteError.self) {
            try reader.read { _ = try reader.connection.one("SELECT * FROM nothing") { $0.int(0) } }
        }
        #expect(try count(reader) == 1)
    }

    @Test func theLogCanBeEmptiedOnceTheReaderHasLetGo() throws {
        // Behind its first commit the writer empties the log itself; the second waits for that.
        for _ in 1...2 { try writer.perform { _ in } }
        let reader = try reader(sharedMax: .seconds(3600))
        #expect(try count(reader) == 0)
        try writer.perform { _ = try $0.run(Self.add, "in the log") }
        func isEmptied() throws -> Bool {
            var options = Connection.Options(.write)
            options.busyTimeoutMilliseconds = 0
            let other = try Connection(path: path, options: options)
            let isBusy = try other.one("PRAGMA wal_checkpoint(TRUNCATE)") { $0.int(0) }
            return isBusy == 0
        }
        #expect(try !isEmptied())
        reader.release()
        #expect(try isEmptied())
    }
}
