import Glibc
import Synchronization
import Testing

@testable import SQLite

/// The log is emptied of what was erased, whoever is in the way.
extension WriterTests {
    private var logCount: Int { read(path + "-wal")?.count ?? 0 }

    /// A process that ended before it had emptied the log of what was erased tells nobody of it.
    @Test func whatIsFoundInTheLogDoesNotStayThere() throws {
        let words = "words that were to go"
        func isInTheLog() -> Bool {
            String(decoding: read(path + "-wal") ?? [], as: UTF8.self).contains(words)
        }
        try {
            var options = Connection.Options(.write)
            options.keepsLogOnClose = true
            let connection = try Connection(path: path, options: options)
            try connection.run(Self.insert, 1, words)
            try connection.script("PRAGMA secure_delete = ON; DELETE FROM t")
        }()
        #expect(isInTheLog())
        let writer = try Writer(path: path)
        // The log is emptied behind a commit; the second waits for that.
        for id in 2...3 { try writer.perform { _ = try $0.run(Self.insert, id, "x") } }
        #expect(!isInTheLog())
        writer.stop()
    }

    /// Each try to empty the log waits for the reader that is in the way: not each commit may try.
    @Test func aLongReaderDoesNotHoldUpEachCommit() throws {
        let notices = Mutex(0)
        var hooks = Writer.Hooks()
        hooks.notice = { if case .logHeldByReader = $0 { notices.withLock { $0 += 1 } } }
        var options = Writer.Options()
        options.checkpointWaitMilliseconds = 1
        options.emptyingPauseMilliseconds = 60_000
        let before = try Connection(path: path, options: .init(.write))
        _ = try before.run(Self.insert, 0, "x")
        let reader = try Connection(path: path, options: .reader)
        try reader.readTransaction {
            _ = try reader.one(Self.count) { $0.int(0) }
            let writer = try Writer(path: path, options: options, hooks: hooks)
            for id in 1...20 { try writer.perform { _ = try $0.run(Self.insert, id, "x") } }
            try writer.perform { _ in }
            #expect(notices.withLock { $0 } == 1)
            #expect(try ids().count == 21)
            writer.stop()
        }
    }

    /// What was erased does not stay in the log because nobody writes any more.
    @Test func aLogThatWasToBeEmptiedIsTriedAgainWithoutACommit() throws {
        var options = Writer.Options()
        options.checkpointWaitMilliseconds = 1
        options.emptyingPauseMilliseconds = 20
        let writer = try Writer(path: path, options: options)
        try writer.perform { _ in }
        let reader = try Connection(path: path, options: .reader)
        try reader.readTransaction {
            _ = try reader.one(Self.count) { $0.int(0) }
            try writer.perform {
                _ = try $0.run(Self.insert, 1, "x")
                $0.emptiesLog = true
            }
            try writer.perform { _ in }
            #expect(logCount > 0)
        }
        let end = ContinuousClock.now + .seconds(10)
        while logCount > 0, ContinuousClock.now < end { _ = poll(nil, 0, 5) }
        #expect(logCount == 0)
        writer.stop()
    }
}
