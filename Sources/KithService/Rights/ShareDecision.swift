internal import JSON

/// A decision to share something about somebody, or not to.
enum ShareDecision: Resource {
    static let kind = ResourceKind.shareDecision
    static let summary = "What was shared about somebody, or not shared, with whom, on what basis, and who was told."

    static let person = Field("person", .reference(.person), "The person whom it is about; or else the case.")
        .belonging(to: .person).fixed().filterable()
    static let supportCase = Field("case", .reference(.supportCase), "The case that it is about; or else the person.")
        .belonging(to: .supportCase).fixed().filterable()
    static let what = Field("what", .text, "What it is.").required()
    static let with = Field("with", .party, "With whom, where Kith knows them.")
    static let withWhom = Field("with_whom", .line, "With whom, in words.")
    static let shared = Field("shared", .flag, "Whether it was shared.").required().filterable()
    static let basis = Field(
        "basis", .list(.code(.sharingBasis), max: 10),
        "On what basis (UK GDPR Articles 6 and 9, Data Protection Act 2018 schedule 1); needed where it was shared.")
    static let reasoning = Field("reasoning", .text, "Why.").required()
    static let decidedBy = Field("decided_by", .reference(.worker), "Who decided; the caller unless said.").filledIn()
    static let decidedOn = Field("decided_on", .date, "On which day; today unless said.").filledIn()
    static let personTold = Field("person_told", .flag, "Whether the person was told.").required()
    static let whyNotTold = Field("why_not_told", .text, "Why not, where they were not.")

    static let fields = Fields(
        person, supportCase, what, with, withWhom, shared, basis, reasoning, decidedBy, decidedOn, personTold,
        whyNotTold)

    static func check(_ draft: Draft<ShareDecision>, _ faults: inout Faults) {
        OneSubject.check(draft, person, supportCase, &faults)
        if draft[with] == nil, draft[withWhom] == nil {
            faults.add(.root.appending("with_whom"), .required, "Say with whom: with or with_whom.")
        }
        if draft[shared] == true, draft[basis]?.arrayValue?.isEmpty ?? true {
            faults.add(.root.appending("basis"), .required, "What is shared is shared on a basis: say which.")
        }
        if draft[personTold] == false, draft[whyNotTold] == nil {
            faults.add(.root.appending("why_not_told"), .required, "The person was not told: say why not.")
        }
    }
}
