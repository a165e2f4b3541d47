import CFaultVFS
import SQLite
import Testing

extension FaultTests {
    /// What a commit asks of the disk where its frames are gathered, and where they are not.
    @Suite struct LogWritesTests {
        private static let insert: SQL = "INSERT INTO t (id, text) VALUES ($1, $2)"
        private static let grow: SQL = "UPDATE t SET text = text || $1 WHERE id % 7 = $2"
        private static let sum: SQL = "SELECT count(*), sum(length(text)) FROM t"

        private func writer(_ folder: TemporaryFolder, _ writes: LogWrites, cacheKiB: Int) throws -> Writer {
            #expect(fault_register() == 0)
            fault_power_back(0)
            fault_arm(fault_none, 0, 0)
            fault_promise_overwrites(writes.rawValue)
            var options = Writer.Options()
            options.connection.vfs = "fault"
            options.connection.cacheKiB = cacheKiB
            options.copiesBeside = false
            let writer = try Writer(path: folder.file("w.db"), options: options)
            try writer.perform { try $0.script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT") }
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
        @Test(arguments: LogWrites.allCases)
        func whatDoesNotFitIntoTheCacheIsFoundInTheLog(_ writes: LogWrites) throws {
            let folder = try TemporaryFolder()
            let writer = try writer(folder, writes, cacheKiB: 16)
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

        private struct Undone: Error {}
    }
}
