/// What a work leaves to be done behind its answer: each in a transaction of its own, some time after the commit.
final class Afterwards {
    typealias Work = @Sendable (WriteTransaction) throws -> Void

    private(set) var works: [Work] = []

    /// Leaves one more to be done.
    func add(_ work: @escaping Work) { works.append(work) }
}
