/// What a work leaves to be done behind its answer: each in a transaction of its own, once the work is committed.
///
/// Nobody waits for it, so that its time tells nobody anything. It is lost where the service stops in between, or the
/// writer is too busy: what must not be lost leaves a row behind.
final class Afterwards {
    typealias Work = @Sendable (WriteTransaction) throws -> Void

    private(set) var works: [Work] = []

    /// Leaves one more to be done.
    func add(_ work: @escaping Work) { works.append(work) }
}
