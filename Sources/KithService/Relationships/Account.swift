/// What somebody said about a tie on a day.
///
/// Accounts are added and never changed: the newest is the present state.
enum Account: Resource {
    static let kind = ResourceKind.account
    static let summary = "What somebody said about a tie on a day; added, never changed."

    static let relationship = Field("relationship", .reference(.relationship), "The tie that it is about.").readOnly()
    static let saidBy = Field("said_by", .code(.saidBy), "Whose view it is.").required()
    static let saidOn = Field("said_on", .date, "On which day it was said; today unless said.").filledIn()
    static let circle = Field("circle", .code(.circle), "How near the other is.")
    static let strength = Field("strength", .code(.strength), "How strong the tie is.")
    static let strained = Field("strained", .flag, "Whether it is strained, however strong.")
    static let flow = Field("flow", .code(.flow), "Which way help flows.")
    static let harmful = Field("harmful", .flag, "Whether the tie does harm.")
    static let contactBarred = Field("contact_barred", .flag, "Whether contact is barred.")
    static let note = Field("note", .text, "What was said.")

    static let fields = Fields(
        relationship, saidBy, saidOn, circle, strength, strained, flow, harmful, contactBarred, note)
    /// The newest account first.
    static let latestFirst = Sort(name: "-said_on", column: "said_on", isDescending: true)
    /// The oldest account first.
    static let earliestFirst = Sort(name: "said_on", column: "said_on", isDescending: false)
}
