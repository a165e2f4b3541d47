import HTTP
import Synchronization

/// Where other threads leave things for a worker: a lock and, for a whole batch, one wake.
///
/// While the worker is in its loop it looks here by itself after every round, so a post then costs no system call.
final class Mailbox: Sendable {
    /// What can be left for a worker.
    enum Letter: Sendable {
        /// The answer to an exchange.
        case reply(slot: Int, exchange: UInt64, Response)
        /// Take no more connections, finish what is in flight by this moment, then end.
        case drain(until: Nanoseconds)
        /// Drop everything and end.
        case end

        /// Nobody will read the letter: a stream in it learns so.
        func discard() {
            guard case .reply(_, _, let response) = self, case .stream(let stream) = response.body else { return }
            stream.cancel()
        }
    }

    private struct State {
        var letters: [Letter] = []
        var isWatched = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake: @Sendable () -> Void

    /// Makes an empty mailbox.
    ///
    /// - Parameter wake: makes the worker call ``take()`` soon; called at most once until it has.
    init(wake: @escaping @Sendable () -> Void) {
        self.wake = wake
    }

    /// Leaves a letter, from any thread.
    ///
    /// A closed mailbox discards what it is given.
    func post(_ letter: Letter) {
        let (mustWake, refused) = state.withLock { state -> (Bool, Bool) in
            if state.isClosed { return (false, true) }
            state.letters.append(letter)
            defer { state.isWatched = true }
            return (!state.isWatched, false)
        }
        if mustWake { wake() }
        if refused { letter.discard() }
    }

    /// The worker is at its loop and will look by itself until ``leave()`` says otherwise.
    func watch() {
        state.withLock { $0.isWatched = true }
    }

    /// Takes all letters.
    func take() -> [Letter] {
        state.withLock { state in
            guard !state.letters.isEmpty else { return [] }
            defer { state.letters = [] }
            return state.letters
        }
    }

    /// The worker goes away from its loop.
    ///
    /// - Returns: false where letters have come in; the worker must then take them first.
    func leave() -> Bool {
        state.withLock { state in
            guard state.letters.isEmpty else { return false }
            state.isWatched = false
            return true
        }
    }

    /// Takes no more letters.
    ///
    /// - Returns: those that were still there.
    func close() -> [Letter] {
        state.withLock { state in
            state.isClosed = true
            defer { state.letters = [] }
            return state.letters
        }
    }
}
