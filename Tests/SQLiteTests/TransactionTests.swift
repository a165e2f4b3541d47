import SQLite
import Testing

@Suite struct TransactionTests {
    let folder: TemporaryFolder
    let connection: Connection

    static let insert: SQL = "INSERT INTO t (id) VALUES ($1)"
    struct Refused: Error {}

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file("t.db"), options: .init(.create))
        try connection.script("CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT")
    }

    func ids() throws -> [Int64] {
        var ids: [Int64] = []
        try connection.query("SELECT id FROM t ORDER BY id") { ids.append($0.int(0)) }
        return ids
    }

    @Test func aTransactionIsAllOrNothing() throws {
        try connection.transaction { for id in 0..<3 { try connection.run(Self.insert, id) } }
        #expect(throws: Refused.self) {
            try connection.transaction {
                try connection.run(Self.insert, 9)
                throw Refused()
            }
        }
        #expect(try ids() == [0, 1, 2])
    }

    @Test func savepointsWithinEachOtherAreUndoneAlone() throws {
        try connection.transaction {
            try connection.run(Self.insert, 1)
            #expect(throws: Refused.self) {
                try connection.savepoint {
                    try connection.savepoint { _ = try connection.run(Self.insert, 2) }
                    throw Refused()
                }
            }
            try connection.savepoint {
                #expect(throws: Refused.self) {
                    try connection.savepoint {
                        try connection.run(Self.insert, 3)
                        throw Refused()
                    }
                }
                try connection.run(Self.insert, 4)
            }
        }
        try connection.savepoint { _ = try connection.run(Self.insert, 5) }
        #expect(try ids() == [1, 4, 5])
    }

    @Test func aReadTransactionSeesOneState() throws {
        let reader = try Connection(path: connection.path, options: .reader)
        let count: SQL = "SELECT count(*) FROM t"
        try reader.readTransaction {
            #expect(try reader.one(count) { $0.int(0) } == 0)
            try connection.run(Self.insert, 1)
            #expect(try reader.one(count) { $0.int(0) } == 0)
        }
        #expect(try reader.one(count) { $0.int(0) } == 1)
    }

    @Test func aTransactionThatSQLiteEndedTakesNothingMore() throws {
        try connection.run(Self.insert, 1)
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction {
                try connection.run(Self.insert, 2)
                _ = try? connection.runText("INSERT OR ROLLBACK INTO t (id) VALUES (1)", [])
                try connection.run(Self.insert, 3)
            }
        }
        #expect(error?.usage == .transactionEnded)
        let atTheEnd = #expect(throws: SQLiteError.self) {
            try connection.transaction { _ = try? connection.runText("INSERT OR ROLLBACK INTO t (id) VALUES (1)", []) }
        }
        #expect(atTheEnd?.usage == .transactionEnded)
        try connection.transaction { _ = try connection.run(Self.insert, 4) }
        #expect(try ids() == [1, 4])
    }

    @Test func aWriterThatWaitsTooLongIsToldSo() throws {
        var options = Connection.Options(.write)
        options.busyTimeoutMilliseconds = 1
        let other = try Connection(path: connection.path, options: options)
        try connection.transaction {
            let error = #expect(throws: SQLiteError.self) { try other.transaction {} }
            #expect(error?.isBusy == true)
        }
        try other.transaction { _ = try other.run(Self.insert, 1) }
    }

    @Test func aChangedSchemaDoesNotDisturbPreparedStatements() throws {
        let all: SQL = "SELECT * FROM t"
        try connection.query(all) { _ in }
        let other = try Connection(path: connection.path, options: .init(.write))
        try other.transaction { try other.script("ALTER TABLE t ADD COLUMN more TEXT; INSERT INTO t VALUES (1, 'm')") }
        #expect(try connection.one(all) { $0.columnCount } == 2)
        try connection.transaction { _ = try connection.run(Self.insert, 2) }
    }
}
