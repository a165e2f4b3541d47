import Synchronization

@testable import KithService

/// An alarm whose time is moved by hand, from any thread.
final class ManualAlarm: Alarm {
    private struct State {
        var now: Int64 = 0
        var set: [(due: Int64, body: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())

    var milliseconds: Int64 { state.withLock { $0.now } }

    func ring(afterMilliseconds wait: Int64, _ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.set.append((due: $0.now + wait, body: body)) }
    }

    /// Moves the time on, and rings what is due by then on this thread.
    func advance(milliseconds: Int64) {
        let due = state.withLock { state in
            state.now += milliseconds
            let now = state.now
            defer { state.set.removeAll { $0.due <= now } }
            return state.set.filter { $0.due <= now }.map(\.body)
        }
        for body in due { body() }
    }
}
