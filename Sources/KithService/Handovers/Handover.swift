internal import JSON

/// A change of lead: the one who led until now brings the next one in.
enum Handover: Resource {
    static let kind = ResourceKind.handover
    static let summary = "A change of lead: who led, who leads from now on, and how the person came to know them."

    static let supportCase = Field("case", .reference(.supportCase), "The case.").readOnly()
    static let from = Field(
        "from", .reference(.worker), "Who led until now; where it is said and no longer so, nothing is handed over."
    ).filledIn()
    static let to = Field("to", .reference(.worker), "Who leads from now on.").required()
    static let chosenByPerson = Field("chosen_by_person", .flag, "Whether the person chose the worker.")
    static let introducedInPerson = Field(
        "introduced_in_person", .flag, "Whether the one who led introduced the next in person.")
    static let overlapFrom = Field("overlap_from", .date, "From which day both are there; today unless said.")
    static let overlapTo = Field(
        "overlap_to", .date, "Until which day both are there: so long who led stays in the team, as a buddy.")
    static let personsView = Field("persons_view", .text, "What the person thinks of it.")
    static let nextPromisedContact = Field(
        "next_promised_contact", .instant, "When the next contact is that the person was promised.")

    static let fields = Fields(
        supportCase, from, to, chosenByPerson, introducedInPerson, overlapFrom, overlapTo, personsView,
        nextPromisedContact)

    static func check(_ draft: Draft<Handover>, _ faults: inout Faults) {
        if draft[overlapFrom] != nil && draft[overlapTo] == nil {
            faults.add(.root.appending("overlap_to"), .required, "Say until when both are there.")
        }
        if let from = draft[overlapFrom], let to = draft[overlapTo], to < from {
            faults.add(.root.appending("overlap_to"), .inconsistent, "This is before overlap_from.")
        }
    }
}
