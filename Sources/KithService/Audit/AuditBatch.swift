internal import SQLite
internal import Synchronization

/// The entries that go into the trail with one transaction, held until it is committed.
final class AuditBatch: Sendable {
    private let queue: AuditQueue
    /// What was taken and is not given back.
    private let held = Mutex<[AuditQueue.Waiting]>([])
    private let hasBegun = Atomic(false)

    /// Makes a batch that is still empty.
    init(_ queue: AuditQueue) {
        self.queue = queue
    }

    /// Writes all that waits just now, and then does a work; where either fails, the entries go back.
    ///
    /// - Throws: `AuditUnavailable`; `SQLiteError` where the storage fails; what the work throws.
    func write<Value>(_ transaction: WriteTransaction, _ work: () throws -> Value) throws -> Value {
        let taken = queue.take()
        hasBegun.store(true, ordering: .relaxed)
        held.withLock { $0 = taken }
        do {
            try Self.append(taken.lazy.map(\.entry), transaction)
        } catch {
            giveBack(error)
            throw error
        }
        do {
            return try work()
        } catch {
            // The savepoint is undone, and with it these rows.
            giveBack(nil)
            throw error
        }
    }

    /// Writes the rows of what was done.
    ///
    /// - Throws: `AuditUnavailable`; `SQLiteError` where the storage fails.
    func append(_ entries: [AuditEntry], _ transaction: WriteTransaction) throws {
        try Self.append(entries, transaction)
    }

    /// Learns what became of the transaction.
    func settle<Value>(_ result: Result<Value, any Error>) {
        switch result {
        case .success:
            queue.written(held.withLock { $0.count })
        case .failure(let error):
            // A broken reference is the work's own fault.
            let isWorks = (error as? SQLiteError)?.isConstraint ?? false
            if hasBegun.load(ordering: .relaxed) {
                giveBack(isWorks ? nil : error)
            } else {
                queue.takeBack([], error)
            }
        }
    }

    private func giveBack(_ fault: (any Error)?) {
        let entries = held.withLock { held -> [AuditQueue.Waiting] in
            defer { held = [] }
            return held
        }
        if !entries.isEmpty { queue.takeBack(entries, fault) }
    }

    /// A fault of the storage stays what it is; any other one means that the trail itself is not as it should be.
    private static func append(_ entries: some Sequence<AuditEntry>, _ transaction: WriteTransaction) throws {
        do {
            try AuditStore.append(entries, transaction)
        } catch let error as SQLiteError where !error.isStorageFailure && !error.isBusy {
            throw AuditUnavailable(description: "\(error)")
        }
    }
}
