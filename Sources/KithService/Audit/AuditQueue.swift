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
    /// How many entries wait at most; further requests are refused.
    static let countMax = 8192
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

    /// Hands a work to the writer, with all that waits before it and its own rows behind it, in one transaction.
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
        let batch = AuditBatch(self)
        let job: @Sendable (WriteTransaction) throws -> Value = { transaction in
            try batch.write(transaction) {
                let value = try work(transaction)
                try batch.append(entries(value), transaction)
                return value
            }
        }
        try database.write(clock, ids, job) { result in
            batch.settle(result)
            completion(result)
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
            try write({ _ in }, entries: { _ in [] }, completion: { _ in })
        } catch {
            // The writer has too much to do: it is asked again a little later.
            state.withLock { $0.isBatchDue = false }
            setAlarm()
        }
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
    /// Takes all that waits, for a transaction.
    func take() -> [Waiting] {
        state.withLock { state in
            state.isBatchDue = false
            let taken = state.waiting
            state.waiting = []
            state.takenCount += taken.count
            return taken
        }
    }

    /// Takes entries back whose transaction, or their part of it, was undone: they are the next to be written.
    ///
    /// - Parameters:
    ///   - entries: What was taken; none where the batch never began.
    ///   - fault: What the trail itself failed of, where that was it.
    func takeBack(_ entries: [Waiting], _ fault: (any Error)?) {
        let (isNew, waits) = state.withLock { state -> (Bool, Bool) in
            if entries.isEmpty { state.isBatchDue = false }
            state.takenCount -= entries.count
            state.waiting = entries + state.waiting
            guard let fault, !state.waiting.isEmpty else { return (false, !state.waiting.isEmpty) }
            defer { state.fault = "\(fault)" }
            return (state.fault == nil, true)
        }
        if isNew, let fault { onFault(fault) }
        if waits { setAlarm() }
    }

    /// Learns that a transaction was committed.
    ///
    /// - Parameter count: How many of the taken entries were in it.
    func written(_ count: Int) {
        state.withLock { state in
            state.takenCount -= count
            state.fault = nil
            state.oldest = state.waiting.first?.since
        }
    }
}
