/// That something stood in the way in a case: told to who reads the case, and to nobody else.
enum BarrierLink: Resource {
    static let kind = ResourceKind.barrierLink
    static let summary = "A case in which something stood in the way. Whoever reads the case reads it."

    static let barrier = Field("barrier", .reference(.barrier), "What stood in the way.").readOnly()
    static let supportCase = Field("case", .reference(.supportCase), "The case.").required().fixed()
    static let pull = Field("pull", .reference(.pull), "The help that was asked for.").fixed()
    static let decision = Field("decision", .reference(.decision), "The decision that it bore on.").fixed()

    static let fields = Fields(barrier, supportCase, pull, decision)
}
