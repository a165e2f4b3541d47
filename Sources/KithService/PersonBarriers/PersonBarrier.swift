internal import JSON

/// Between two people: nothing about the one is in what is made for or about the other.
enum PersonBarrier: Resource {
    static let kind = ResourceKind.personBarrier
    static let summary = "A barrier between two people: nothing about the one is in what is made about the other."

    static let person = Field("person", .identity, "The one person.").required().fixed().belonging(to: .person)
    static let other = Field("other", .identity, "The other person.").required().fixed().belonging(to: .person)
    static let barrierKind = Field("kind", .code(.personBarrierKind), "What kind of barrier it is.").required()
    static let since = Field("since", .date, "Since which day; today unless said. It holds from when it is recorded.")
        .filledIn()
    static let until = Field("until", .date, "On which day it ended, once it has: it never ends by itself.")
    static let note = Field("note", .text, "Why. Workers of both people read it: never where either of them is.")

    static let fields = Fields(person, other, barrierKind, since, until, note)

    static func check(_ draft: Draft<PersonBarrier>, _ faults: inout Faults) {
        if let person = draft[person], person == draft[other] {
            faults.add(.root.appending("other"), .inconsistent, "A barrier stands between two people.")
        }
        if let since = draft[since], let until = draft[until], until < since {
            faults.add(.root.appending("until"), .inconsistent, "This is before since.")
        }
    }
}
