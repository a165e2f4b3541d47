internal import JSON

/// What a person asks of what is recorded about them, and by when it has to be answered.
enum RightsRequest: Resource {
    static let kind = ResourceKind.rightsRequest
    static let summary = "What a person asks of what is recorded about them (UK GDPR Articles 15 to 21), and its clock."

    static let person = Field("person", .reference(.person), "Who asks.").required().fixed().filterable()
    static let rightsKind = Field("kind", .code(.rightsKind), "What right it is.").required().filterable()
    static let receivedOn = Field("received_on", .date, "On which day it came in, in whatever form; today unless said.")
        .filledIn()
    static let receivedHow = Field("received_how", .code(.channel), "How it came in.")
    static let words = Field("words", .text, "What was asked, in their words.")
    static let pauses = Field("pauses", .list(pause, max: 20), "When it waited for the person; they do not overlap.")
    static let extendedOn = Field("extended_on", .date, "On which day the person was told of two further months.")
    static let extensionReason = Field("extension_reason", .text, "Why: how complex or how many the requests are.")
    static let answeredOn = Field("answered_on", .date, "On which day the person was answered.")
    static let outcome = Field("outcome", .code(.rightsOutcome), "What became of it.").filterable()
    static let told = Field("told", .text, "What the person was told.")
    static let refusalReason = Field("refusal_reason", .text, "Why what was refused was refused.")
    static let state = Field("state", .code(.rightsState), "Where it stands.").readOnly().filterable()
    static let dueOn = Field("due_on", .date, "By which day it is to be answered; absent while it is paused.")
        .readOnly()

    static let fields = Fields(
        person, rightsKind, receivedOn, receivedHow, words, pauses, extendedOn, extensionReason, answeredOn, outcome,
        told, refusalReason, state, dueOn)
    static let daysLeft = Field(
        "days_left", .integer(-4_000_000...4_000_000),
        "How many days are left to answer it; below 0 where the day has passed, absent unless it is open."
    ).readOnly()

    /// The earliest receipt first.
    static let byReceipt = Sort(name: "received_on", column: "received_on", isDescending: false)

    static func check(_ draft: Draft<RightsRequest>, _ faults: inout Faults) {
        checkPairs(draft, &faults)
        let pauses = RightsClock.pauses(of: draft)
        if let received = draft[receivedOn] { checkPauses(pauses, received, &faults) }
        for (field, day) in [(extendedOn, draft[extendedOn]), (answeredOn, draft[answeredOn])] {
            if let day, let received = draft[receivedOn], day < received {
                faults.add(.root.appending(field.spec.name), .inconsistent, "This is before received_on.")
            }
        }
        if draft[answeredOn] != nil, pauses.last?.to == nil, !pauses.isEmpty {
            faults.add(.root.appending("pauses"), .inconsistent, "It is answered: say when the last pause ended.")
        }
    }

    /// What is only said together.
    private static func checkPairs(_ draft: Draft<RightsRequest>, _ faults: inout Faults) {
        func require(_ field: FieldSpec, with other: FieldSpec) {
            guard draft.json(other) != nil, draft.json(field) == nil else { return }
            faults.add(.root.appending(field.name), .required, "\(other.name) is said: \(field.name) is needed.")
        }
        for (one, other) in [(extendedOn.spec, extensionReason.spec), (answeredOn.spec, outcome.spec)] {
            require(one, with: other)
            require(other, with: one)
        }
        require(told.spec, with: answeredOn.spec)
        if draft[outcome] == RightsClock.refused, draft[refusalReason] == nil {
            faults.add(.root.appending("refusal_reason"), .required, "A refusal is told with its reason: say it.")
        }
    }

    private static func checkPauses(_ pauses: [RightsClock.Pause], _ received: LocalDate, _ faults: inout Faults) {
        var earliest = received
        for (index, pause) in pauses.enumerated() {
            let place = JSONPointer.root.appending("pauses").appending(index)
            if pause.from < earliest {
                let detail = "A pause begins when or after the request came in, and behind the one before."
                faults.add(place.appending("from"), .inconsistent, detail)
            }
            if let to = pause.to, to < pause.from {
                faults.add(place.appending("to"), .inconsistent, "This is before from.")
            }
            if pause.to == nil, index < pauses.count - 1 {
                faults.add(place.appending("to"), .required, "Only the last pause can be open: say when it ended.")
            }
            earliest = (pause.to ?? pause.from).adding(days: 1) ?? earliest
        }
    }

    private static let pause: Shape<JSONValue> = .object(
        Field("from", .date, "On which day the person was asked.").required(),
        Field("to", .date, "On which day they answered; absent while nobody has."),
        Field("why", .code(.pauseReason), "What was asked.").required())
}
