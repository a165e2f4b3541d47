internal import Synchronization

/// Ids for real use: the time of a clock and random bits of the operating system's own generator.
final class SystemIDSource: IDSource {
    private struct State {
        var sequence = IDSequence()
        var random = RandomBlock()
    }

    private let clock: any Clock
    private let state = Mutex(State())

    /// Makes a source that takes its time from `clock`.
    init(clock: any Clock = SystemClock()) {
        self.clock = clock
    }

    func next() -> ID {
        let now = clock.now()
        return state.withLock { $0.sequence.next(at: now, using: &$0.random) }
    }

    func random() -> ID {
        state.withLock { ID.random(using: &$0.random) }
    }
}
