internal import JSON

/// The members of a measure, for what is written and for the API's description.
enum MeasureFields {
    static let measure = Field("measure", .line, "Which measure it is.").required()
    static let level = Field("level", .line, "Whether a contact's provider is the worker or the agency.")
    static let of = Field("of", .line, "Which part: for_person, with_person, by_person; before, after.")
    static let value = Field("value", .number(0...1e24), "The number, or null.").required().nullable()
    static let reason = Field("reason", .line, "Why there is no number.")
    static let formula = Field("formula", .line, "How it is calculated.").required()
    static let from = Field("from", .date, "The first day (UTC).").required()
    static let to = Field("to", .date, "The last day, which counts whole.").required()
    static let n = Field("n", counts, "How many records it is made of.").required()
    static let excluded = Field("excluded", counts, "How many were left out, because they do not say enough.")
        .required()
    static let unanswered = Field("unanswered", counts, "Promises due of which nobody said whether they were kept.")
    static let unclassified = Field("unclassified", counts, "Contacts of which nobody said what kind of demand it was.")
    static let service = Field("service", .line, "Which service.").required()
    static let count = Field("count", counts, "How often.").required()
    static let uncosted = Field(
        "uncosted", .list(.object(service, count)), "Services that were used, and what one use costs nobody knows.")
    static let priceYears = Field("price_years", .list(.integer(1900...2200)), "The years whose prices were used.")
    static let note = Field("note", .line, "What to bear in mind.")

    private static let counts: Shape<Int64> = .integer(0...Int64.max)
    private static let one: Shape<JSONValue> = .object(
        measure, level, of, value, reason, formula, from, to, n, excluded, unanswered, unclassified, uncosted,
        priceYears, note)
    private static let all = Field("measures", .list(one, max: 1000), "The measures.").required()

    /// What the routes answer.
    static let schema = RecordSchema(
        name: "Measures", summary: "Measures for learning: no ranking, no target, and none is made of several.",
        members: [all.spec])
}
