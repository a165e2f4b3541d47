import Synchronization

/// A count that many threads add to.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    func add(_ amount: Int = 1) { count.wrappingAdd(amount, ordering: .sequentiallyConsistent) }
}
