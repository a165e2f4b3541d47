internal import JSON

/// A time of support for one or more people, with exactly one lead worker while it is not at rest.
enum Case: Resource {
    static let kind = ResourceKind.supportCase
    static let summary = "A time of support for one or more people, with one lead worker while it is not at rest."

    static let people = Field("people", .list(.reference(.person), max: 50), "Whom it is for.").required()
    static let state = Field("state", .code(.caseState), "Where it stands.").readOnly().filterable()
    static let atRestReason = Field("at_rest_reason", .code(.atRestReason), "Why it is at rest.").readOnly()
    static let entryRoute = Field("entry_route", .code(.entryRoute), "How they and we met.").required().filterable()
    static let lead = Field("lead", .reference(.worker), "The worker who stays; the caller unless said.").fixed()
    static let whatMatters = Field("what_matters", .text, "The scope of the work, in the person's words.")
    static let controller = Field("controller", .reference(.agency), "Which organisation is the data controller.")
    static let reportingFlags = Field(
        "reporting_flags", .list(.code(.reportingFlag)), "What is reported to others, where it must be; never a gate.")

    static let fields = Fields(
        people, state, atRestReason, entryRoute, lead, whatMatters, controller, reportingFlags)
    static let latestContacts = Field("latest_contacts", .records(Contact.self), "Its latest contacts, newest first.")
        .readOnly()

    static func check(_ draft: Draft<Case>, _ faults: inout Faults) {
        let ids = people(of: draft)
        if ids.isEmpty && draft[people] != nil {
            faults.add(.root.appending("people"), .empty, "A case is for at least one person.")
        }
        if Set(ids).count < ids.count {
            faults.add(.root.appending("people"), .repeated, "Each person is named once.")
        }
    }

    /// The people whom a draft names.
    static func people(of draft: Draft<Case>) -> [ID] {
        draft[people]?.arrayValue?.compactMap(ID.init(json:)) ?? []
    }
}

/// The states that the rules speak of.
enum CaseState {
    static let hello = "hello"
    static let atRest = "at_rest"
}
