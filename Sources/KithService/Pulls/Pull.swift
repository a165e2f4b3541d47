internal import JSON

/// Help brought in to somebody, who is not passed on.
///
/// One line is enough.
enum Pull: Resource {
    static let kind = ResourceKind.pull
    static let summary = "Help that is brought in: what, from whom, and what came of it. Nobody is passed on."

    static let supportCase = Field("case", .reference(.supportCase), "The case that it belongs to.").readOnly()
    static let what = Field("what", .text, "What was asked for.").required()
    static let from = Field("from", .party, "From whom: an agency or a worker.")
    static let by = Field("by", .reference(.worker), "The worker who asked; the caller unless said.")
        .filledIn().filterable()
    static let askedOn = Field("asked_on", .date, "On which day; today unless said.").filledIn()
    static let arrivedOn = Field("arrived_on", .date, "On which day it came.")
    static let leadStayed = Field("lead_stayed", .flag, "Whether the lead worker stayed in the room.")
    static let outcome = Field("outcome", .code(.pullOutcome), "What came of it; waiting unless said.")
        .filledIn().filterable()
    static let refusalReason = Field("refusal_reason", .text, "Why it was refused, as far as anybody said.")

    static let fields = Fields(
        supportCase, what, from, by, askedOn, arrivedOn, leadStayed, outcome, refusalReason)

    static func check(_ draft: Draft<Pull>, _ faults: inout Faults) {
        if let from = draft[from], from.type != .agency, from.type != .worker {
            faults.add(.root.appending("from"), .inconsistent, "Help comes from an agency or a worker.")
        }
        if draft[refusalReason] != nil && draft[outcome] != PullOutcome.refused {
            faults.add(.root.appending("refusal_reason"), .inconsistent, "Only what was refused has a reason for it.")
        }
        guard let arrived = draft[arrivedOn] else { return }
        let place = JSONPointer.root.appending("arrived_on")
        if draft[outcome] == PullOutcome.refused {
            faults.add(place, .inconsistent, "What was refused did not come.")
        } else if let asked = draft[askedOn], arrived < asked {
            faults.add(place, .inconsistent, "This is before asked_on.")
        }
    }
}

/// What came of help that was asked for, as far as the rules speak of it.
enum PullOutcome {
    static let waiting = "waiting"
    static let refused = "refused"
}
