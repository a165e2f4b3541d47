internal import Synchronization

/// What is to be done behind answers: gathered, and done together a little later, so that neither the time of an answer
/// nor that of the next one tells what there was to be done.
///
/// It is lost where the service is killed in between, or the writer is too busy: what must not be lost leaves a row
/// behind.
final class AfterwardsQueue: Sendable {
    /// How long it waits, in milliseconds.
    static let gatherMilliseconds: Int64 = 1000
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
        guard setsAlarm else { return }
        alarm.ring(afterMilliseconds: Self.gatherMilliseconds) { [weak self] in self?.run() }
    }

    /// Does all that waits.
    func run() {
        let jobs = state.withLock { state in
            state.isAlarmSet = false
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in jobs { job() }
    }
}
