/// Something that happened between people.
///
/// One line of text is a valid contact.
enum Contact: Resource {
    static let kind = ResourceKind.contact
    static let summary = "Something that happened between people. One line of text is enough."

    static let supportCase = Field("case", .reference(.supportCase), "The case that it belongs to.").readOnly()
    static let note = Field("note", .text, "What happened.").required()
    static let at = Field("at", .instant, "When it happened; now unless said.").filledIn()
    static let by = Field("by", .reference(.worker), "The worker who tells it; the caller unless said.")
        .filledIn().filterable()
    static let with = Field("with", .list(.party), "Who it was with.")
    static let present = Field("present", .list(.party), "Who else was there: what it was safe to say depends on it.")
    static let channel = Field("channel", .code(.channel), "How people were in contact.").filterable()
    static let place = Field("place", .line, "Where.")
    static let initiatedBy = Field("initiated_by", .code(.initiatedBy), "Who began it.").filterable()
    static let minutes = Field("minutes", .integer(0...100_000), "How long it took, in minutes.")
    static let agency = Field("agency", .reference(.agency), "The organisation that it was with.").filterable()
    static let demand = Field("demand", .code(.demand), "Wanted for itself, or caused by something that failed.")
        .filterable()
    static let demandVerbatim = Field("demand_verbatim", .text, "What was asked for, in their words.")

    static let fields = Fields(
        supportCase, note, at, by, with, present, channel, place, initiatedBy, minutes, agency, demand, demandVerbatim)
    /// The latest contact first.
    static let latestFirst = Sort(name: "-at", column: "at", isDescending: true)
    /// The earliest contact first.
    static let earliestFirst = Sort(name: "at", column: "at", isDescending: false)
}
