/// What applying migrations did.
public struct MigrationReport: Sendable, Hashable {
    /// The names of those that were applied just now, in order.
    public var applied: [String] = []
    /// The copy of the database from before the first change; nil for a new database and where nothing changed.
    public var backup: String?
}
