/// How far a database is from the schema that this program knows.
public struct MigrationPlan: Sendable, Hashable {
    /// The names of those applied, in order.
    public let applied: [String]
    /// Those still to be applied, in order.
    public let pending: [Migration]

    /// Whether nothing is to be done.
    public var isCurrent: Bool { pending.isEmpty }
}
