import Dispatch
import Synchronization
import Testing

@testable import SQLite

@Suite struct MigratorTests {
    let folder: TemporaryFolder
    let path: String

    static let first = Migration(
        name: "0001_people",
        sql: """
            CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
            CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES people (id)) STRICT;
            """)
    static let second = Migration(
        name: "0002_search", sql: "CREATE VIRTUAL TABLE words USING fts5(text); CREATE INDEX by_name ON people (name);")
    static let third = Migration(name: "0003_ages", sql: "ALTER TABLE people ADD COLUMN age INTEGER")
    static let now = "2026-01-02T03:04:05Z"

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("m.db")
    }

    func apply(_ migrations: [Migration]) throws -> MigrationReport {
        try Migrator(migrations).apply(path: path, now: Self.now)
    }

    @Test func anEmptyFileIsBroughtToTheLastMigrationWithoutABackup() throws {
        #expect(try Migrator([Self.first]).check(path: path).pending == [Self.first])
        #expect(folder.names.isEmpty)
        let report = try apply([Self.first, Self.second])
        #expect(report == MigrationReport(applied: ["0001_people", "0002_search"], backup: nil))
        #expect(try Migrator([Self.first, Self.second]).check(path: path).isCurrent)
        #expect(try apply([Self.first, Self.second]) == MigrationReport())
        let connection = try Connection(path: path, options: .reader)
        let row = try connection.one(
            "SELECT position, name, sha256, applied_at FROM schema_migrations WHERE position = 1"
        ) {
            [$0.value(0), $0.value(1), $0.value(2), $0.value(3)]
        }
        #expect(
            row == [.integer(1), .text("0001_people"), .text(Self.first.sha256), .text(Self.now)])
        #expect(try connection.one("PRAGMA application_id") { $0.int(0) } == 0x4B49_5448)
    }

    @Test func theDigestIsSHA256() {
        #expect(
            Migration(name: "", sql: "abc").sha256
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func aBackupIsMadeBeforeADatabaseChanges() throws {
        _ = try apply([Self.first])
        try Connection(path: path, options: .init(.write)).script("INSERT INTO people VALUES (1, 'Ann')")
        let report = try apply([Self.first, Self.second, Self.third])
        #expect(report.applied == ["0002_search", "0003_ages"])
        let backup = try #require(report.backup)
        #expect(backup == path + ".before-0002_search")
        #expect(try Migrator([Self.first]).check(path: backup).isCurrent)
        let copy = try Connection(path: backup, options: .reader)
        #expect(try copy.one("SELECT name FROM people") { $0.string(0) } == "Ann")
        #expect(folder.names == ["m.db", "m.db.before-0002_search"])
    }

    @Test func aSchemaThatDoesNotFitIsRefusedByCheckAndApply() throws {
        _ = try apply([Self.first, Self.second])
        let edited = Migration(name: "0001_people", sql: Self.first.sql + " ")
        let between = Migration(name: "0001_zebras", sql: "CREATE TABLE zebras (a)")
        let cases: [([Migration], MigrationError)] = [
            ([edited, Self.second], .edited("0001_people")),
            ([Self.first], .newer("0002_search")),
            ([], .newer("0001_people")),
            ([Self.second, Self.first], .outOfOrder(found: "0001_people", expected: "0002_search")),
            ([Self.first, between, Self.second], .outOfOrder(found: "0002_search", expected: "0001_zebras")),
            ([Self.second], .newer("0001_people")),
        ]
        for (migrations, error) in cases {
            #expect(throws: error) { try Migrator(migrations).check(path: path) }
            #expect(throws: error) { try apply(migrations) }
        }
        try Connection(path: path, options: .init(.write)).script("DROP INDEX by_name; CREATE TABLE more (a)")
        let differs = MigrationError.schemaDiffers(["by_name", "more"])
        #expect(throws: differs) { try Migrator([Self.first, Self.second]).check(path: path) }
        #expect(throws: differs) { try apply([Self.first, Self.second, Self.third]) }
        #expect(folder.names == ["m.db"])
    }

    @Test func aDatabaseOfAnotherProgramIsRefused() throws {
        try Connection(path: path, options: .init(.create)).script("CREATE TABLE theirs (a)")
        #expect(throws: MigrationError.notKith) { try Migrator([Self.first]).check(path: path) }
        #expect(throws: MigrationError.notKith) { try apply([Self.first]) }
    }

    @Test func aFailingMigrationIsUndoneWholeAndThoseBeforeItStay() throws {
        let failing = Migration(name: "0002_bad", sql: "CREATE TABLE a (b); INSERT INTO nowhere VALUES (1)")
        let error = #expect(throws: MigrationError.self) { try apply([Self.first, failing]) }
        guard case .failed("0002_bad", let cause) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        #expect(cause.sql?.contains("nowhere") == true)
        #expect(try Migrator([Self.first]).check(path: path).isCurrent)
        // Once it is put right, it applies.
        #expect(try apply([Self.first, Self.second]).applied == ["0002_search"])
    }

    @Test func aMigrationThatEndsItsTransactionIsRefused() throws {
        for text in ["COMMIT; CREATE TABLE a (b)", "CREATE TABLE a (b); COMMIT; BEGIN"] {
            let error = #expect(throws: MigrationError.self) { try apply([Migration(name: "0001_bad", sql: text)]) }
            guard case .failed(_, let cause) = error else {
                Issue.record("unexpected: \(String(describing: error))")
                return
            }
            #expect(cause.usage == .transactionControl)
            #expect(try Migrator([Self.first]).check(path: path).applied.isEmpty)
        }
    }

    @Test func aTableThatIsReferredToCanBeRebuiltAndBrokenReferencesAreRefused() throws {
        _ = try apply([Self.first])
        try Connection(path: path, options: .init(.write)).script(
            "INSERT INTO people VALUES (1, 'Ann'); INSERT INTO pets VALUES (1, 1)")
        let rebuild = """
            CREATE TABLE people_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born TEXT) STRICT;
            INSERT INTO people_new (id, name) SELECT id, name FROM people;
            DROP TABLE people;
            ALTER TABLE people_new RENAME TO people;
            """
        let broken = Migration(name: "0002_rebuild", sql: rebuild + "DELETE FROM people;")
        #expect(
            throws: MigrationError.brokenReferences("0002_rebuild", [.init(table: "pets", row: 1, parent: "people")])
        ) {
            try apply([Self.first, broken])
        }
        _ = try apply([Self.first, Migration(name: "0002_rebuild", sql: rebuild)])
        let connection = try Connection(path: path, options: .reader)
        #expect(try connection.one("SELECT count(*) FROM people JOIN pets ON owner = people.id") { $0.int(0) } == 1)
    }

    @Test func twoThatStartAtOnceMigrateOnce() throws {
        for round in 0..<5 {
            let path = folder.file("c\(round).db")
            let applied = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                do {
                    let report = try Migrator([Self.first, Self.second, Self.third]).apply(path: path, now: Self.now)
                    applied.withLock { $0 += report.applied }
                } catch {
                    Issue.record(error)
                }
            }
            #expect(applied.withLock { $0.sorted() } == ["0001_people", "0002_search", "0003_ages"])
        }
    }
}
