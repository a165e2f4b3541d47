internal import JSON

/// A decision to erase something, or not to: what is left of it, without a word of what it was.
enum Erasure: Resource {
    static let kind = ResourceKind.erasure
    static let summary = "A decision to erase a person's record or a case, or not to. It holds ids, codes and counts."

    static let person = Field("person", .identity, "The person.").readOnly()
    static let supportCase = Field("case", .identity, "The case.").readOnly()
    static let ground = Field("ground", .code(.erasureGround), "On what ground.").readOnly()
    static let rule = Field("rule", .line, "Which retention rule, by its class.").readOnly()
    static let rightsRequest = Field("rights_request", .identity, "The request that asked for it.").readOnly()
    static let decidedBy = Field("decided_by", .reference(.worker), "Who decided.").readOnly()
    static let carriedOut = Field("carried_out", .flag, "Whether it was erased.").readOnly()
    static let whyNot = Field("why_not", .code(.erasureRefusal), "Why it was not.").readOnly()
    static let erased = Field("erased", .list(count), "How many records of each kind went.").readOnly()

    static let fields = Fields(
        person, supportCase, ground, rule, rightsRequest, decidedBy, carriedOut, whyNot, erased)

    private static let count: Shape<JSONValue> = .object(
        Field("kind", .line, "The kind.").required(),
        Field("count", .integer(1...Int64.max), "How many.").required())
}

/// What is said to have a person's record erased, or to decide that it is not.
enum ErasureRequest: Resource {
    static let kind = ResourceKind.erasure
    static let schemaName = "ErasureRequest"
    static let summary = "On what ground a person's record is erased; or why it is not."

    static let ground = Field("ground", .code(.erasureGround), "On what ground; retention is confirmed by its own way.")
        .required()
    static let rightsRequest = Field("rights_request", .reference(.rightsRequest), "The request that asks for it.")
    static let refused = Field("refused", .flag, "Whether it is decided not to erase.")
    static let whyNot = Field("why_not", .code(.erasureRefusal), "Why not, where it is not.")

    static let fields = Fields(ground, rightsRequest, refused, whyNot)

    /// The ground that the rules speak of.
    static let retention = "retention"

    static func check(_ draft: Draft<ErasureRequest>, _ faults: inout Faults) {
        if draft[ground] == retention {
            faults.add(.root.appending("ground"), .inconsistent, "What is due by a rule is confirmed at /v1/retention.")
        }
        if draft[refused] == true, draft[whyNot] == nil {
            faults.add(.root.appending("why_not"), .required, "It is refused: say why.")
        }
        if draft[refused] != true, draft[whyNot] != nil {
            faults.add(.root.appending("why_not"), .inconsistent, "Only what is refused has a reason why not.")
        }
    }
}
