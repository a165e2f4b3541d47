/// Somebody found out that an asset is alive, on a day.
///
/// Never confirmed is unknown, not "today".
enum Confirmation: Resource {
    static let kind = ResourceKind.confirmation
    static let summary = "Somebody found out that an asset is alive, on a day."

    static let asset = Field("asset", .reference(.asset), "The asset.").readOnly()
    static let on = Field("on", .date, "On which day; today unless said.").filledIn()
    static let by = Field("by", .reference(.worker), "The worker who found out; the caller unless said.")
        .filledIn()
    static let how = Field("how", .code(.confirmedHow), "How.").required()

    static let fields = Fields(asset, on, by, how)
    /// The latest day first.
    static let latestFirst = Sort(name: "-on", column: "\"on\"", isDescending: true)
}
