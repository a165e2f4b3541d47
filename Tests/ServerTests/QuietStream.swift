import HTTP
import Synchronization

/// A live stream that says what it is given, and waits in between.
final class QuietStream: LiveStream {
    private struct State {
        var pieces: [[UInt8]] = []
        var isAtEnd = false
        var isCancelled = false
        var asked = 0
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    let pauseSeconds: Double

    init(pauseSeconds: Double = 60) { self.pauseSeconds = pauseSeconds }

    /// How often it was asked.
    var asked: Int { state.withLock { $0.asked } }
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Has something to say, and wakes the connection.
    func say(_ text: String) {
        let wake = state.withLock { state in
            state.pieces.append(Array(text.utf8))
            return state.wake
        }
        wake?()
    }

    /// Has no more to say.
    func end() {
        let wake = state.withLock { state in
            state.isAtEnd = true
            return state.wake
        }
        wake?()
    }

    /// Wakes the connection without a reason.
    func wake() { state.withLock { $0.wake }?() }

    func begin(wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

    func next() throws -> [UInt8]? {
        state.withLock { state in
            state.asked += 1
            if !state.pieces.isEmpty { return state.pieces.removeFirst() }
            return state.isAtEnd ? nil : []
        }
    }

    func cancel() { state.withLock { $0.isCancelled = true } }
}
