internal import JSON

/// Something agreed with somebody, in their words.
///
/// One line is enough.
enum Step: Resource {
    static let kind = ResourceKind.step
    static let summary =
        "Something agreed, in the person's own words: who does it, until when, and whether it was done."

    static let supportCase = Field("case", .reference(.supportCase), "The case that it belongs to.").readOnly()
    static let ownWords = Field("own_words", .text, "What is wanted, in the person's own words.").required()
    static let stepKind = Field("kind", .code(.stepKind), "Whether it can be done now.").filterable()
    static let agreedWith = Field("agreed_with", .list(.party), "With whom it was agreed.")
    static let whoActs = Field("who_acts", .code(.whoActs), "Who does it: for, with or by the person.").filterable()
    static let by = Field("by", .reference(.worker), "The worker who agreed it; the caller unless said.")
        .filledIn().filterable()
    static let due = Field("due", .date, "Until which day.")
    static let doneAt = Field("done_at", .instant, "When it was done.")
    static let promise = Field("promise", .flag, "Whether the worker promised it.").filterable()
    static let kept = Field(
        "kept", .flag,
        "Whether the promise was kept: said once it is done, or overdue. Done in time it is kept unless somebody says.")

    static let fields = Fields(
        supportCase, ownWords, stepKind, agreedWith, whoActs, by, due, doneAt, promise, kept)

    static func check(_ draft: Draft<Step>, _ faults: inout Faults) {
        guard let kept = draft[kept] else { return }
        let place = JSONPointer.root.appending("kept")
        if draft[promise] != true {
            faults.add(place, .inconsistent, "Only a promise is kept or broken.")
        } else if kept && draft[doneAt] == nil {
            faults.add(place, .inconsistent, "What was kept was done: say when, in done_at.")
        }
    }
}
