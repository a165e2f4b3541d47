import CFaultVFS
import Testing

@testable import SQLite

extension FaultTests {
    /// A migrator on a disk of which call number n fails, for every n until it is done without meeting the fault.
    @Suite struct MigratorFaultTests {
        /// Where the migrator begins: with no file, or with one that has the first migration and a row.
        enum Start: CaseIterable {
            case nothing, firstMigration
        }

        /// The last one fills more pages than one.
        private static let migrations = [
            MigratorTests.first, MigratorTests.third,
            Migration(
                name: "0004_many",
                sql: """
                    WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
                    INSERT INTO people (id, name) SELECT i, printf('%0200d', i) FROM n;
                    CREATE INDEX by_name ON people (name);
                    """),
        ]

        init() {
            #expect(fault_register() == 0)
            fault_power_back(0)
        }

        @Test(arguments: [fault_io, fault_full, fault_short_write, fault_power], Start.allCases)
        func aFaultLeavesWholeMigrationsAndTheNextRunCompletes(_ kind: fault_kind, _ start: Start) throws {
            let beginning = try start == .nothing ? nil : firstMigrationWithARow()
            // Every call fails once, and the other faults meet some.
            for at in stride(from: Int32(1), to: 2000, by: kind == fault_io ? 1 : 5) {
                let folder = try TemporaryFolder()
                let path = folder.file("m.db")
                if let beginning { try makeFile(path, beginning) }
                fault_arm(kind, at, at % 3 == 0 && kind != fault_power ? 3 : 1)
                let isDone = apply(path) != nil
                let hasHappened = fault_happened() != 0
                fault_arm(fault_none, 0, 0)
                fault_power_back(UInt32(at))
                let found = try check(folder, start, "\(kind) at \(at)")
                let names = Self.migrations.map(\.name)
                if isDone { #expect(found == names, "\(kind) at \(at)") }
                let next = try #require(apply(path), "\(kind) at \(at)")
                #expect(next.applied == Array(names.dropFirst(found.count)), "\(kind) at \(at)")
                #expect(try check(folder, start, "the run after \(kind) at \(at)") == names)
                if let backup = next.backup {
                    #expect(try Migrator(Self.migrations).check(path: backup).applied == found)
                }
                if !hasHappened {
                    #expect(isDone)
                    #expect(at > 50, "the migrator makes fewer calls than it should")
                    return
                }
            }
            Issue.record("the migrator never came to its end")
        }

        private func firstMigrationWithARow() throws -> [UInt8] {
            let folder = try TemporaryFolder()
            let path = folder.file("m.db")
            try Migrator([MigratorTests.first]).apply(path: path, now: MigratorTests.now)
            try Connection(path: path, options: .init(.write)).script("INSERT INTO people VALUES (1, 'Ann')")
            return try #require(read(path))
        }

        private func apply(_ path: String) -> MigrationReport? {
            try? Migrator(Self.migrations).apply(path: path, now: MigratorTests.now, vfs: "fault")
        }

        /// The schema is that of the migrations which the database says it has, and so are the rows.
        ///
        /// Looks at a copy of the files: to open the database would bring it in order before the next run has to.
        ///
        /// - Returns: the names of those migrations.
        private func check(_ folder: TemporaryFolder, _ start: Start, _ what: String) throws -> [String] {
            let copy = try TemporaryFolder()
            let path = copy.file("m.db")
            for log in ["", "-wal", "-journal"] {
                if let bytes = read(folder.file("m.db" + log)) { try makeFile(path + log, bytes) }
            }
            let connection = try Connection(path: path, options: .init(.create))
            #expect(try IntegrityCheck.run(on: connection).isSound, "\(what)")
            // It compares the schema with what those migrations make.
            let applied = try Migrator(Self.migrations).check(path: path).applied
            #expect(applied.count >= (start == .nothing ? 0 : 1), "\(what)")
            guard !applied.isEmpty else { return applied }
            let rows = try connection.one("SELECT count(*) FROM people") { $0.int(0) }
            let expected = (start == .nothing ? 0 : 1) + (applied.count == Self.migrations.count ? 100 : 0)
            #expect(rows == Int64(expected), "\(what)")
            return applied
        }
    }
}
