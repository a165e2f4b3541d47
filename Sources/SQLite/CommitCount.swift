internal import Synchronization

/// How often a writer has committed, or tried to, for those who must know whether what they have read is the latest.
public final class CommitCount: Sendable {
    private let count = Atomic<UInt64>(0)

    /// Begins at none.
    public init() {}

    /// The count, raised before any of the commit's works is answered.
    public var value: UInt64 { count.load(ordering: .acquiring) }

    /// One commit more.
    func increment() { count.add(1, ordering: .acquiringAndReleasing) }
}
