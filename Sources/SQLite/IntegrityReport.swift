/// What the check of a database found.
public struct IntegrityReport: Sendable, Hashable {
    /// A row whose reference leads nowhere.
    public struct BrokenReference: Sendable, Hashable {
        /// The table of the row.
        public let table: String
        /// The row's number in the table; nil where the table has none.
        public let row: Int64?
        /// The table that the reference should lead to.
        public let parent: String
    }

    /// What SQLite says of damaged pages, indexes and constraints; empty where all is well.
    public let faults: [String]
    /// References that lead nowhere.
    public let brokenReferences: [BrokenReference]

    /// Whether nothing was found.
    public var isSound: Bool { faults.isEmpty && brokenReferences.isEmpty }
}
