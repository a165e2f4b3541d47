internal import JSON

/// That somebody agreed to something, and when they took it back.
///
/// It is an event, and not assumed to be the legal basis of anything; taking it back does not delete.
enum Consent: Resource {
    static let kind = ResourceKind.consent
    static let summary = "What a person agreed to, and when they took it back; not by itself a legal basis."

    static let person = Field("person", .reference(.person), "Who agreed.").required().fixed().filterable()
    static let whatFor = Field("what_for", .text, "To what.").required().fixed()
    static let givenOn = Field("given_on", .date, "On which day; today unless said.").filledIn()
    static let how = Field("how", .line, "How: in words, in writing, in sign language, by whom it was interpreted.")
    static let words = Field("words", .text, "What the person said.")
    static let withdrawnOn = Field("withdrawn_on", .date, "On which day they took it back, once they have.")

    static let fields = Fields(person, whatFor, givenOn, how, words, withdrawnOn)

    static func check(_ draft: Draft<Consent>, _ faults: inout Faults) {
        if let given = draft[givenOn], let withdrawn = draft[withdrawnOn], withdrawn < given {
            faults.add(.root.appending("withdrawn_on"), .inconsistent, "This is before given_on.")
        }
    }
}
