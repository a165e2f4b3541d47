internal import SQLite
internal import Synchronization

/// Who is told of the writer's transactions, on its queue.
final class TransactionListeners: Sendable {
    /// Who writes what all works of a transaction together leave to be written.
    struct Trail {
        /// Before the commit; where it throws, nothing of the transaction is committed.
        let finish: @Sendable (Connection) throws(SQLiteError) -> Void
        let committed: @Sendable () -> Void
        let failed: @Sendable (SQLiteError) -> Void
    }

    /// Who is told when a transaction's works have been answered.
    ///
    /// A closure in a `Mutex` by itself would be wrapped once more each time that it is looked at, and each call go
    /// through all of the wrappings, until the stack ends.
    private struct Bell {
        let ring: @Sendable () -> Void
    }

    private struct State {
        var trail: Trail?
        var bell: Bell?
    }

    private let state = Mutex(State())

    /// Says who writes the trail: once, for the works of one trail cannot be told from those of another.
    func set(_ trail: Trail) {
        state.withLock { state in
            precondition(state.trail == nil, "a database has one trail")
            state.trail = trail
        }
    }

    /// Says who is told of answers.
    func set(bell: @escaping @Sendable () -> Void) {
        state.withLock { $0.bell = Bell(ring: bell) }
    }

    /// Who writes the trail, where somebody does.
    var trail: Trail? { state.withLock { $0.trail } }

    /// Tells that works were answered.
    func answered() {
        state.withLock { $0.bell }?.ring()
    }
}
