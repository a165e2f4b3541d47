internal import JSON

/// A decision about a risk: what acting would bring, and what not acting would, weighed against each other.
enum Decision: Resource {
    static let kind = ResourceKind.decision
    static let summary = "A risk decision: acting and not acting, each with its benefits and harms, and the two rules."

    static let supportCase = Field("case", .reference(.supportCase), "The case that it belongs to.").readOnly()
    static let what = Field("what", .text, "What is to be decided.").required()
    static let acting = Field("acting", side, "What acting would bring.").required()
    static let notActing = Field("not_acting", side, "What not acting would bring.").required()
    static let personsView = Field("persons_view", .text, "What the person thinks of it.")
    static let capacityConsidered = Field(
        "capacity_considered", .text, "How it was considered whether the person can decide this.")
    static let decidedBy = Field("decided_by", .reference(.worker), "Who decided; the caller unless said.")
        .filledIn().filterable()
    static let decidedOn = Field("decided_on", .date, "On which day; today unless said.").filledIn()
    static let decision = Field("decision", .text, "What was decided.")
    static let reasoning = Field("reasoning", .text, "Why.")
    static let reviewOn = Field("review_on", .date, "When it is looked at again.")
    static let doesNoHarm = Field("does_no_harm", .text, "The first rule, answered in words: does it do no harm?")
        .required()
    static let staysLegal = Field("stays_legal", .text, "The second rule, answered in words: does it stay legal?")
        .required()
    static let law = Field("law", pinch, "Where the law pinched.")

    static let fields = Fields(
        supportCase, what, acting, notActing, personsView, capacityConsidered, decidedBy, decidedOn, decision,
        reasoning, reviewOn, doesNoHarm, staysLegal, law)

    static func check(_ draft: Draft<Decision>, _ faults: inout Faults) {
        guard let decided = draft[decidedOn], let review = draft[reviewOn], review < decided else { return }
        faults.add(.root.appending("review_on"), .inconsistent, "This is before it was decided.")
    }

    private static let side: Shape<JSONValue> = .object(
        Field("benefits", .text, "What good it would do.").required(),
        Field("harms", .text, "What harm it would do.").required(),
        Field("likelihood", .text, "How likely each is.").required(),
        Field("to_whom", .text, "To whom.").required())

    private static let pinch: Shape<JSONValue> = .object(
        Field("law", .text, "Which law.").required(),
        Field("its_effect", .text, "What it does here."),
        Field("how_met", .text, "How it was met."))
}
