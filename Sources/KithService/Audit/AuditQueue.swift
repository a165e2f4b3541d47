internal import SQLite
internal import Synchronization

/// What was served and is not in the trail yet: kept in order, and written in batches by the database's one writer.
///
/// A write takes all that waits with it, into its own transaction and before its own row. Where a batch cannot be
/// written, its entries stay here, and nothing more is recorded, and so nothing served, until they are written.
final class AuditQueue: Sendable {
    /// By when an entry is on its way into the trail, in milliseconds: half of the second that access has.
    static let gatherMilliseconds: Int64 = 500
    /// How many entries do not wait for that.
    static let gatherCount = 1024
    /// How many entries wait at most, as many as come in a second of the heaviest load; further requests are refused.
    static let countMax = 32_768
    /// How long the writer may take over an entry before further requests are refused, in milliseconds.
    static let overdueMilliseconds: Int64 = 5000

    /// An entry that waits.
    struct Waiting: Sendable {
        let entry: AuditEntry
        /// Since when, by the alarm's time.
        let since: Int64
    }

    private struct State {
        var waiting: [Waiting] = []
        /// How many are in a transaction that is not committed yet.
        var takenCount = 0
        /// Since when the oldest entry that is not committed waits.
        var oldest: Int64?
        var isAlarmSet = false
        /// Whether a batch is with the writer that has not begun.
        var isBatchDue = false
        /// Why the last batch could not be written; nil where it could.
        var fault: String?
        var isClosed = false

        var count: Int { waiting.count + takenCount }
    }

    /// What a record leaves to be done outside of the lock.
    private struct Next {
        var refusal: AuditUnavailable?
        var writesNow = false
        var setsAlarm = false
    }

    private let database: Database
    private let clock: any Clock
    private let ids: any IDSource
    private let alarm: any Alarm
    private let onFault: @Sendable (any Error) -> Void
    private let state = Mutex(State())
    /// Of the transaction that is open; touched on the writer's queue alone.
    private let batch = Mutex(AuditBatch())
    private let unnamed = Atomic(0)

    /// Makes an empty queue.
    ///
    /// - Parameter onFault: Told of each batch that could not be written.
    init(
        database: Database, clock: any Clock, ids: any IDSource, alarm: any Alarm,
        onFault: @escaping @Sendable (any Error) -> Void
    ) {
        self.database = database
        self.clock = clock
        self.ids = ids
        self.alarm = alarm
        self.onFault = onFault
        database.keepTrail(
            TransactionListeners.Trail(
                finish: { [weak self] connection throws(SQLiteError) in try self?.finish(connection) },
                committed: { [weak self] in self?.committed() },
                failed: { [weak self] in self?.failed($0) }))
    }

    /// How many entries are not in the trail yet.
    var count: Int { state.withLock { $0.count } }

    /// Whether requests can be recorded, and so be served.
    var takesEntries: Bool {
        let now = alarm.milliseconds
        return state.withLock { Self.refusal($0, now) == nil }
    }

    /// Counts a request without a valid token: it has nobody to name, and no row.
    func countUnnamed() {
        unnamed.wrappingAdd(1, ordering: .relaxed)
    }

    /// What is counted.
    var samples: [Metrics.Sample] {
        [
            .init("kith_audit_waiting", "Requests that wait for the audit trail.", .gauge, count),
            .init("kith_audit_writable", "Whether the audit trail can be written.", .gauge, takesEntries ? 1 : 0),
            .init(
                "kith_requests_without_token_total", "Requests without a valid token.", .counter,
                unnamed.load(ordering: .relaxed)),
        ]
    }

    /// Records a request that is about to be answered.
    ///
    /// - Throws: `AuditUnavailable` where the trail cannot be written just now: then nothing may be served.
    func record(_ entry: AuditEntry) throws(AuditUnavailable) {
        let now = alarm.milliseconds
        let next = state.withLock { state -> Next in
            if let refusal = Self.refusal(state, now) { return Next(refusal: refusal) }
            return Self.add(entry, now, &state)
        }
        if let refusal = next.refusal { throw refusal }
        follow(next)
    }

    /// Records a write that was refused because its row could not be written: with it the trail is tried again, and
    /// until that succeeds nothing is served.
    func keep(_ entry: AuditEntry, _ fault: AuditUnavailable) {
        let now = alarm.milliseconds
        let (isNew, next) = state.withLock { state -> (Bool, Next) in
            let isNew = state.fault == nil
            state.fault = fault.description
            // Where so many wait, they are what the trail is tried with.
            guard state.count < Self.countMax else { return (isNew, Next()) }
            return (isNew, Self.add(entry, now, &state))
        }
        if isNew { onFault(fault) }
        follow(next)
    }

    /// Hands a work to the writer: its own rows come into the transaction that it shares with others, behind all that
    /// waits by then.
    ///
    /// - Parameters:
    ///   - entries: The rows of what the work gave.
    ///   - completion: Called on the writer's queue, after the commit or the failure.
    /// - Throws: `WriterError.busy` or `.stopped`, and then nothing is ever called.
    func write<Value: Sendable>(
        _ work: @escaping @Sendable (WriteTransaction) throws -> Value,
        entries: @escaping @Sendable (Value) -> [AuditEntry],
        completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) throws {
        try database.write(
            clock, ids, work,
            kept: { [self] value in
                let rows = entries(value)
                batch.withLock { $0.add(rows) }
            }
        ) { [self] result in
            completion(result.mapError { explained($0) })
        }
    }

    /// Hands all that waits to the writer.
    func flush() {
        let isWanted = state.withLock { state in
            guard !state.waiting.isEmpty, !state.isBatchDue else { return false }
            state.isBatchDue = true
            return true
        }
        guard isWanted else { return }
        do {
            try write({ _ in }, entries: { _ in [] }) { [weak self] result in
                if case .failure = result { self?.flushLater() }
            }
        } catch {
            // The writer has too much to do.
            flushLater()
        }
    }

    private func flushLater() {
        state.withLock { $0.isBatchDue = false }
        setAlarm()
    }

    /// Hands what waits to the writer a last time; to be called before the database is closed, which waits for it.
    func close() {
        state.withLock { $0.isClosed = true }
        flush()
    }

    private static func refusal(_ state: State, _ now: Int64) -> AuditUnavailable? {
        if let fault = state.fault { return AuditUnavailable(description: fault) }
        if state.count >= countMax { return AuditUnavailable(description: "too many entries wait to be written") }
        if let oldest = state.oldest, now - oldest > overdueMilliseconds {
            return AuditUnavailable(description: "entries have waited too long to be written")
        }
        return nil
    }

    private static func add(_ entry: AuditEntry, _ now: Int64, _ state: inout State) -> Next {
        state.waiting.append(Waiting(entry: entry, since: now))
        if state.oldest == nil { state.oldest = now }
        var next = Next()
        next.writesNow = state.waiting.count >= gatherCount && state.fault == nil
        next.setsAlarm = !state.isAlarmSet
        return next
    }

    private func follow(_ next: Next) {
        if next.writesNow { flush() }
        if next.setsAlarm { setAlarm() }
    }

    private func setAlarm() {
        let isWanted = state.withLock { state in
            guard !state.isAlarmSet, !state.isClosed else { return false }
            state.isAlarmSet = true
            return true
        }
        guard isWanted else { return }
        alarm.ring(afterMilliseconds: Self.gatherMilliseconds) { [weak self] in
            self?.state.withLock { $0.isAlarmSet = false }
            self?.flush()
        }
    }
}

extension AuditQueue {
    /// Writes the rows of a transaction's works, and before them all that waits, where any of its works has rows.
    private func finish(_ connection: Connection) throws(SQLiteError) {
        guard batch.withLock({ $0.isWanted }) else { return }
        let taken = take()
        let batch = batch.withLock { batch in
            batch.taken = taken
            batch.fault = nil
            return batch
        }
        do {
            try batch.write(connection)
        } catch let error as SQLiteError {
            // A fault of the storage stays what it is; any other one means that the trail is not as it should be.
            if !error.isStorageFailure, !error.isBusy {
                self.batch.withLock { $0.fault = AuditUnavailable(description: "\(error)") }
            }
            throw error
        } catch {
            throw SQLiteError(code: .misuse, message: "\(error)")
        }
    }

    private func committed() {
        let batch = batch.withLock { batch in
            defer { batch = AuditBatch() }
            return batch
        }
        if batch.isWanted { written(batch.taken.count) }
    }

    private func failed(_ error: SQLiteError) {
        let (taken, fault) = batch.withLock { batch in
            // A fault of this transaction stays until its works have been told.
            let fault = batch.isWanted ? batch.fault : nil
            defer { batch = AuditBatch(fault: fault) }
            return (batch.taken, fault)
        }
        takeBack(taken, fault ?? error)
    }

    /// What a work is told that was not committed: that the trail was at fault, where it was.
    private func explained(_ error: any Error) -> any Error {
        guard case WriterError.notCommitted = error else { return error }
        return batch.withLock { $0.fault } ?? error
    }

    /// Takes all that waits, for a transaction.
    private func take() -> [Waiting] {
        state.withLock { state in
            state.isBatchDue = false
            let taken = state.waiting
            state.waiting = []
            state.takenCount += taken.count
            return taken
        }
    }

    /// Takes entries back whose transaction was not committed: they are the next to be written.
    private func takeBack(_ entries: [Waiting], _ fault: any Error) {
        let (isNew, waits) = state.withLock { state -> (Bool, Bool) in
            state.isBatchDue = false
            state.takenCount -= entries.count
            state.waiting = entries + state.waiting
            guard !state.waiting.isEmpty else { return (false, false) }
            defer { state.fault = "\(fault)" }
            return (state.fault == nil, true)
        }
        if isNew { onFault(fault) }
        if waits { setAlarm() }
    }

    /// Learns that a transaction was committed.
    ///
    /// - Parameter count: How many of the taken entries were in it.
    private func written(_ count: Int) {
        state.withLock { state in
            state.takenCount -= count
            state.fault = nil
            state.oldest = state.waiting.first?.since
        }
    }
}
