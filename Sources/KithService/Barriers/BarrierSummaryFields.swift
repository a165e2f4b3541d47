internal import JSON

/// The members of a summary of barriers, for what is written and for the API's description.
enum BarrierSummaryFields {
    static let by = Field("by", .line, "What they are counted by.").required()
    static let formula = Field("formula", .line, "What is counted.").required()
    static let from = Field("from", .date, "The first day (UTC) on which they were written down.").required()
    static let to = Field("to", .date, "The last day, which counts whole.").required()
    static let n = Field("n", counts, "How many barriers the groups have of which something is said.").required()
    static let excluded = Field("excluded", counts, "How many groups nothing is said of.").required()
    static let group = Field(
        "group", .line, "The code of the kind, the id of the agency, or the place; none for those that do not say.")
    static let name = Field("name", .line, "What people call it.").required()
    static let barriers = Field("barriers", counts, "How many barriers, or null.").required().nullable()
    static let cases = Field("cases", counts, "In how many cases they stood at least, in whole fives, or null.")
        .required().nullable()
    static let reason = Field("reason", .line, "Why nothing is said of it.")
    static let note = Field("note", .line, "What to bear in mind.").required()

    private static let counts: Shape<Int64> = .integer(0...Int64.max)
    static let groups = Field(
        "groups", .list(.object(group, name, barriers, cases, reason), max: BarrierSummaryStore.groupsMax),
        "The groups, as the vocabulary has them or by their names; those that do not say come last."
    ).required()

    /// What the route answers.
    static let schema = RecordSchema(
        name: "BarrierSummary", summary: "What stood in the way, counted, for learning: no ranking, and no target.",
        members: [
            by.spec, formula.spec, from.spec, to.spec, n.spec, excluded.spec, groups.spec, note.spec,
        ])
}
