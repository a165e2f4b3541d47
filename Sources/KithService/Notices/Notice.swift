/// Something that a worker is told by the service itself: that somebody asked to see a case of theirs.
enum Notice: Resource {
    static let kind = ResourceKind.notice
    static let summary = "What the worker who asks is told: who asked to see a case of theirs, for what, and why."

    static let worker = Field("worker", .reference(.worker), "Who is told.").readOnly()
    static let about = Field("kind", .line, "What it is about: access_asked.").readOnly()
    static let supportCase = Field("case", .reference(.supportCase), "The case.").readOnly()
    static let note = Field("note", .identity, "The restricted note, where one was asked for.").readOnly()
    static let askedBy = Field("asked_by", .reference(.worker), "Who asked, and was let in.").readOnly()
    static let purpose = Field("purpose", .code(.accessPurpose), "For what.").readOnly()
    static let reason = Field("reason", .line, "Why, in their words.").readOnly()
    static let until = Field("until", .instant, "Until when they are let in.").readOnly()

    static let fields = Fields(worker, about, supportCase, note, askedBy, purpose, reason, until)

    /// The kind of notice that there is.
    static let accessAsked = "access_asked"
}
