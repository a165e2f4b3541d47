import SQLite
import Synchronization
import Testing

@Suite struct WriterTests {
    let folder: TemporaryFolder
    let path: String

    static let insert: SQL = "INSERT INTO t (id, text) VALUES ($1, $2)"
    static let count: SQL = "SELECT count(*) FROM t"

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("w.db")
        let connection = try Connection(path: path, options: .init(.create))
        try connection.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT")
    }

    func rows() throws -> Int64 {
        let reader = try Connection(path: path, options: .reader)
        return try reader.one(Self.count) { $0.int(0) } ?? -1
    }

    @Test func aWorkIsThereWhenPerformReturns() throws {
        let writer = try Writer(path: path)
        defer { writer.stop() }
        #expect(try writer.perform { try $0.run(Self.insert, 1, "a") } == 1)
        #expect(try rows() == 1)
    }

    @Test func aThrowingWorkIsUndoneAlone() throws {
        struct Refused: Error {}
        let writer = try Writer(path: path)
        let answers = Mutex<[String]>([])
        for id in 0..<50 {
            try writer.submit { connection in
                try connection.run(Self.insert, id, "x")
                if id % 10 == 3 { throw Refused() }
            } completion: { (result: Result<Void, any Error>) in
                answers.withLock { $0.append((try? result.get()) == nil ? "no \(id)" : "yes \(id)") }
            }
        }
        writer.stop()
        #expect(answers.withLock { $0 } == (0..<50).map { $0 % 10 == 3 ? "no \($0)" : "yes \($0)" })
        #expect(try rows() == 45)
    }

    @Test func aWorkNeitherBeginsNorEndsATransaction() throws {
        let writer = try Writer(path: path)
        defer { writer.stop() }
        for text in ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT a", "RELEASE work", "ROLLBACK TO work"] {
            let error = #expect(throws: SQLiteError.self) { try writer.perform { _ = try $0.runText(text, []) } }
            #expect(error?.usage == .transactionControl, "\(text)")
            let script = #expect(throws: SQLiteError.self) { try writer.perform { try $0.script(text) } }
            #expect(script?.usage == .transactionControl, "\(text)")
        }
        let nested = #expect(throws: SQLiteError.self) { try writer.perform { try $0.transaction {} } }
        #expect(nested?.usage == .nestedTransaction)
    }

    @Test func afterStopNothingIsTaken() throws {
        let writer = try Writer(path: path)
        writer.stop()
        writer.stop()
        #expect(throws: WriterError.stopped) { try writer.perform { _ in } }
        #expect(folder.names == ["w.db"])
    }
}
