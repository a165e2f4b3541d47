/// Who leads a case, from when to when: the guaranteed relationship.
enum Lead: Resource {
    static let kind = ResourceKind.lead
    static let summary = "Who leads a case, from when to when. A case has one active lead while it is not at rest."

    static let supportCase = Field("case", .reference(.supportCase), "The case.").readOnly()
    static let worker = Field("worker", .reference(.worker), "The worker who leads.").required().fixed()
    static let chosenByPerson = Field("chosen_by_person", .flag, "Whether the person chose the worker.")
    static let from = Field("from", .instant, "From when.").readOnly()
    static let to = Field("to", .instant, "Until when; absent for the lead of today.").readOnly()
    static let endReason = Field("end_reason", .line, "Why it ended.").readOnly()

    static let fields = Fields(supportCase, worker, chosenByPerson, from, to, endReason)
}
