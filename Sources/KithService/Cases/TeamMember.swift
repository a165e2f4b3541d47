internal import JSON

/// Somebody in the team around the worker of a case: a worker, who may read the case, or a person, who may not.
enum TeamMember: Resource {
    static let kind = ResourceKind.teamMember
    static let summary = "Somebody in the team around the worker of a case. It supports the worker."

    static let supportCase = Field("case", .reference(.supportCase), "The case.").readOnly()
    static let member = Field("member", .party, "A worker, who may then read the case, or a person.")
        .required().fixed()
    static let contribution = Field("contribution", .code(.contribution), "What they bring.").required()
    static let from = Field("from", .date, "The first day; today unless said.").filledIn()
    static let to = Field("to", .date, "The last day; absent while it lasts.")

    static let fields = Fields(supportCase, member, contribution, from, to)

    static func check(_ draft: Draft<TeamMember>, _ faults: inout Faults) {
        if let member = draft[member], member.type != .worker, member.type != .person {
            faults.add(.root.appending("member"), .inconsistent, "A member is a worker or a person.")
        }
        DayPeriod.check(from: draft[from], to: draft[to], &faults)
    }
}
