internal import Synchronization

/// Wakes those who wait for changes, once some have been committed; and knows how many wait.
///
/// A commit costs the writer one look at two numbers: the waking is done on a thread of the alarm's own.
final class ChangeBell: Sendable {
    /// How many may wait at once.
    static let streamsMax = 256
    /// How many streams one worker may have at once, whoever's tokens they use.
    static let streamsOfWorkerMax = 4
    /// For how long commits are gathered before they wake anybody, in milliseconds.
    static let gatherMilliseconds: Int64 = 100

    private struct Seat {
        let worker: ID?
        var wake: (@Sendable () -> Void)?
    }

    private struct State {
        var seats: [UInt64: Seat] = [:]
        var last: UInt64 = 0
    }

    private let state = Mutex(State())
    private let count = Atomic(0)
    private let isSet = Atomic(false)
    private let alarm: any Alarm

    /// A bell that nobody waits for yet.
    init(alarm: any Alarm) {
        self.alarm = alarm
    }

    /// Lets somebody wait.
    ///
    /// - Returns: The number by which they leave.
    /// - Throws: `TooManyStreams`.
    func enter(_ worker: ID?) throws(TooManyStreams) -> UInt64 {
        let (number, refusal) = state.withLock { state -> (UInt64, TooManyStreams?) in
            guard state.seats.count < Self.streamsMax else { return (0, .ofAll) }
            guard state.seats.values.count(where: { $0.worker == worker }) < Self.streamsOfWorkerMax else {
                return (0, .ofWorker)
            }
            state.last += 1
            state.seats[state.last] = Seat(worker: worker)
            return (state.last, nil)
        }
        if let refusal { throw refusal }
        count.add(1, ordering: .relaxed)
        return number
    }

    /// Says what wakes whoever waits.
    func listen(_ number: UInt64, _ wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.seats[number]?.wake = wake }
    }

    /// Ends the waiting; a second call does nothing.
    func leave(_ number: UInt64) {
        let wasThere = state.withLock { $0.seats.removeValue(forKey: number) != nil }
        if wasThere { count.subtract(1, ordering: .relaxed) }
    }

    /// Something was committed.
    func ring() {
        guard count.load(ordering: .relaxed) > 0, !isSet.exchange(true, ordering: .acquiringAndReleasing) else {
            return
        }
        alarm.ring(afterMilliseconds: Self.gatherMilliseconds) { [self] in
            isSet.store(false, ordering: .sequentiallyConsistent)
            let wakes = state.withLock { $0.seats.values.compactMap(\.wake) }
            for wake in wakes { wake() }
        }
    }

    /// What is counted.
    var samples: [Metrics.Sample] {
        [
            .init(
                "kith_change_streams", "Streams of changes that are open.", .gauge, count.load(ordering: .relaxed))
        ]
    }
}

/// There are as many streams of changes as there may be.
enum TooManyStreams: Error {
    case ofAll, ofWorker
}
