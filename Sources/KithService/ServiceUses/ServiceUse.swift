internal import JSON

/// That a public service was used, on a day or over some days.
///
/// What one use costs is taken from the vocabulary when it is written down, with the year of the price. Where nobody
/// knows, it is uncosted: never nothing.
enum ServiceUse: Resource {
    static let kind = ResourceKind.serviceUse
    static let summary = "That a public service was used. Without a known unit cost it is uncosted, never free."

    static let supportCase = Field("case", .reference(.supportCase), "The case that it belongs to.").readOnly()
    static let service = Field("service", .code(.service), "Which service.").required().fixed().filterable()
    static let person = Field("person", .reference(.person), "Who used it, where a case is for more than one.")
        .belonging(to: .person)
    static let on = Field("on", .date, "On which day; or say from, and to once it has ended.")
    static let from = Field("from", .date, "From which day.")
    static let to = Field("to", .date, "Until which day; absent while it lasts.")
    static let count = Field("count", .integer(1...100_000), "How often; once unless said.").standard(1)
    static let source = Field("source", .code(.usageSource), "Where it is known from.").filterable()
    static let note = Field("note", .text, "What there is to say about it.")
    static let unitCost = Field("unit_cost", .number(0...1e9), "What one use costs, in pounds, where known.").readOnly()
    static let priceYear = Field("price_year", .integer(1900...2200), "The year whose price that is.").readOnly()
    static let uncosted = Field("uncosted", .flag, "Whether nobody knows what one use costs.").readOnly().filterable()

    static let fields = Fields(
        supportCase, service, person, on, from, to, count, source, note, unitCost, priceYear, uncosted)

    static func check(_ draft: Draft<ServiceUse>, _ faults: inout Faults) {
        switch (draft[on], draft[from]) {
        case (nil, nil): faults.add(.root.appending("on"), .required, "Say on which day, or from which.")
        case (_?, _?):
            faults.add(.root.appending("from"), .inconsistent, "It was on one day, or from one to another: not both.")
        case (_?, nil) where draft[to] != nil:
            faults.add(.root.appending("to"), .inconsistent, "Only what has a from has a to.")
        default: DayPeriod.check(from: draft[from], to: draft[to], &faults)
        }
    }
}
