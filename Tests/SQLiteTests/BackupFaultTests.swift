import CFaultVFS
import Glibc
import SQLite
import Testing

extension FaultTests {
    /// A backup of which call number n fails, for every n.
    @Suite struct BackupFaultTests {
        private static let insert: SQL = "INSERT INTO t (id, text) VALUES ($1, $2)"
        private static let count: SQL = "SELECT count(*) FROM t"

        /// The source changes before each attempt, so that no copy is as the one before it.
        @Test(arguments: [fault_io, fault_full, fault_short_write], [false, true])
        func aBackupThatFailsLeavesTheTargetAsItWas(_ kind: fault_kind, replacing: Bool) throws {
            #expect(fault_register() == 0)
            fault_arm(fault_none, 0, 0)
            let folder = try TemporaryFolder()
            let (path, target) = (folder.file("f.db"), folder.file("copy.db"))
            let source = try Connection(path: path, options: .init(.create))
            try source.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT")
            if replacing { try Backup.copy(from: path, to: target) }
            var failures = 0
            for at in Int32(1)..<2000 {
                try source.run(Self.insert, Int64(at), String(repeating: "x", count: 700))
                let before = read(target)
                #expect((before != nil) == replacing)
                fault_arm(kind, at, 1)
                var failure: BackupError?
                do throws(BackupError) {
                    try Backup.copy(from: path, to: target, replacing: replacing, vfs: "fault")
                } catch {
                    failure = error
                }
                let happened = fault_happened()
                fault_arm(fault_none, 0, 0)
                let others = folder.databases.filter { $0 != "f.db" && $0 != "copy.db" }
                #expect(others == [], "a part is left, at \(at)")
                if let failure {
                    #expect(!failure.description.isEmpty)
                    let isAsBefore = read(target) == before
                    #expect(isAsBefore, "at \(at)")
                    failures += 1
                    continue
                }
                // A copy that was made in spite of the fault is whole all the same.
                let copy = try Connection(path: target, options: .reader)
                #expect(try IntegrityCheck.run(on: copy).isSound, "at \(at)")
                #expect(try copy.one(Self.count) { $0.int(0) } == Int64(at), "at \(at)")
                if happened == 0 {
                    #expect(failures > 10, "the backup makes fewer calls than it should")
                    return
                }
                if !replacing { try #require(unlink(target) == 0) }
            }
            Issue.record("the backup never came to its end")
        }
    }
}
