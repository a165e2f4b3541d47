internal import JSON

/// What ties two parties to each other: `from` is the `tie` of `to`.
///
/// The same pair may hold the same tie twice at different times: that is a life, not a duplicate.
enum Relationship: Resource {
    static let kind = ResourceKind.relationship
    static let summary = "What ties two parties to each other: \"from\" is the tie of \"to\"; a parent comes first."

    static let from = Field("from", .party, "Whom the tie's word describes: the parent in parent.").required().fixed()
    static let to = Field("to", .party, "The other end: the child in parent.").required().fixed()
    static let tie = Field("tie", .code(.tie), "How \"from\" stands to \"to\".").required().fixed().filterable()
    static let paid = Field("paid", .flag, "Whether the tie is there because somebody is paid.").filterable()
    static let since = Field("since", .partialDate, "From when, as far as known.")
    static let until = Field("until", .partialDate, "Until when; absent while it lasts, or where nobody knows.")

    static let inverse = Field("inverse", .code(.tie), "How \"to\" stands to \"from\".").readOnly()
    static let latestAccounts = Field(
        "latest_accounts", .records(Account.self), "The newest account of each who said something."
    ).readOnly()

    static let fields = Fields(from, to, tie, inverse, paid, since, until)

    static func check(_ draft: Draft<Relationship>, _ faults: inout Faults) {
        if let from = draft[from], let to = draft[to], from.id == to.id {
            faults.add(.root.appending("to"), .inconsistent, "Nobody has a tie to themselves.")
        }
        Period.check(since: draft[since], until: draft[until], .root, &faults)
    }
}
