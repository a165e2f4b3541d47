import CFaultVFS
import SQLite
import Synchronization
import Testing

extension FaultTests {
    /// What a commit asks of the disk where its frames are gathered, and where they are not.
    @Suite struct LogWritesTests {
        private static let insert: SQL = "INSERT INTO t (id, text) VALUES ($1, $2)"
        private static let grow: SQL = "UPDATE t SET text = text || $1 WHERE id % 7 = $2"
        private static let markOne: SQL = "UPDATE t SET mark = $1 WHERE id = $2"
        private static let markAll: SQL = "UPDATE t SET mark = $1"
        private static let marks: SQL = "SELECT mark FROM t ORDER BY id"
        private static let sum: SQL = "SELECT count(*), sum(length(text)) FROM t"

        private func writer(
            _ folder: TemporaryFolder, _ writes: LogWrites, cacheKiB: Int, copiesBeside: Bool = false
        ) throws -> Writer {
            #expect(fault_register() == 0)
            fault_power_back(0)
            fault_arm(fault_none, 0, 0)
            fault_promise_overwrites(writes.rawValue)
            var options = Writer.Options()
            options.connection.vfs = "fault"
            options.connection.cacheKiB = cacheKiB
            options.copiesBeside = copiesBeside
            if copiesBeside { options.checkpointPages = 10 }
            let writer = try Writer(path: folder.file("w.db"), options: options)
            try writer.perform { try $0.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT") }
            // Behind its first commit a writer empties the log that it found.
            try writer.perform { _ in }
            return writer
        }

        private static func fill(_ count: Int, _ connection: Connection) throws {
            for _ in 0..<count { try connection.run(insert, nil as Int64?, String(repeating: "x", count: 3000)) }
        }

        @Test func theFramesOfACommitAreWrittenTogether() throws {
            var calls: [LogWrites: Int32] = [:]
            for writes in LogWrites.allCases {
                let folder = try TemporaryFolder()
                let writer = try writer(folder, writes, cacheKiB: 1024)
                fault_arm(fault_none, 0, 0)
                try writer.perform { try Self.fill(20, $0) }
                calls[writes] = fault_calls()
                writer.stop()
            }
            // Twenty rows are twenty pages and more, each of which is two writes where they are not gathered.
            #expect(try #require(calls[.padded]) > 40)
            #expect(try #require(calls[.gathered]) < 10)
        }

        /// A log in which a transaction that has outgrown its cache finds its own pages again, and others do, beyond
        /// what is gathered at once, too.
        @Test(arguments: LogWrites.allCases, [false, true])
        func whatDoesNotFitIntoTheCacheIsFoundInTheLog(_ writes: LogWrites, copiesBeside: Bool) throws {
            let folder = try TemporaryFolder()
            let writer = try writer(folder, writes, cacheKiB: 16, copiesBeside: copiesBeside)
            try writer.perform { try Self.fill(200, $0) }
            try writer.perform { connection in
                for remainder in Int64(0)..<7 { try connection.run(Self.grow, "y", remainder) }
                #expect(try connection.one(Self.sum) { [$0.int(0), $0.int(1)] } == [200, 200 * 3001])
            }
            #expect(throws: Undone.self) {
                try writer.perform { connection in
                    try connection.run(Self.grow, "z", Int64(3))
                    throw Undone()
                }
            }
            var options = Connection.Options.reader
            options.vfs = "fault"
            let reader = try Connection(path: folder.file("w.db"), options: options)
            #expect(try reader.one(Self.sum) { [$0.int(0), $0.int(1)] } == [200, 200 * 3001])
            writer.stop()
            #expect(try IntegrityCheck.run(on: reader).isSound)
        }

        /// What a transaction has gathered and did not commit is forgotten: it stood where others commit next.
        @Test func whatWasGatheredAndUndoneIsNeverWritten() throws {
            let folder = try TemporaryFolder()
            let path = folder.file("w.db")
            let before = try Connection(path: path, options: .init(.create))
            try before.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT")
            var options = Writer.Options()
            options.connection.cacheKiB = 16
            var hooks = Writer.Hooks()
            let refuses = Mutex(true)
            hooks.finishing = { _ throws(SQLiteError) in
                guard refuses.withLock({ $0 }) else { return }
                throw SQLiteError(code: ResultCode(rawValue: Constraint.check.rawValue))
            }
            for count in [1, 3, 10, 31, 60, 200] {
                let writer = try Writer(path: path, options: options, hooks: hooks)
                try before.script("PRAGMA wal_checkpoint(TRUNCATE); DELETE FROM t; PRAGMA wal_checkpoint(TRUNCATE)")
                refuses.withLock { $0 = true }
                #expect(throws: WriterError.self) { try writer.perform { try Self.fill(count, $0) } }
                let other = try Connection(path: path, options: .init(.write))
                try other.transaction { try Self.fill(50, other) }
                refuses.withLock { $0 = false }
                try writer.perform { try Self.fill(1, $0) }
                #expect(try other.one(Self.sum) { [$0.int(0), $0.int(1)] } == [51, 51 * 3000], "after \(count)")
                #expect(try IntegrityCheck.run(on: other).isSound, "after \(count)")
                writer.stop()
                #expect(try before.one(Self.sum) { $0.int(0) } == 51, "after \(count)")
            }
        }

        /// A read of what was gathered writes it first; where the disk is full then, SQLite undoes the statement alone,
        /// and its transaction goes on with frames of which the file knows nothing yet.
        @Test func whatAFullDiskRefusedDuringAReadIsWrittenLater() throws {
            let folder = try TemporaryFolder()
            let path = folder.file("w.db")
            let writer = try writer(folder, .gathered, cacheKiB: 16)
            let count = Int64(24)
            try writer.perform { connection in
                try Self.fill(Int(count), connection)
                try connection.script("ALTER TABLE t ADD COLUMN mark INTEGER CHECK (mark >= 0)")
            }
            let other = try Connection(path: path, options: .init(.write))
            var wentOn = 0
            for at in Int32(1)...40 {
                // From here on each page is read from the file itself, and nothing gathered is in the way.
                try other.script("PRAGMA wal_checkpoint(TRUNCATE)")
                let committed = Result {
                    try writer.perform { connection -> Bool in
                        for id in 1...count { try connection.run(Self.markOne, Int64(at), id) }
                        fault_arm(fault_full, at, 1)
                        // Of many rows with a check: what SQLite can undo by itself.
                        defer { fault_arm(fault_none, 0, 0) }
                        do { try connection.run(Self.markAll, Int64(at) + 1000) } catch { return true }
                        return false
                    }
                }
                guard case .success(let wasUndone) = committed else { continue }
                var marks: [Int64] = []
                try other.query(Self.marks) { marks.append($0.int(0)) }
                let mark = Int64(at) + (wasUndone ? 0 : 1000)
                #expect(marks == Array(repeating: mark, count: Int(count)), "at \(at)")
                #expect(try IntegrityCheck.run(on: other).isSound, "at \(at)")
                wentOn += wasUndone ? 1 : 0
            }
            #expect(wentOn > 0, "no transaction went on behind a full disk")
            writer.stop()
        }

        private struct Undone: Error {}
    }
}
