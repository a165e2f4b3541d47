import HTTP
import Synchronization

/// Where other threads leave things for a worker: a lock and, for a whole batch, one wake.
///
/// While the worker is in its loop it looks here by itself after every round, so a post then costs no system call.
/// While it waits in its loop for events, the first post rouses it.
final class Mailbox: Sendable {
    /// What can be left for a worker.
    enum Letter: Sendable {
        /// The answer to an exchange.
        case reply(slot: Int, exchange: UInt64, Response)
        /// A stream that waits may have something to say.
        case wake(key: UInt64, Waker)
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
        var isWaiting = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake: @Sendable () -> Void
    private let rouse: @Sendable () -> Void

    /// Makes an empty mailbox.
    ///
    /// - Parameters:
    ///   - rouse: ends the worker's waiting; called at most once for each ``beginWaiting()``.
    ///   - wake: makes the worker call ``take()`` soon; called at most once until it has.
    init(rouse: @escaping @Sendable () -> Void = {}, wake: @escaping @Sendable () -> Void) {
        self.rouse = rouse
        self.wake = wake
    }

    /// Leaves a letter, from any thread.
    ///
    /// A closed mailbox discards what it is given.
    func post(_ letter: Letter) {
        let (mustWake, mustRouse, refused) = state.withLock { state -> (Bool, Bool, Bool) in
            if state.isClosed { return (false, false, true) }
            state.letters.append(letter)
            defer {
                state.isWatched = true
                state.isWaiting = false
            }
            return (!state.isWatched, state.isWaiting, false)
        }
        if mustWake { wake() }
        if mustRouse { rouse() }
        if refused { letter.discard() }
    }

    /// The worker is about to wait in its loop.
    ///
    /// - Returns: false where letters have come in; the worker must then take them first.
    func beginWaiting() -> Bool {
        state.withLock { state in
            state.isWaiting = state.letters.isEmpty
            return state.isWaiting
        }
    }

    /// The worker looks by itself again.
    func endWaiting() {
        state.withLock { $0.isWaiting = false }
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
