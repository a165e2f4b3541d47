internal import JSON

/// Two records of one person, made one: what refers to the one refers to the other, until it is undone.
enum Merge: Resource {
    static let kind = ResourceKind.merge
    static let summary = "Two records that were found to be about one person. It stays when it is undone."

    static let kept = Field("kept", .reference(.person), "The person whose record goes on.").required().fixed()
    static let merged = Field(
        "merged", .reference(.person), "The other record of the same person: it stays as it is, and leads to the first."
    ).required().fixed()
    static let reason = Field("reason", .text, "Why they are one person.").required().fixed()
    static let undoneAt = Field("undone_at", .instant, "When it was undone; absent while it stands.").readOnly()
    static let undoneBy = Field("undone_by", .reference(.worker), "Who undid it.").readOnly()

    static let fields = Fields(kept, merged, reason, undoneAt, undoneBy)

    /// How many records can be merged into one person's.
    static let recordsMax = 20

    static func check(_ draft: Draft<Merge>, _ faults: inout Faults) {
        if let kept = draft[kept], kept == draft[merged] {
            faults.add(.root.appending("merged"), .inconsistent, "This is the same record.")
        }
    }
}
