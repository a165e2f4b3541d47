internal import JSON

/// While it stands, nothing of a person or a case is erased.
enum LegalHold: Resource {
    static let kind = ResourceKind.legalHold
    static let summary = "While it stands, nothing of the person or the case is erased."

    static let person = Field("person", .reference(.person), "The person whose record is kept; or else the case.")
        .belonging(to: .person).fixed().filterable()
    static let supportCase = Field("case", .reference(.supportCase), "The case that is kept; or else the person.")
        .belonging(to: .supportCase).fixed().filterable()
    static let reason = Field("reason", .text, "What it is kept for.").required()
    static let authority = Field("authority", .line, "By which law, court, inquiry or instruction.").required()
    static let from = Field("from", .date, "Since which day; today unless said. It holds from when it is recorded.")
        .filledIn()
    static let until = Field("until", .date, "On which day it ended, once it has: it never ends by itself.")

    static let fields = Fields(person, supportCase, reason, authority, from, until)

    static func check(_ draft: Draft<LegalHold>, _ faults: inout Faults) {
        OneSubject.check(draft, person, supportCase, &faults)
        if let from = draft[from], let until = draft[until], until < from {
            faults.add(.root.appending("until"), .inconsistent, "This is before from.")
        }
    }
}
