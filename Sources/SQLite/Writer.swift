internal import Dispatch
internal import Synchronization

/// The one that writes: a serial lane that puts all works that wait into one transaction, each in a savepoint of its
/// own, and answers them once the commit is on disk (`synchronous=FULL`).
///
/// A work that throws is undone alone. Where the commit fails, or SQLite rolls back by itself, every work that ran in
/// the transaction fails; where what they left could not be written (`Hooks.finishing`), each is tried again alone.
/// Works run in the order in which they were submitted, and so do their completions.
public final class Writer: Sendable {
    private struct Waiting {
        var jobs: [WriterJob] = []
        var isDraining = false
        var isStopped = false
    }

    private let options: Options
    private let queue = DispatchQueue(label: "kith.writer")
    private let waiting = Mutex(Waiting())
    private let lane: WriterLane
    /// How often it has committed.
    public let commits = CommitCount()
    private static let laneKey = DispatchSpecificKey<ObjectIdentifier>()

    /// Opens the database for writing, which makes the file where `options` say so.
    ///
    /// - Parameters:
    ///   - path: the database file.
    ///   - options: bounds.
    ///   - hooks: what to tell beside the completions.
    /// - Throws: `SQLiteError`.
    public init(path: String, options: Options = Options(), hooks: Hooks = Hooks()) throws(SQLiteError) {
        self.options = options
        lane = try WriterLane(path: path, options: options, hooks: hooks, commits: commits)
        queue.setSpecific(key: Self.laneKey, value: ObjectIdentifier(lane))
    }

    /// How many works wait just now.
    public var pendingCount: Int { waiting.withLock { $0.jobs.count } }

    /// Hands a work in.
    ///
    /// - Parameters:
    ///   - work: runs on the writer's queue within a transaction; it neither begins nor ends one, and must be quick. It
    ///     may run though the commit then fails, or run twice, so it changes nothing but the database.
    ///   - kept: called with what the work gave, before the commit, where the work was not undone.
    ///   - completion: called once on the writer's queue, after the commit; it must be quick and must not wait.
    /// - Throws: `WriterError.busy` or `.stopped`, and then none of them is ever called.
    public func submit<Value: Sendable>(
        _ work: @escaping @Sendable (Connection) throws -> Value,
        kept: @escaping @Sendable (Value) -> Void = { _ in },
        completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) throws(WriterError) {
        let job = WriterJob(work, kept, completion)
        let (refusal, mustDrain) = waiting.withLock { waiting -> (WriterError?, Bool) in
            if waiting.isStopped { return (.stopped, false) }
            if waiting.jobs.count >= options.pendingMax { return (.busy, false) }
            waiting.jobs.append(job)
            defer { waiting.isDraining = true }
            return (nil, !waiting.isDraining)
        }
        if let refusal { throw refusal }
        if mustDrain { queue.async { self.drain() } }
    }

    /// Does a work and waits until it is committed: for commands, imports and tests, never for a worker.
    ///
    /// - Throws: what the work throws; `WriterError`; `SQLiteError`.
    public func perform<Value: Sendable>(_ work: @escaping @Sendable (Connection) throws -> Value) throws -> Value {
        guard !isOnLane else { throw WriterError.calledFromWriter }
        let done = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Value, any Error>?>(nil)
        try submit(work) { result in
            outcome.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = outcome.withLock({ $0 }) else { throw WriterError.stopped }
        return try result.get()
    }

    /// Takes no further works, finishes those that wait, empties the write-ahead log and closes the file.
    ///
    /// Returns when all that is done; a second call waits for the first. Called from a work or a completion it returns
    /// at once, and the rest follows after the batch.
    public func stop() {
        waiting.withLock { $0.isStopped = true }
        let finish: @Sendable () -> Void = {
            self.drain()
            self.lane.close()
        }
        if isOnLane { queue.async(execute: finish) } else { queue.sync(execute: finish) }
    }

    private var isOnLane: Bool { DispatchQueue.getSpecific(key: Self.laneKey) == ObjectIdentifier(lane) }

    private func drain() {
        while true {
            let jobs = waiting.withLock { waiting in
                let jobs = waiting.jobs
                waiting.jobs = []
                waiting.isDraining = !jobs.isEmpty
                return jobs
            }
            if jobs.isEmpty { return retryLater() }
            lane.run(jobs)
        }
    }

    /// Has a log that could not be emptied tried again, also where nobody writes any more: what was erased is in it.
    private func retryLater() {
        guard lane.takesRetry() else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(options.emptyingPauseMilliseconds)) { [weak self] in
            self?.lane.retry()
            self?.retryLater()
        }
    }
}
