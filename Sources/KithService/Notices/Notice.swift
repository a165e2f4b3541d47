/// Something that a worker is told by the service itself: that somebody asked to see a case of theirs, may have met
/// somebody whom it is for, or made two records of them one.
enum Notice: Resource {
    static let kind = ResourceKind.notice
    static let summary =
        "What the worker who asks is told: who was let in to a case of theirs and why, may have met or merged people."

    static let worker = Field("worker", .reference(.worker), "Who is told.").readOnly()
    static let about = Field(
        "kind", .line, "What it is about: access_asked, may_have_met, people_merged or merge_undone."
    ).readOnly()
    static let supportCase = Field("case", .reference(.supportCase), "The case.").readOnly()
    static let note = Field("note", .identity, "The restricted note, where one was asked for.").readOnly()
        .belonging(to: .note)
    static let askedBy = Field(
        "asked_by", .reference(.worker), "Who asked and was let in, may have met the person, or merged them."
    ).readOnly()
    static let purpose = Field("purpose", .code(.accessPurpose), "For what.").readOnly()
    static let reason = Field("reason", .line, "Why, in their words.").readOnly()
    static let merge = Field("merge", .reference(.merge), "The merge, where it is about one.").readOnly()
    static let until = Field("until", .instant, "Until when they are let in.").readOnly()

    static let fields = Fields(worker, about, supportCase, note, askedBy, purpose, reason, until, merge)

    /// Somebody asked to be let in to a case, and was.
    static let accessAsked = "access_asked"
    /// Somebody looked for a person, or wrote one down, who is likely to be one of the case.
    static let mayHaveMet = "may_have_met"
    /// Two records of one of its people are one from now on.
    static let peopleMerged = "people_merged"
    /// They are two again.
    static let mergeUndone = "merge_undone"
}
