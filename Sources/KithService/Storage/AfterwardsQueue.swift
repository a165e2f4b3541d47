internal import Synchronization

/// What is to be done behind answers: gathered, and done together a little later, so that neither the time of an answer
/// nor that of the next one tells what there was to be done.
///
/// It is lost where the service is killed in between, or the writer is too busy: what must not be lost leaves a row
/// behind.
final class AfterwardsQueue: Sendable {
    /// How long it waits, in milliseconds.
    static let gatherMilliseconds: Int64 = 1000
    /// How many are done at once, so that nobody's write waits long for them.
    static let atOnceMax = 32
    /// How long it waits before it does more, in milliseconds.
    static let pauseMilliseconds: Int64 = 100
    /// How many works wait at most; further ones are left undone.
    static let countMax = 4096

    typealias Job = @Sendable () -> Void

    private struct State {
        var jobs: [Job] = []
        var isAlarmSet = false
    }

    private let alarm: any Alarm
    private let state = Mutex(State())

    /// Makes an empty queue.
    init(_ alarm: any Alarm) { self.alarm = alarm }

    /// Takes what is to be done.
    func add(_ jobs: [Job]) {
        guard !jobs.isEmpty else { return }
        let setsAlarm = state.withLock { state in
            state.jobs += jobs.prefix(Self.countMax - state.jobs.count)
            defer { state.isAlarmSet = true }
            return !state.isAlarmSet
        }
        if setsAlarm { ring(afterMilliseconds: Self.gatherMilliseconds) }
    }

    private func ring(afterMilliseconds wait: Int64) {
        alarm.ring(afterMilliseconds: wait) { [weak self] in self?.runSome() }
    }

    private func runSome() {
        let (jobs, isMore) = state.withLock { state in
            let jobs = Array(state.jobs.prefix(Self.atOnceMax))
            state.jobs.removeFirst(jobs.count)
            state.isAlarmSet = !state.jobs.isEmpty
            return (jobs, state.isAlarmSet)
        }
        for job in jobs { job() }
        if isMore { ring(afterMilliseconds: Self.pauseMilliseconds) }
    }

    /// Does all that waits, at once.
    func run() {
        let jobs = state.withLock { state in
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in jobs { job() }
    }
}
