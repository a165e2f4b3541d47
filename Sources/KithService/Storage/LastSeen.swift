/// What is known of the record that a rendering shows, as of a change.
struct LastSeen: Sendable, BitwiseCopyable {
    /// The worker whom the record itself names as one who reads it: of a case, the lead.
    let reader: ID
    /// The number that its entity tag says.
    let tag: Int64
    /// The last change of the snapshot in which all of this was so.
    let change: Int64
}
