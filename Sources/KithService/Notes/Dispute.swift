/// What a person says against a note: from then on it shows wherever the note shows.
enum Dispute: Resource {
    static let kind = ResourceKind.note
    static let schemaName = "Dispute"
    static let summary = "What a person says against a note. A second statement is a new version of the note."

    static let statement = Field("dispute_statement", .text, "What the person says.").required()
    static let by = Field(
        "disputed_by", .identity, "Who says so; where a case is for one person, that one unless said.")

    static let fields = Fields(statement, by)
}
