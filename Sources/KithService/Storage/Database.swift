internal import Glibc
internal import SQLite
internal import Synchronization

/// The database of a service: one writer, and as many readers as there are workers.
public final class Database: Sendable {
    private let path: String
    private let writer: Writer
    private let options: Writer.Options
    /// How many migrations the file had when it was opened.
    private let schemaLevel: Int64
    private let onEvent: @Sendable (any Sendable) -> Void
    private let health = Health()
    private let afterwards: AfterwardsQueue
    private let listeners: TransactionListeners

    /// Opens a database whose schema is up to date.
    ///
    /// - Parameters:
    ///   - path: The database file.
    ///   - alarm: What rings for what is done behind answers.
    ///   - onEvent: Told what the operator should know: failed writes that nobody waits for, a log held by a reader.
    /// - Throws: `SQLiteError`.
    init(
        path: String, options: Writer.Options = Writer.Options(), alarm: any Alarm = SystemAlarm(),
        onEvent: @escaping @Sendable (any Sendable) -> Void
    ) throws {
        self.path = path
        afterwards = AfterwardsQueue(alarm)
        self.onEvent = onEvent
        self.options = options
        var hooks = Writer.Hooks()
        let listeners = TransactionListeners()
        self.listeners = listeners
        hooks.finishing = { connection throws(SQLiteError) in try listeners.trail?.finish(connection) }
        hooks.failed = { listeners.trail?.failed($0) }
        hooks.committed = { [health] _ in
            health.isFailing.store(false, ordering: .relaxed)
            listeners.trail?.committed()
        }
        hooks.answered = { listeners.answered() }
        hooks.notice = { [health] notice in
            if case .batchFailed = notice { health.isFailing.store(true, ordering: .relaxed) }
            onEvent(notice)
        }
        writer = try Writer(path: path, options: options, hooks: hooks)
        schemaLevel = try writer.perform { try $0.one("SELECT COUNT(*) FROM schema_migrations") { $0.int(0) } ?? 0 }
    }

    /// Says what is called after each batch of writes, on the writer's queue; it must be quick.
    func whenCommitted(_ body: @escaping @Sendable () -> Void) {
        listeners.set(bell: body)
    }

    /// Says who writes the trail of each transaction.
    func keepTrail(_ trail: TransactionListeners.Trail) {
        listeners.set(trail)
    }

    /// Whether the last commit failed.
    private final class Health: Sendable {
        let isFailing = Atomic(false)
    }

    /// How much of the file each reader maps into memory, in bytes.
    ///
    /// It makes reads half as fast again (measured: a case 10.2 → 14.9 thousand a second). The price: where the disk
    /// fails under a mapped page, the kernel ends the process; what was acknowledged is on disk.
    private static let readerMapBytes = 1 << 30

    /// Opens a reader, for one thread.
    func makeReader() throws -> Reader {
        var options = Connection.Options.reader
        options.mapBytes = Self.readerMapBytes
        return Reader(try Connection(path: path, options: options), writer.commits)
    }

    /// Hands a work to the writer.
    ///
    /// - Parameters:
    ///   - kept: Called with what the work gave, before the commit, where the work was not undone.
    ///   - completion: Called on the writer's queue, after the commit or the failure.
    /// - Throws: `WriterError.busy` or `.stopped`, and then nothing is ever called.
    func write<Value: Sendable>(
        _ clock: any Clock, _ ids: any IDSource, _ work: @escaping @Sendable (WriteTransaction) throws -> Value,
        kept: @escaping @Sendable (Value) -> Void = { _ in },
        completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) throws {
        try writer.submit(
            { db in
                let transaction = WriteTransaction(db: db, now: clock.now(), ids: ids)
                return (value: try work(transaction), afterwards: transaction.afterwards.works)
            },
            kept: { kept($0.value) },
            completion: { [self] result in
                if case .success(let done) = result { writeAfterwards(clock, ids, done.afterwards) }
                completion(result.map(\.value))
            })
    }

    /// Does works behind the answer, each in a transaction of its own; nobody waits for them.
    func writeAfterwards(_ clock: any Clock, _ ids: any IDSource, _ works: [Afterwards.Work]) {
        afterwards.add(
            works.map { work in
                { [weak self] in
                    self?.writeAside { try work(WriteTransaction(db: $0, now: clock.now(), ids: ids)) }
                }
            })
    }

    /// Does a work and waits for its commit: for commands and tests, never on a worker.
    func perform<Value: Sendable>(
        _ clock: any Clock, _ ids: any IDSource, _ work: @escaping @Sendable (WriteTransaction) throws -> Value
    ) throws -> Value {
        let done = try writer.perform { db in
            let transaction = WriteTransaction(db: db, now: clock.now(), ids: ids)
            return (value: try work(transaction), afterwards: transaction.afterwards.works)
        }
        writeAfterwards(clock, ids, done.afterwards)
        return done.value
    }

    /// Hands the writer a small work that nobody waits for; where it is too busy, the work is left undone.
    func writeAside(_ work: @escaping @Sendable (Connection) throws -> Void) {
        do {
            try writer.submit(work) { [onEvent] result in
                if case .failure(let error) = result { onEvent(error) }
            }
        } catch {
            onEvent(error)
        }
    }

    /// How much room the disk must have for `/ready` to say so, in bytes.
    static let freeBytesMin = 64 << 20

    /// How much room the database's disk has, in bytes; nil where the system does not say.
    func freeBytes() -> Int? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        let (bytes, overflow) = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        return overflow ? Int.max : Int(clamping: bytes)
    }

    /// Whether the writer takes work, and the last commit was fine.
    ///
    /// Where it was not, a write that changes nothing is tried, so that the next call knows more: a service that is not
    /// ready gets no requests that could find out.
    func takesWrites() -> Bool {
        guard writer.pendingCount < options.pendingMax else { return false }
        guard health.isFailing.load(ordering: .relaxed) else { return true }
        try? writer.submit({ try $0.run("UPDATE secrets SET key = key WHERE name = 'cursors'") }, completion: { _ in })
        return false
    }

    /// Whether the schema is the one that this service began with: another program may have migrated the file since.
    func schemaIsKept(_ reader: Reader) -> Bool {
        let now = try? reader.read {
            try reader.connection.one("SELECT COUNT(*) FROM schema_migrations") { $0.int(0) } ?? 0
        }
        return now == schemaLevel
    }

    /// A key of 32 random bytes, made when it is first asked for.
    func secret(_ name: String) throws -> [UInt8] {
        let fresh = try Digest.random(Digest.byteCount)
        return try writer.perform { db in
            try db.run("INSERT INTO secrets (name, key) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name, fresh)
            let stored = try db.one("SELECT key FROM secrets WHERE name = $1", name) { Array($0.blob(0)) }
            return stored ?? fresh
        }
    }

    /// Finishes what waits, also behind answers, empties the write-ahead log and closes the file.
    public func close() {
        afterwards.run()
        writer.stop()
    }
}
