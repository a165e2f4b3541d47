internal import JSON

/// A move of a case from one state to another, in any direction: trust is not a straight line.
enum Move: Resource {
    static let kind = ResourceKind.move
    static let summary = "A move of a case to a state, in any direction. At rest needs a reason."

    static let supportCase = Field("case", .reference(.supportCase), "The case.").readOnly()
    static let state = Field("state", .code(.caseState), "Where the case moved to.").required()
    static let reason = Field("reason", .code(.atRestReason), "Why it is at rest; for that state alone.")
    static let note = Field("note", .text, "What there is to say about it.")

    static let fields = Fields(supportCase, state, reason, note)

    static func check(_ draft: Draft<Move>, _ faults: inout Faults) {
        guard let state = draft[state] else { return }
        if state == CaseState.atRest && draft[reason] == nil {
            faults.add(.root.appending("reason"), .required, "A case comes to rest for a reason: say which.")
        }
        if state != CaseState.atRest && draft[reason] != nil {
            faults.add(.root.appending("reason"), .inconsistent, "Only a case that comes to rest has a reason.")
        }
    }
}

/// Opening a case at rest again: nothing needs to be said.
enum Reopening: Resource {
    static let kind = ResourceKind.move
    static let schemaName = "Reopening"
    static let summary = "Opening a case at rest again. Nothing needs to be said."

    static let note = Field("note", .text, "What brought them back.")

    static let fields = Fields(note)
}
