import Synchronization

/// Ids for real use: the time of a clock and random bits of the operating system's own generator.
final class SystemIDSource: IDSource {
    private let clock: any Clock
    private let sequence = Mutex(IDSequence())

    /// Makes a source that takes its time from `clock`.
    init(clock: any Clock = SystemClock()) {
        self.clock = clock
    }

    func next() -> ID {
        sequence.withLock { sequence in
            var generator = SystemRandomNumberGenerator()
            return sequence.next(at: clock.now(), using: &generator)
        }
    }
}
