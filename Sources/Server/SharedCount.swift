import Synchronization

/// A count that all workers share: the connections open, which have one bound.
final class SharedCount: Sendable {
    private let value = Atomic<Int>(0)

    /// Adds one.
    ///
    /// - Returns: the count with it.
    func increment() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }

    /// Takes one away.
    func decrement() { value.wrappingSubtract(1, ordering: .relaxed) }
}
