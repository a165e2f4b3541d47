import Dispatch
import Synchronization
import Testing

@testable import SQLite

@Suite struct WriterTests {
    let folder: TemporaryFolder
    let path: String

    static let insert: SQL = "INSERT INTO t (id, text) VALUES ($1, $2)"
    static let count: SQL = "SELECT count(*) FROM t"
    struct Refused: Error {}

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("w.db")
        let connection = try Connection(path: path, options: .init(.create))
        try connection.script(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT;
            CREATE TABLE child (id INTEGER PRIMARY KEY,
                parent INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
            """)
    }

    func ids() throws -> [Int64] {
        var ids: [Int64] = []
        try Connection(path: path, options: .reader).query("SELECT id FROM t ORDER BY id") { ids.append($0.int(0)) }
        return ids
    }

    /// However slow the machine is, what waits together goes into one transaction.
    static let patient = {
        var options = Writer.Options()
        options.batchMillisecondsMax = 60_000
        return options
    }()

    /// Submits works that share one transaction, and gives what each was answered when all are.
    func together(
        _ writer: Writer, _ works: [@Sendable (Connection) throws -> Void]
    ) throws -> [Result<Void, any Error>] {
        let answers = Mutex<[Result<Void, any Error>]>([])
        let gate = DispatchSemaphore(value: 0)
        let group = DispatchGroup()
        // Holds the writer until all the others wait: they are then its next batch.
        try writer.submit { _ in
            gate.wait()
        } completion: { (_: Result<Void, any Error>) in
        }
        for work in works {
            group.enter()
            try writer.submit(work) { result in
                answers.withLock { $0.append(result) }
                group.leave()
            }
        }
        gate.signal()
        group.wait()
        return answers.withLock { $0 }
    }

    func error(_ result: Result<Void, any Error>) -> (any Error)? {
        if case .failure(let error) = result { return error }
        return nil
    }

    @Test func aWorkIsThereWhenPerformReturns() throws {
        let writer = try Writer(path: path)
        defer { writer.stop() }
        #expect(try writer.perform { try $0.run(Self.insert, 1, "a") } == 1)
        #expect(try ids() == [1])
    }

    @Test func aThrowingWorkIsUndoneAloneAndAnswersKeepTheOrder() throws {
        let writer = try Writer(path: path)
        let answers = Mutex<[Int]>([])
        for id in 0..<50 {
            try writer.submit { connection in
                try connection.run(Self.insert, id, "x")
                if id % 10 == 3 { throw Refused() }
            } completion: { (result: Result<Void, any Error>) in
                answers.withLock { $0.append((try? result.get()) == nil ? -id : id) }
            }
        }
        writer.stop()
        #expect(answers.withLock { $0 } == (0..<50).map { $0 % 10 == 3 ? -$0 : $0 })
        #expect(try ids() == (0..<50).filter { $0 % 10 != 3 })
    }

    @Test func manySubmittersUnderLoadAreAllAnsweredThroughTheStop() throws {
        var options = Writer.Options()
        options.pendingMax = 100_000
        let writer = try Writer(path: path, options: options)
        let accepted = Mutex<Set<Int64>>([])
        let answered = Mutex<[Int64]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { lane in
            for number in 0..<300 {
                let id = Int64(lane * 1000 + number)
                do {
                    try writer.submit {
                        _ = try $0.run(Self.insert, id, "x")
                    } completion: { result in
                        if case .success = result { answered.withLock { $0.append(id) } }
                    }
                    accepted.withLock { _ = $0.insert(id) }
                } catch {
                    #expect(error as? WriterError == .stopped)
                }
                if lane == 3, number == 150 { writer.stop() }
            }
        }
        let (taken, done) = (accepted.withLock { $0 }, answered.withLock { $0 })
        #expect(Set(done) == taken)
        #expect(done.count == taken.count)
        #expect(try ids() == taken.sorted())
        #expect(taken.count >= 150)
        // Each submitter's works were done in its order.
        for lane in Int64(0)..<4 {
            let own = done.filter { $0 / 1000 == lane }
            #expect(own == own.sorted())
        }
    }

    @Test func moreThanMayWaitIsRefusedAsBusy() throws {
        var options = Writer.Options()
        options.pendingMax = 3
        let writer = try Writer(path: path, options: options)
        let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let answers = Atomic<Int>(0)
        try writer.submit { _ in
            started.signal()
            gate.wait()
        } completion: { (_: Result<Void, any Error>) in
            answers.add(1, ordering: .relaxed)
        }
        started.wait()
        for id in 0..<3 {
            try writer.submit {
                _ = try $0.run(Self.insert, id, "x")
            } completion: { _ in
                answers.add(1, ordering: .relaxed)
            }
        }
        #expect(writer.pendingCount == 3)
        #expect(throws: WriterError.busy) {
            try writer.submit { _ in
            } completion: { (_: Result<Void, any Error>) in
            }
        }
        gate.signal()
        writer.stop()
        #expect(answers.load(ordering: .relaxed) == 4)
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
        try writer.perform { connection in try connection.savepoint { _ = try connection.run(Self.insert, 1, "x") } }
        #expect(try ids() == [1])
    }

    @Test func whenSQLiteRollsBackByItselfThoseBeforeFailAndThoseAfterAreDone() throws {
        let writer = try Writer(path: path, options: Self.patient)
        defer { writer.stop() }
        try writer.perform { _ = try $0.run(Self.insert, 1, "there") }
        let answers = try together(
            writer,
            [
                { _ = try $0.run(Self.insert, 2, "before") },
                { connection in
                    // Goes on after the fault as if nothing were: what it writes then must not be committed alone.
                    _ = try? connection.runText("INSERT OR ROLLBACK INTO t (id) VALUES (1)", [])
                    try connection.run(Self.insert, 3, "after the rollback")
                },
                { _ = try $0.run(Self.insert, 4, "after") },
            ])
        guard case .notCommitted = error(answers[0]) as? WriterError else {
            Issue.record("unexpected: \(answers[0])")
            return
        }
        #expect((error(answers[1]) as? SQLiteError)?.usage == .transactionEnded)
        #expect(error(answers[2]) == nil)
        #expect(try ids() == [1, 4])
    }

    @Test func aReferenceThatIsBrokenAtTheCommitFailsItsWorkAlone() throws {
        let writer = try Writer(path: path, options: Self.patient)
        defer { writer.stop() }
        let answers = try together(
            writer,
            [
                { _ = try $0.run(Self.insert, 1, "x") },
                { _ = try $0.runText("INSERT INTO child VALUES (1, 99)", []) },
                { connection in
                    _ = try connection.runText("INSERT INTO child VALUES (2, 2)", [])
                    try connection.run(Self.insert, 2, "made in time")
                },
            ])
        #expect(answers.map { error($0) == nil } == [true, false, true])
        #expect((error(answers[1]) as? SQLiteError)?.constraint == .foreignKey)
        #expect(try ids() == [1, 2])
    }

    @Test func hooksComeBetweenTheCommitAndTheAnswersAndAfterThem() throws {
        let events = Mutex<[String]>([])
        var hooks = Writer.Hooks()
        let path = path
        hooks.committed = { works in
            let seen = try? Connection(path: path, options: .reader).one(Self.count) { $0.int(0) }
            events.withLock { $0.append("committed \(works), \(seen ?? -1) rows") }
        }
        hooks.answered = { events.withLock { $0.append("answered") } }
        let writer = try Writer(path: path, hooks: hooks)
        for id in 0..<2 {
            try writer.perform { _ = try $0.run(Self.insert, id, "x") }
        }
        try writer.submit {
            _ = try $0.run(Self.insert, 2, "x")
        } completion: { _ in
            events.withLock { $0.append("answer") }
        }
        writer.stop()
        #expect(
            events.withLock { $0 } == [
                "committed 1, 1 rows", "answered", "committed 1, 2 rows", "answered", "committed 1, 3 rows", "answer",
                "answered",
            ])
    }

    /// What the works of a transaction leave is written with them; what cannot be harms the work alone that left it.
    @Test func whatWorksLeaveIsWrittenWithThemOrTheyAreUndone() throws {
        let left = Mutex<[Int]>([])
        let failed = Mutex(0)
        var hooks = Writer.Hooks()
        hooks.finishing = { connection throws(SQLiteError) in
            for id in left.withLock({ $0 }) {
                guard id != 13 else { throw SQLiteError(code: ResultCode(rawValue: 19)) }
                try connection.run(Self.insert, id + 100, "left")
            }
        }
        hooks.committed = { _ in left.withLock { $0 = [] } }
        hooks.failed = { _ in
            left.withLock { $0 = [] }
            failed.withLock { $0 += 1 }
        }
        let writer = try Writer(path: path, hooks: hooks)
        let answers = Mutex<[Int: Bool]>([:])
        let (gate, isHeld) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        try writer.submit(
            { _ in
                isHeld.signal()
                gate.wait()
            }, completion: { _ in })
        isHeld.wait()
        for id in [1, 13, 3, 4] {
            try writer.submit {
                _ = try $0.run(Self.insert, id, "x")
                if id == 4 { throw WriterError.busy }
                return id
            } kept: { id in
                left.withLock { $0.append(id) }
            } completion: { result in
                answers.withLock { $0[id] = (try? result.get()) != nil }
            }
        }
        gate.signal()
        writer.stop()
        #expect(answers.withLock { $0 } == [1: true, 13: false, 3: true, 4: false])
        #expect(try ids() == [1, 3, 101, 103])
        // Together, and then the one alone.
        #expect(failed.withLock { $0 } == 2)
    }

    @Test func performWithinAWorkIsRefusedInsteadOfWaitingForItself() throws {
        let writer = try Writer(path: path)
        defer { writer.stop() }
        #expect(throws: WriterError.calledFromWriter) { try writer.perform { _ in try writer.perform { _ in } } }
    }

    @Test func anotherConnectionMayWriteMeanwhile() throws {
        let writer = try Writer(path: path)
        DispatchQueue.concurrentPerform(iterations: 2) { lane in
            do {
                let other = lane == 1 ? try Connection(path: path, options: .init(.write)) : nil
                for number in 0..<100 {
                    let id = lane * 1000 + number
                    if let other {
                        try other.transaction { _ = try other.run(Self.insert, id, "x") }
                    } else {
                        try writer.perform { _ = try $0.run(Self.insert, id, "x") }
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
        writer.stop()
        #expect(try ids().count == 200)
    }

    @Test(arguments: [false, true])
    func theLogStaysShortAndAReaderThatKeepsItLongIsTold(copiesBeside: Bool) throws {
        var options = Writer.Options()
        options.copiesBeside = copiesBeside
        options.checkpointPages = 20
        options.walPagesMax = 60
        options.checkpointWaitMilliseconds = 1
        let notices = Mutex<[Writer.Notice]>([])
        var hooks = Writer.Hooks()
        hooks.notice = { notice in notices.withLock { $0.append(notice) } }
        let writer = try Writer(path: path, options: options, hooks: hooks)
        let text = String(repeating: "x", count: 3000)
        func write(_ ids: Range<Int>) throws {
            for id in ids { try writer.perform { _ = try $0.run(Self.insert, id, text) } }
        }
        try write(0..<200)
        let pageBytes = 4096 + 24
        // Beside the writer the log may grow up to its limit, from where the writer waits.
        #expect(try #require(read(path + "-wal")).count < (copiesBeside ? 64 : 40) * pageBytes)
        #expect(notices.withLock { $0 } == [])
        let reader = try Connection(path: path, options: .reader)
        try reader.readTransaction {
            _ = try reader.one(Self.count) { $0.int(0) }
            try write(200..<300)
        }
        let held = notices.withLock { $0 }
        #expect(!held.isEmpty)
        #expect(held.allSatisfy { if case .logHeldByReader(let pages) = $0 { pages >= 60 } else { false } })
        try write(300..<400)
        writer.stop()
        #expect(notices.withLock { $0 }.count <= held.count + 1)
        #expect(read(path + "-wal")?.count ?? 0 == 0)
    }

    @Test func afterStopNothingIsTakenAndNoLogIsLeft() throws {
        let writer = try Writer(path: path)
        try writer.perform { _ = try $0.run(Self.insert, 1, "x") }
        writer.stop()
        writer.stop()
        #expect(throws: WriterError.stopped) { try writer.perform { _ in } }
        #expect(folder.names == ["w.db"])
    }
}
