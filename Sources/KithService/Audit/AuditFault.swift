/// The first row of the trail that is not as it was written, and how.
public struct AuditFault: Sendable, Hashable, CustomStringConvertible {
    /// How a trail can be broken.
    public enum Kind: String, Sendable, CaseIterable {
        /// The row's hash is not that of its content behind the row before.
        case changed
        /// There is no row of this number, and later ones are there.
        case missing
        /// What was written as this row stands at another number.
        case outOfOrder = "out_of_order"
        /// The trail ends before the anchor.
        case truncated
        /// The trail fits together, and is not the one that the anchor was taken of.
        case rewritten
        /// The row is not found by one of its subjects, or by one that it does not have.
        case misfiled
    }

    /// The number of the row.
    public let seq: Int64
    /// How it is broken.
    public let kind: Kind
    /// Where the row stands now, for one out of order.
    public let foundAt: Int64?

    init(_ seq: Int64, _ kind: Kind, foundAt: Int64? = nil) {
        self.seq = seq
        self.kind = kind
        self.foundAt = foundAt
    }

    /// What is wrong, in plain words.
    public var description: String {
        switch kind {
        case .changed: "row \(seq) was changed, or another row stands in its place"
        case .missing: "row \(seq) is missing"
        case .outOfOrder: "row \(seq) stands in another place, as row \(foundAt ?? seq)"
        case .truncated: "the trail ends before row \(seq), which was there when the anchor was taken"
        case .rewritten: "row \(seq) is not the one that the anchor was taken of: it, or rows before it, were rewritten"
        case .misfiled: "row \(seq) is not found under the records that it is about"
        }
    }
}
