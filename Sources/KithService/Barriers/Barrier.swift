/// What stood in the way of somebody: read across cases it is the list of what to change.
enum Barrier: Resource {
    static let kind = ResourceKind.barrier
    static let summary =
        "What stood in the way, for learning: it names no person, and its cases only to who reads them."

    static let barrierKind = Field("kind", .code(.barrierKind), "What kind of thing it is.").filterable()
    static let what = Field("what", .text, "What stood in the way, in words that name nobody.").required()
    static let agency = Field("agency", .reference(.agency), "At which organisation.").filterable()
    static let place = Field(
        "place", .line, "Where it stood in the way: a neighbourhood, a town, an office; nothing that tells of a home.")
    static let costToPerson = Field("cost_to_person", .text, "What it cost somebody, in words that name nobody.")
    static let workaround = Field("workaround", .text, "How it was got round.")
    static let shared = Field(
        "shared", .flag,
        "Whether everybody who learns reads it; one that a refusal made is its case's until somebody shares it."
    ).standard(true).filledIn().filterable()

    static let fields = Fields(barrierKind, what, agency, place, costToPerson, workaround, shared)
}
