internal import CSQLite
internal import CSQLiteIO

/// The writer's connection and what it does with a batch.
///
/// `@unchecked Sendable`: the writer's serial queue guards every call after `init`.
final class WriterLane: @unchecked Sendable {
    private enum Outcome {
        case done(@Sendable () -> Void)
        case failed(any Error)
    }

    private let path: String
    private let options: Writer.Options
    private let hooks: Writer.Hooks
    private let commits: CommitCount
    private var connection: Connection?
    private var checkpoints: Checkpoints
    /// Whether the log may hold, whole, a commit that was told to have failed.
    ///
    /// The open connection does not see it and the next commit overwrites it; opened afresh, the file would show it. So
    /// until then the connection stays, whatever faults it meets: SQLite gets over them by itself.
    private var hasDoubtfulCommit = false
    private var hasRetry = false

    init(
        path: String, options: Writer.Options, hooks: Writer.Hooks, commits: CommitCount
    ) throws(SQLiteError) {
        self.path = path
        self.commits = commits
        self.options = options
        self.hooks = hooks
        checkpoints = Checkpoints(path, options, hooks.notice)
        connection = try open()
    }

    /// Runs the jobs in as few transactions as the bounds allow, and answers every one.
    func run(_ jobs: [WriterJob]) {
        var rest = jobs[...]
        while !rest.isEmpty {
            let taken = runBatch(rest.prefix(options.batchMax))
            rest = rest.dropFirst(taken)
            hooks.answered()
            if let connection { checkpoints.run(on: connection) }
        }
    }

    /// Whether the log is still to be emptied and nobody has taken it on to call `retry`; who asks takes it on.
    func takesRetry() -> Bool {
        guard connection?.emptiesLog == true, !hasRetry else { return false }
        hasRetry = true
        return true
    }

    /// Tries again to empty the log.
    func retry() {
        hasRetry = false
        if let connection { checkpoints.run(on: connection) }
    }

    /// Empties the log and closes the file.
    func close() {
        if let connection { checkpoints.finish(on: connection) }
        connection = nil
    }

    /// Runs one transaction and answers the jobs that ran in it.
    ///
    /// - Returns: how many jobs were answered: all, or those up to where the time ran out or SQLite rolled back.
    private func runBatch(_ jobs: ArraySlice<WriterJob>) -> Int {
        let connection: Connection
        do throws(SQLiteError) {
            connection = try usable()
            try connection.begin(.immediate)
        } catch {
            if error.isStorageFailure, !hasDoubtfulCommit { self.connection = nil }
            hooks.failed(error)
            hooks.notice(.batchFailed(error))
            for job in jobs { job.fail(error) }
            return jobs.count
        }
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(jobs.count)
        var isFinishing = false
        let deadline = ContinuousClock.now + .milliseconds(options.batchMillisecondsMax)
        do throws(SQLiteError) {
            for job in jobs {
                let outcome = runOne(job, connection)
                outcomes.append(outcome)
                // Where the transaction is gone, those that ran in it fail, and the rest go into the next.
                if sqlite3_get_autocommit(connection.database) != 0 { throw cause(outcome) }
                if ContinuousClock.now >= deadline { break }
            }
            isFinishing = true
            try hooks.finishing(connection)
            isFinishing = false
            try connection.commit()
        } catch {
            connection.rollback()
            commits.increment()
            hasDoubtfulCommit = hasDoubtfulCommit || error.isStorageFailure
            hooks.failed(error)
            if isFinishing, !error.isStorageFailure {
                if outcomes.count > 1 { return runEach(jobs.prefix(outcomes.count)) }
            } else {
                hooks.notice(.batchFailed(error))
            }
            answer(jobs, outcomes, failure: error)
            return outcomes.count
        }
        hasDoubtfulCommit = false
        commits.increment()
        hooks.committed(outcomes.count)
        answer(jobs, outcomes, failure: nil)
        return outcomes.count
    }

    /// Runs each job in a transaction of its own, because what one of them left to be written could not be.
    ///
    /// - Returns: how many there were.
    private func runEach(_ jobs: ArraySlice<WriterJob>) -> Int {
        for index in jobs.indices { _ = runBatch(jobs[index...index]) }
        return jobs.count
    }

    private func runOne(_ job: WriterJob, _ connection: Connection) -> Outcome {
        do {
            return .done(try job.run(connection))
        } catch {
            return .failed(error)
        }
    }

    private func cause(_ outcome: Outcome) -> SQLiteError {
        if case .failed(let error as SQLiteError) = outcome { return error }
        return SQLiteError(.transactionEnded, sql: nil)
    }

    private func answer(_ jobs: ArraySlice<WriterJob>, _ outcomes: [Outcome], failure: SQLiteError?) {
        for (job, outcome) in zip(jobs, outcomes) {
            switch (outcome, failure) {
            case (.done(let completion), nil): completion()
            case (.done, .some(let failure)): job.fail(WriterError.notCommitted(failure))
            case (.failed(let error), _): job.fail(error)
            }
        }
    }

    private func open() throws(SQLiteError) -> Connection {
        var options = options.connection
        options.walAutocheckpointPages = 0
        let connection = try Connection(path: path, options: options)
        // A new file has no log before it is first read.
        _ = try connection.pragma("schema_version")
        let result = kith_gather_log(connection.database)
        guard result == SQLITE_OK else { throw SQLiteError(code: ResultCode(rawValue: result), sql: nil) }
        checkpoints.watch(connection)
        // What another has left in the log may have been meant to go from it: nobody remembers.
        connection.emptiesLog = true
        return connection
    }

    private func usable() throws(SQLiteError) -> Connection {
        if let connection { return connection }
        let fresh = try open()
        connection = fresh
        hooks.notice(.reopened)
        return fresh
    }
}
