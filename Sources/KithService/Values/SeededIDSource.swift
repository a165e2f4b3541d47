import Synchronization

/// Ids for tests and the demonstration: the same seed and the same clock give the same ids.
final class SeededIDSource: IDSource {
    private struct State: Sendable {
        var sequence = IDSequence()
        var generator: SeededGenerator
    }

    private let clock: any Clock
    private let state: Mutex<State>

    /// Makes a source from a seed and a clock.
    init(seed: UInt64, clock: any Clock) {
        self.clock = clock
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    func next() -> ID {
        state.withLock { state in
            state.sequence.next(at: clock.now(), using: &state.generator)
        }
    }

    func random() -> ID {
        state.withLock { ID.random(using: &$0.generator) }
    }
}
