internal import Synchronization

/// What a function of its argument gave, for arguments that come again and again.
final class Remembered<Argument: Hashable & Sendable, Value: Sendable>: Sendable {
    private let countMax: Int
    private let state = Mutex(State())

    private struct State {
        var values: [Argument: Value] = [:]
        /// How often all was forgotten.
        var forgotten = 0
    }

    /// Begins empty.
    ///
    /// - Parameter countMax: How many values are remembered at most; then all are forgotten.
    init(countMax: Int) {
        self.countMax = countMax
    }

    /// Forgets all.
    func forget() {
        state.withLock { $0 = State(forgotten: $0.forgotten + 1) }
    }

    /// What is remembered, or else what the function gives.
    func value(_ argument: Argument, _ function: () throws -> Value) rethrows -> Value {
        let (known, forgotten) = state.withLock { ($0.values[argument], $0.forgotten) }
        if let known { return known }
        let value = try function()
        state.withLock { state in
            // What was begun before all was forgotten does not come back behind it.
            guard state.forgotten == forgotten else { return }
            if state.values.count >= countMax { state.values.removeAll(keepingCapacity: true) }
            state.values[argument] = value
        }
        return value
    }
}
