import CFaultVFS
import Dispatch
import SQLite
import Synchronization
import Testing

/// A writer on a disk of which call number n fails, for every n until the work is done without meeting the fault.
@Suite(.serialized) struct FaultTests {
    /// What became of the works of one run, each of which writes a row and its twin.
    struct Answers {
        var done: Set<Int64> = []
        var refused: Set<Int64> = []
    }

    static let insert: SQL = "INSERT INTO t (id, twin, filler) VALUES ($1, $2, $3)"
    static let filler = String(repeating: "x", count: 700)

    init() {
        #expect(fault_register() == 0)
        fault_power_back(0)
    }

    /// How the log is written: frame by frame, where commits are padded to whole sectors, or gathered.
    enum LogWrites: Int32, CaseIterable {
        case padded = 0
        case gathered = 1
    }

    @Test(arguments: [fault_io, fault_full, fault_short_write], LogWrites.allCases)
    func aFaultOfTheDiskLosesNothingAndIsRecoveredFrom(_ kind: fault_kind, _ writes: LogWrites) throws {
        fault_promise_overwrites(writes.rawValue)
        var at: Int32 = 1
        repeat {
            let folder = try emptyDatabase()
            let path = folder.file("f.db")
            fault_arm(kind, at, at % 3 == 0 ? 3 : 1)
            var answers = Answers()
            let writer = run(on: path, &answers)
            let happened = fault_happened()
            fault_arm(fault_none, 0, 0)
            // The cause is gone: the same writer, or one that opens now, writes again.
            let later = try writer ?? Writer(path: path, options: Self.options)
            try later.perform { try Self.write(99, on: $0) }
            answers.done.insert(99)
            later.stop()
            try check(path, answers, mayHold: [], "\(kind) at \(at)")
            if happened == 0 {
                #expect(answers.refused.isEmpty)
                #expect(at > 50, "the run makes fewer calls than it should")
                return
            }
            at += 1
        } while at < 2000
        Issue.record("the run never came to its end")
    }

    @Test(arguments: LogWrites.allCases)
    func aPowerCutLosesNothingThatWasAcknowledged(_ writes: LogWrites) throws {
        fault_promise_overwrites(writes.rawValue)
        var at: Int32 = 1
        repeat {
            let folder = try emptyDatabase()
            let path = folder.file("f.db")
            fault_arm(fault_power, at, 1)
            var answers = Answers()
            run(on: path, &answers)?.stop()
            let happened = fault_happened()
            fault_power_back(UInt32(at))
            // One that was refused may have reached the disk, though only whole.
            try check(path, answers, mayHold: answers.refused, "power cut at \(at)")
            if happened == 0 {
                #expect(answers.refused.isEmpty)
                return
            }
            at += 1
        } while at < 2000
        Issue.record("the run never came to its end")
    }

    static var options: Writer.Options {
        var options = Writer.Options()
        options.connection.vfs = "fault"
        // Few pages, so that transactions outgrow it and write to the log before they commit.
        options.connection.cacheKiB = 16
        // So small that the run meets many checkpoints and a log that begins again.
        options.checkpointPages = 6
        // Calls are counted: one thread makes them all.
        options.copiesBeside = false
        options.walPagesMax = 12
        return options
    }

    static func write(_ id: Int64, on connection: Connection) throws {
        try connection.run(insert, id, id + 1000, filler)
        try connection.run(insert, id + 1000, id, filler)
    }

    private func emptyDatabase() throws -> TemporaryFolder {
        fault_power_back(0)
        fault_arm(fault_none, 0, 0)
        let folder = try TemporaryFolder()
        let writer = try Writer(path: folder.file("f.db"), options: Self.options)
        try writer.perform {
            try $0.script("CREATE TABLE t (id INTEGER PRIMARY KEY, twin INTEGER UNIQUE, filler TEXT NOT NULL) STRICT")
            // With it SQLite undoes a statement that meets a full disk alone, and its transaction goes on.
            try $0.script("CREATE TABLE told (id INTEGER, filler TEXT)")
            try $0.script(
                "CREATE TRIGGER t_told AFTER INSERT ON t BEGIN INSERT INTO told VALUES (NEW.id, NEW.filler); END")
        }
        writer.stop()
        return folder
    }

    /// Writes one by one, then several to a commit, then one by one again.
    private func run(on path: String, _ answers: inout Answers) -> Writer? {
        let writer: Writer
        do {
            writer = try Writer(path: path, options: Self.options)
        } catch {
            return nil
        }
        let outcome = Mutex(Answers())
        let note: @Sendable (Int64, Result<Void, any Error>) -> Void = { id, result in
            switch result {
            case .success: outcome.withLock { _ = $0.done.insert(id) }
            case .failure(let error):
                #expect(error is SQLiteError || error is WriterError, "\(error)")
                outcome.withLock { _ = $0.refused.insert(id) }
            }
        }
        for id in Int64(0)..<6 { one(id, writer, note) }
        let gate = DispatchSemaphore(value: 0)
        let group = DispatchGroup()
        submit(20, writer, group, note) { _ in gate.wait() }
        for id in Int64(21)..<26 { submit(id, writer, group, note) { _ in } }
        gate.signal()
        group.wait()
        for id in Int64(30)..<34 { one(id, writer, note) }
        answers = outcome.withLock { $0 }
        return writer
    }

    private func one(_ id: Int64, _ writer: Writer, _ note: (Int64, Result<Void, any Error>) -> Void) {
        note(id, Result { try writer.perform { try Self.write(id, on: $0) } })
    }

    private func submit(
        _ id: Int64, _ writer: Writer, _ group: DispatchGroup,
        _ note: @escaping @Sendable (Int64, Result<Void, any Error>) -> Void,
        before: @escaping @Sendable (Connection) -> Void
    ) {
        group.enter()
        do {
            try writer.submit { connection in
                before(connection)
                try Self.write(id, on: connection)
            } completion: { (result: Result<Void, any Error>) in
                note(id, result)
                group.leave()
            }
        } catch {
            note(id, .failure(error))
            group.leave()
        }
    }

    private func check(_ path: String, _ answers: Answers, mayHold: Set<Int64>, _ what: String) throws {
        var options = Connection.Options(.write)
        options.vfs = "fault"
        let connection = try Connection(path: path, options: options)
        #expect(try IntegrityCheck.run(on: connection).isSound, "\(what)")
        var found: Set<Int64> = []
        try connection.query("SELECT id, twin FROM t") { row in
            let (id, twin) = (row.int(0), row.int(1))
            #expect(id + 1000 == twin || twin + 1000 == id)
            found.insert(id)
        }
        let whole = found.filter { $0 < 1000 && found.contains($0 + 1000) }
        #expect(found.count == whole.count * 2, "half a work is there: \(what)")
        #expect(answers.done.subtracting(whole).isEmpty, "an acknowledged work is lost: \(what)")
        #expect(whole.subtracting(answers.done).subtracting(mayHold).isEmpty, "a refused work is there: \(what)")
    }
}
