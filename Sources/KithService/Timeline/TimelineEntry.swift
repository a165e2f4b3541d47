internal import JSON

/// One entry of a timeline: which kind of record it is, when it happened, and the record as it is read by itself.
enum TimelineEntry {
    static let kind = Field("kind", .line, "Which kind of record it is.").required()
    static let at = Field(
        "at", .line,
        "When it happened: an instant, or for what is known by its day, the day, which sorts as its beginning."
    ).required()
    static let id = Field("id", Shape<ID>.identity, "The record's id.").required()
    static let record = Field("record", .object(), "The record, as it is read by itself.").required()

    static let members = [kind.spec, at.spec, id.spec, record.spec]

    static let schema = RecordSchema(
        name: "TimelineEntry", summary: "Something that happened in a case, and when.", members: members,
        kinds: TimelineKind.all.map { ($0.name, $0.schema) })
}
