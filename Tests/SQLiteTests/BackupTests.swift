import Dispatch
import Glibc
import Synchronization
import Testing

@testable import SQLite

@Suite struct BackupTests {
    let folder: TemporaryFolder
    let path: String
    let target: String

    static let migrations = [
        Migration(name: "0001_t", sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, twin INTEGER NOT NULL) STRICT")
    ]
    static let insert: SQL = "INSERT INTO t (id, twin) VALUES ($1, $1)"

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("b.db")
        target = folder.file("copy.db")
        try Migrator(Self.migrations).apply(path: path, now: "")
    }

    func ids(_ path: String) throws -> [Int64] {
        var ids: [Int64] = []
        try Connection(path: path, options: .reader).query("SELECT id FROM t ORDER BY id") { ids.append($0.int(0)) }
        return ids
    }

    @Test func aCopyOfABusyDatabaseIsOneMomentOfItInOneFile() throws {
        let writer = try Writer(path: path)
        let isStopped = Atomic<Bool>(false)
        let group = DispatchGroup()
        DispatchQueue(label: "writes").async(group: group) {
            var id: Int64 = 0
            while !isStopped.load(ordering: .relaxed) {
                // Two rows a work: a copy from the middle of one would have an odd count.
                let next = id
                do {
                    try writer.perform { connection in
                        try connection.run(Self.insert, next)
                        try connection.run(Self.insert, next + 1)
                    }
                } catch {
                    Issue.record(error)
                }
                id += 2
            }
        }
        for _ in 0..<10 {
            try Backup.copy(from: path, to: target, replacing: true)
            let found = try ids(target)
            #expect(found == (0..<Int64(found.count)).map { $0 })
            #expect(found.count % 2 == 0)
        }
        isStopped.store(true, ordering: .relaxed)
        group.wait()
        writer.stop()
        #expect(folder.names == ["b.db", "copy.db"])
    }

    @Test func aFileThatIsThereIsReplacedOnlyWhenAskedFor() throws {
        try write("precious", to: target)
        #expect(throws: BackupError.targetExists(target)) { try Backup.copy(from: path, to: target) }
        #expect(read(target).map { String(decoding: $0, as: UTF8.self) } == "precious")
        #expect(throws: BackupError.sameFile(path)) { try Backup.copy(from: path, to: path, replacing: true) }
        try write("", to: target + "-wal")
        #expect(throws: BackupError.targetInUse(target)) { try Backup.copy(from: path, to: target, replacing: true) }
        #expect(folder.names == ["b.db", "copy.db", "copy.db-wal"])
    }

    @Test func aDamagedDatabaseMakesNoBackup() throws {
        try damage(path)
        let error = #expect(throws: BackupError.self) { try Backup.copy(from: path, to: target) }
        guard case .damaged(path, let report) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        #expect(!report.isSound)
        #expect(folder.databases == ["b.db"])
    }

    @Test func aRestoreKeepsTheOldDatabaseWithWhatItsLogHeld() throws {
        try Backup.copy(from: path, to: target)
        // Closed without a checkpoint, as a crash leaves it, is the test with faults; here, by order.
        let writer = try Writer(path: path)
        try writer.perform { _ = try $0.run(Self.insert, 7) }
        #expect(throws: BackupError.targetInUse(path)) {
            try Backup.restore(from: target, to: path, migrations: Self.migrations)
        }
        writer.stop()
        let aside = try Backup.restore(from: target, to: path, migrations: Self.migrations)
        #expect(aside == path + ".before-restore")
        #expect(try ids(path) == [])
        #expect(try ids(path + ".before-restore") == [7])
        let again = try Backup.restore(from: path + ".before-restore", to: path, migrations: Self.migrations)
        #expect(again == path + ".before-restore-2")
        #expect(try ids(path) == [7])
    }

    @Test func aRestoreToNothingMakesTheDatabase() throws {
        try Backup.copy(from: path, to: target)
        let fresh = folder.file("fresh.db")
        #expect(try Backup.restore(from: target, to: fresh, migrations: Self.migrations) == nil)
        #expect(try Migrator(Self.migrations).check(path: fresh).isCurrent)
    }

    @Test func onlyASoundAndKnownBackupIsRestored() throws {
        let other = folder.file("other.db")
        try Connection(path: other, options: .init(.create)).script("CREATE TABLE theirs (a)")
        #expect(throws: BackupError.unfit(other, .notKith)) {
            try Backup.restore(from: other, to: path, migrations: Self.migrations)
        }
        try Backup.copy(from: path, to: target)
        #expect(throws: BackupError.unfit(target, .newer("0001_t"))) {
            try Backup.restore(from: target, to: path, migrations: [])
        }
        try damage(target)
        let error = #expect(throws: BackupError.self) {
            try Backup.restore(from: target, to: path, migrations: Self.migrations)
        }
        guard case .damaged = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        #expect(folder.databases == ["b.db", "copy.db", "other.db"])
    }

    @Test func aDamagedDatabaseIsReplacedAndItsLogsGoAsideWithIt() throws {
        try Backup.copy(from: path, to: target)
        try write(String(repeating: "no database", count: 500), to: path)
        try write("a log", to: path + "-wal")
        let aside = try Backup.restore(from: target, to: path, migrations: Self.migrations)
        #expect(aside == path + ".before-restore")
        #expect(try ids(path) == [])
        #expect(folder.names == ["b.db", "b.db.before-restore", "b.db.before-restore-wal", "copy.db"])
    }

    /// The log of a database that was moved away would be played into the one that gets its name.
    @Test func aLogThatWasLeftAloneGoesAsideToo() throws {
        try Backup.copy(from: path, to: target)
        try {
            var options = Connection.Options(.write)
            options.keepsLogOnClose = true
            let connection = try Connection(path: path, options: options)
            try connection.transaction { for id in 5000..<5200 { try connection.run(Self.insert, id) } }
        }()
        #expect(rename(path, folder.file("broken.db")) == 0)
        #expect(folder.names.contains("b.db-wal"))
        let aside = try Backup.restore(from: target, to: path, migrations: Self.migrations)
        #expect(aside == path + ".before-restore")
        #expect(try ids(path) == [])
        let restored = try Connection(path: path, options: .init(.write))
        #expect(try IntegrityCheck.run(on: restored).isSound)
        #expect(folder.names.contains("b.db.before-restore-wal"))
    }

    @Test func theCheckListsWhatIsWrong() throws {
        let connection = try Connection(path: path, options: .init(.write))
        #expect(try IntegrityCheck.run(on: connection).isSound)
        try connection.script(
            """
            CREATE TABLE u (id INTEGER PRIMARY KEY, t INTEGER REFERENCES t (id));
            PRAGMA foreign_keys = OFF;
            INSERT INTO u VALUES (5, 99);
            """)
        let report = try IntegrityCheck.run(on: connection)
        #expect(report.faults == [])
        #expect(report.brokenReferences == [.init(table: "u", row: 5, parent: "t")])
    }

    /// Overwrites the last page of a database of which nobody has a connection, keeping the file's length.
    func damage(_ path: String) throws {
        let connection = try Connection(path: path, options: .init(.write))
        try connection.transaction { for id in 0..<5000 { try connection.run(Self.insert, id) } }
        try connection.queryText("PRAGMA wal_checkpoint(TRUNCATE)", []) { _ in }
        var bytes = try #require(read(path))
        for index in (bytes.count - 6000)..<bytes.count { bytes[index] = 0xA5 }
        try write(bytes, to: path)
    }
}
