import CFaultVFS
import Dispatch
import SQLite
import Synchronization
import Testing

/// A database on the disk that fails, what a writer does with it, and what must be found afterwards.
///
/// Each work writes a row and its twin. What the works of a commit leave is written once for all of them, as the trail
/// of the service is: a row of each.
final class FaultRun: Sendable {
    /// What became of the works.
    struct Answers: Sendable {
        var done: Set<Int64> = []
        var refused: Set<Int64> = []
    }

    /// How the log is written: frame by frame, where commits are padded to whole sectors, or gathered.
    enum LogWrites: Int32, CaseIterable {
        case padded = 0
        case gathered = 1
    }

    /// Whose calls are counted, so that one of them fails.
    enum Callers {
        case all, copier
    }

    /// What waited longer than it ever should.
    struct Hung: Error {}

    /// The work whose row the trail does not take: all works of its commit run again, each alone, and it is refused.
    static let unfit: Int64 = 23
    /// A work of the time after the fault.
    static let later: Int64 = 99
    /// On which queue the log is copied beside the writer.
    static let copierQueue = "kith.log-copier"
    private static let insert: SQL = "INSERT INTO t (id, twin, filler) VALUES ($1, $2, $3)"
    private static let record: SQL = "INSERT INTO trail (work) VALUES ($1)"
    private static let filler = String(repeating: "x", count: 700)
    private static let secondsMax = 60.0

    let folder: TemporaryFolder
    private let options: Writer.Options
    private let outcome = Mutex(Answers())
    /// The works of the transaction that is open, to be written to its trail.
    private let kept = Mutex<[Int64]>([])

    /// Makes the database, while nothing fails.
    init(_ writes: LogWrites = .gathered, copiesBeside: Bool = false) throws {
        fault_power_back(0)
        fault_arm(fault_none, 0, 0)
        fault_promise_overwrites(writes.rawValue)
        fault_watch(Self.copierQueue)
        folder = try TemporaryFolder()
        options = Self.options(copiesBeside: copiesBeside)
        try makeFile(path, Self.beginning.get())
    }

    /// The database before the works, made once.
    private static let beginning = Result {
        let folder = try TemporaryFolder()
        let connection = try Connection(path: folder.file("f.db"), options: .init(.create))
        try connection.script(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, twin INTEGER UNIQUE, filler TEXT NOT NULL) STRICT;
            CREATE TABLE told (id INTEGER, filler TEXT);
            CREATE TABLE trail (work INTEGER NOT NULL CHECK (work <> \(unfit))) STRICT;
            """)
        // With them SQLite undoes a statement that meets a full disk alone, and its transaction goes on.
        try connection.script(
            """
            CREATE TRIGGER t_told AFTER INSERT ON t BEGIN INSERT INTO told VALUES (NEW.id, NEW.filler); END;
            CREATE TRIGGER trail_told AFTER INSERT ON trail BEGIN
                INSERT INTO told VALUES (NEW.work, printf('%0700d', NEW.work)); END
            """)
        try connection.script("PRAGMA wal_checkpoint(TRUNCATE)")
        return try #require(read(folder.file("f.db")))
    }

    var path: String { folder.file("f.db") }
    var answers: Answers { outcome.withLock { $0 } }

    private static func options(copiesBeside: Bool) -> Writer.Options {
        var options = Writer.Options()
        options.connection.vfs = "fault"
        // Few pages, so that transactions outgrow it and write to the log before they commit.
        options.connection.cacheKiB = 16
        // However slow the machine is, what waits together goes into one transaction.
        options.batchMillisecondsMax = 60_000
        // So small that the run meets many checkpoints and a log that begins again.
        options.checkpointPages = copiesBeside ? 2 : 6
        options.walPagesMax = copiesBeside ? 24 : 12
        // Where it does not, one thread makes all calls, and they have their numbers.
        options.copiesBeside = copiesBeside
        return options
    }

    /// Opens a writer that keeps the trail.
    private func open() throws(SQLiteError) -> Writer {
        var hooks = Writer.Hooks()
        hooks.finishing = { [self] connection throws(SQLiteError) in
            for work in kept.withLock({ $0 }) { try connection.run(Self.record, work) }
        }
        hooks.committed = { [self] _ in kept.withLock { $0 = [] } }
        hooks.failed = { [self] _ in kept.withLock { $0 = [] } }
        return try Writer(path: path, options: options, hooks: hooks)
    }

    /// Works while a call fails, and looks at what is there then; where the power is still on, it works again before.
    ///
    /// - Returns: whether the call was made.
    func meet(_ kind: fault_kind, at: Int32, of callers: Callers = .all) throws -> Bool {
        let times: Int32 = kind != fault_power && at % 3 == 0 ? 3 : 1
        switch callers {
        case .all: fault_arm(kind, at, times)
        case .copier: fault_arm_watched(kind, at, times)
        }
        let writer = try work()
        if kind == fault_power, let writer { try stop(writer) }
        let hasHappened = fault_happened() != 0
        if !hasHappened { #expect(answers.refused == [Self.unfit]) }
        if kind == fault_power {
            fault_power_back(UInt32(at))
        } else {
            fault_arm(fault_none, 0, 0)
            // The cause is gone: the same writer, or one that opens now, writes again.
            let later = try writer ?? open()
            try write(Self.later, later)
            try stop(later)
            #expect(answers.done.contains(Self.later), "\(kind) at \(at) of \(callers)")
        }
        // One that was refused as the power went may have reached the disk, though only whole.
        try check(mayHoldRefused: kind == fault_power, "\(kind) at \(at) of \(callers)")
        return hasHappened
    }

    /// Writes one by one, then several to a commit, then one by one again.
    ///
    /// - Returns: the writer, which is still open; nil where it could not be opened.
    func work() throws -> Writer? {
        guard let writer = try? open() else { return nil }
        for id in Int64(0)..<4 { try write(id, writer) }
        let gate = DispatchSemaphore(value: 0)
        let group = DispatchGroup()
        submit(20, writer, group) { _ in
            gate.wait()
            // It may run again.
            gate.signal()
        }
        for id in Int64(21)..<25 { submit(id, writer, group) }
        gate.signal()
        try wait(for: group)
        for id in Int64(30)..<32 { try write(id, writer) }
        return writer
    }

    /// Does one work and waits for its answer, and a moment for the copier to begin with what it has written.
    private func write(_ id: Int64, _ writer: Writer) throws {
        let calls = fault_watched_calls()
        let group = DispatchGroup()
        submit(id, writer, group)
        try wait(for: group)
        guard options.copiesBeside, answers.done.contains(id) else { return }
        fault_await_watched(calls, Self.copierMilliseconds)
        // Works that write nothing: behind each the writer looks whether the copier has done.
        for _ in 0..<3 { try look(writer) }
    }

    /// How long the copier may take to begin; where it need not begin, nothing is lost but this.
    private static let copierMilliseconds: Int32 = 3

    private func look(_ writer: Writer) throws {
        let group = DispatchGroup()
        group.enter()
        try writer.submit({ _ in }, completion: { (_: Result<Void, any Error>) in group.leave() })
        try wait(for: group)
    }

    /// Stops a writer, in bounded time.
    func stop(_ writer: Writer) throws {
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) { writer.stop() }
        try wait(for: group)
    }

    private func wait(for group: DispatchGroup) throws {
        guard group.wait(timeout: .now() + Self.secondsMax) == .success else { throw Hung() }
    }

    private func submit(
        _ id: Int64, _ writer: Writer, _ group: DispatchGroup,
        before: @escaping @Sendable (Connection) -> Void = { _ in }
    ) {
        group.enter()
        do {
            try writer.submit { connection in
                before(connection)
                try connection.run(Self.insert, id, id + 1000, Self.filler)
                try connection.run(Self.insert, id + 1000, id, Self.filler)
            } kept: { [self] _ in
                kept.withLock { $0.append(id) }
            } completion: { [self] (result: Result<Void, any Error>) in
                note(id, result)
                group.leave()
            }
        } catch {
            note(id, .failure(error))
            group.leave()
        }
    }

    private func note(_ id: Int64, _ result: Result<Void, any Error>) {
        switch result {
        case .success: outcome.withLock { _ = $0.done.insert(id) }
        case .failure(let error):
            #expect(error is SQLiteError || error is WriterError, "\(error)")
            outcome.withLock { _ = $0.refused.insert(id) }
        }
    }

    /// Compares what the database holds with the answers, once nothing fails any more and the writer has stopped.
    ///
    /// - Parameter mayHoldRefused: whether a work that was refused may be there, though only whole.
    private func check(mayHoldRefused: Bool, _ what: String) throws {
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
        var trail: [Int64] = []
        try connection.query("SELECT work FROM trail ORDER BY work") { trail.append($0.int(0)) }
        let (answers, whole) = (answers, found.filter { $0 < 1000 && found.contains($0 + 1000) })
        #expect(found.count == whole.count * 2, "half a work is there: \(what)")
        #expect(trail == whole.sorted(), "the trail has other works than the database: \(what)")
        let told = try connection.one("SELECT count(*) FROM told") { $0.int(0) }
        #expect(told == Int64(whole.count * 3), "half a statement is there: \(what)")
        #expect(answers.done.subtracting(whole).isEmpty, "an acknowledged work is lost: \(what)")
        let unasked = whole.subtracting(answers.done)
        #expect(unasked.isSubset(of: mayHoldRefused ? answers.refused : []), "a refused work is there: \(what)")
        #expect(!whole.contains(Self.unfit), "a work without its row in the trail is there: \(what)")
    }
}
