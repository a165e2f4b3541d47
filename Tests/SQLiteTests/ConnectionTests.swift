import SQLite
import Testing

@Suite struct ConnectionTests {
    let folder: TemporaryFolder
    let connection: Connection

    static let insert: SQL = "INSERT INTO people (id, name, age) VALUES ($1, $2, $3)"
    static let find: SQL = "SELECT id, name, age FROM people WHERE id = $1"
    static let all: SQL = "SELECT id FROM people ORDER BY id"

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file("a.db"), options: .init(.create))
        try connection.script(
            """
            CREATE TABLE people (
                id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INTEGER CHECK (age >= 0)) STRICT;
            CREATE TABLE pets (id INTEGER PRIMARY KEY, owner TEXT NOT NULL REFERENCES people (id)) STRICT;
            """)
    }

    @Test func aRowComesBackAsItWentIn() throws {
        for name in ["", "Ann", "Zoë — 漢字 and a text longer than fifteen bytes", "a\0b"] {
            #expect(try connection.run(Self.insert, name + "-id", name, name.isEmpty ? nil : 7) == 1)
            let found = try connection.one(Self.find, name + "-id") { ($0.string(1), $0.optionalInt(2)) }
            #expect(found?.0 == name)
            #expect(found?.1 == (name.isEmpty ? nil : 7))
        }
        #expect(try connection.one(Self.find, "nobody") { _ in true } == nil)
    }

    @Test func everyTypeComesBack() throws {
        let values: [SQLiteValue] = [.null, .integer(.min), .real(0.1), .text("t"), .blob([0, 255]), .blob([])]
        try connection.queryText("SELECT $1, $2, $3, $4, $5, $6", values) { row in
            var back: [SQLiteValue] = []
            for index in 0..<row.columnCount { back.append(row.value(index)) }
            let (nulls, text, name) = ([row.isNull(0), row.isNull(5)], Array(row.text(3)), row.name(0))
            #expect(back == values)
            #expect(nulls == [true, false])
            #expect(text == [116])
            #expect(name == "$1")
        }
    }

    @Test func argumentsLongerThanTheScratchMemoryArriveWhole() throws {
        let long = String(repeating: "é", count: 100_000)
        let echo: SQL = "SELECT $1, $2, $3"
        let back = try connection.one(echo, long, "short", long) { ($0.string(0), $0.string(1), $0.string(2)) }
        #expect(back?.0 == long && back?.1 == "short" && back?.2 == long)
    }

    @Test func aNumberedParameterIsTheArgumentOfThatNumber() throws {
        let swapped: SQL = "SELECT $2, $1, $2"
        let back = try connection.one(swapped, "one", "two") { [$0.string(0), $0.string(1), $0.string(2)] }
        #expect(back == ["two", "one", "two"])
        for text in ["SELECT $1, $3", "SELECT $1, ?", "SELECT $0, $1"] {
            let error = #expect(throws: SQLiteError.self) { try connection.runText(text, [.null, .null]) }
            #expect(error?.usage == .parameterNumbers)
        }
    }

    @Test func aWrongNumberOfArgumentsIsRefused() throws {
        let error = #expect(throws: SQLiteError.self) { try connection.run(Self.find) }
        #expect(error?.usage == .argumentCount(expected: 1, given: 0))
        let more = #expect(throws: SQLiteError.self) { try connection.run(Self.find, 1, 2) }
        #expect(more?.usage == .argumentCount(expected: 1, given: 2))
    }

    @Test func aStatementWithinItselfIsRefusedAndTheOuterGoesOn() throws {
        for id in ["a", "b", "c"] { try connection.run(Self.insert, id, id, 1) }
        var seen: [String] = []
        try connection.query(Self.all) { row in
            let error = #expect(throws: SQLiteError.self) { try connection.query(Self.all) { _ in } }
            #expect(error?.usage == .statementInUse)
            // Another statement, with arguments of its own, is fine.
            let name = try connection.one(Self.find, row.string(0)) { $0.string(1) }
            seen.append(name ?? "")
        }
        #expect(seen == ["a", "b", "c"])
    }

    @Test func aStatementIsReadyAgainAfterItsRowClosureThrew() throws {
        for id in ["a", "b"] { try connection.run(Self.insert, id, id, 1) }
        struct Stop: Error {}
        for _ in 0..<3 {
            #expect(throws: Stop.self) { try connection.query(Self.all) { _ in throw Stop() } }
        }
        var count = 0
        try connection.query(Self.all) { _ in count += 1 }
        #expect(count == 2)
    }

    @Test func constraintsTellTheirKind() throws {
        try connection.run(Self.insert, "a", "Ann", 1)
        let pet: SQL = "INSERT INTO pets (id, owner) VALUES ($1, $2)"
        func kind(_ body: () throws -> Void) -> Constraint? {
            do { try body() } catch let error as SQLiteError { return error.constraint } catch {}
            return nil
        }
        #expect(kind { try connection.run(Self.insert, "a", "Bob", 1) } == .primaryKey)
        #expect(kind { try connection.run(Self.insert, "b", "Ann", 1) } == .unique)
        #expect(kind { try connection.run(Self.insert, "b", "Bob", -1) } == .check)
        #expect(kind { try connection.run(Self.insert, "b", String?.none, 1) } == .notNull)
        #expect(kind { try connection.run(Self.insert, "b", "Bob", "old") } == .dataType)
        #expect(kind { try connection.run(pet, 1, "nobody") } == .foreignKey)
    }

    @Test func anErrorNeverHoldsAnArgument() throws {
        try connection.script("CREATE VIRTUAL TABLE words USING fts5(text)")
        let secret = "secretword"
        let search: SQL = "SELECT text FROM words WHERE words MATCH $1"
        let path: SQL = "SELECT json_extract('{}', $1)"
        for (statement, argument) in [(search, "\(secret):"), (search, "\"\(secret)"), (path, secret)] {
            let error = #expect(throws: SQLiteError.self) { try connection.query(statement, argument) { _ in } }
            #expect(error?.description.contains(secret) == false)
            #expect(error?.sql == statement.text)
        }
        try connection.run(Self.insert, "a", secret, 1)
        let error = #expect(throws: SQLiteError.self) { try connection.run(Self.insert, "b", secret, 1) }
        #expect(error?.description.contains(secret) == false)
    }

    @Test func runSaysHowManyRowsChangedAndZeroForOtherStatements() throws {
        try connection.run(Self.insert, "a", "Ann", 1)
        try connection.run(Self.insert, "b", "Bob", 1)
        let update: SQL = "UPDATE people SET age = age + 1"
        #expect(try connection.run(update) == 2)
        #expect(try connection.run("CREATE TABLE more (a)") == 0)
        #expect(try connection.run(Self.all) == 0)
        #expect(try connection.runText("DELETE FROM people WHERE id = $1", [.text("a")]) == 1)
    }

    @Test func oneStatementAtATime() throws {
        for text in ["", "-- nothing", "SELECT 1; SELECT 2"] {
            let error = #expect(throws: SQLiteError.self) { try connection.runText(text, []) }
            #expect(error?.usage == .notOneStatement)
        }
        try connection.runText("SELECT 1; -- and a comment", [])
    }

    @Test func manyDynamicStatementsMakeRoomForEachOther() throws {
        var outer = 0
        try connection.queryText("SELECT 1 UNION ALL SELECT 2", []) { _ in
            outer += 1
            for number in 0..<200 {
                var got: Int64 = -1
                try connection.queryText("SELECT \(number)", []) { got = $0.int(0) }
                #expect(got == Int64(number))
            }
        }
        #expect(outer == 2)
    }

    @Test func aReaderCannotWrite() throws {
        let reader = try Connection(path: connection.path, options: .reader)
        #expect(try reader.one("SELECT count(*) FROM people") { $0.int(0) } == 0)
        let error = #expect(throws: SQLiteError.self) { try reader.run(Self.insert, "a", "Ann", 1) }
        #expect(error?.code.primary == .readOnly)
    }

    @Test func theSafetiesAreOn() throws {
        let settings: [(String, Int64)] = [
            ("foreign_keys", 1), ("trusted_schema", 0), ("cell_size_check", 1), ("synchronous", 2),
        ]
        for (name, value) in settings {
            var now: Int64 = -1
            try connection.queryText("PRAGMA \(name)", []) { now = $0.int(0) }
            #expect(now == value, "\(name)")
        }
        let attack = "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"
        #expect(throws: SQLiteError.self) { try connection.script(attack) }
        #expect(throws: SQLiteError.self) { try connection.runText("SELECT \"no such column\"", []) }
    }

    @Test func aFileThatIsNoDatabaseIsRefusedAtOnce() throws {
        let other = folder.file("text.db")
        try write(String(repeating: "not a database ", count: 100), to: other)
        for access in [Connection.Options(.create), .reader] {
            let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: other, options: access) }
            #expect(error?.code == .notADatabase)
        }
        let error = #expect(throws: SQLiteError.self) {
            _ = try Connection(path: folder.file("none.db"), options: .reader)
        }
        #expect(error?.code.primary == .cannotOpen)
    }
}
