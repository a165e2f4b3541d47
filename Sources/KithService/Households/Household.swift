internal import JSON

/// Who lives together.
///
/// It grants nobody access: a member is read by whoever may read the person, and by nobody else.
///
/// It has no name and no address, which would tell where somebody is, and nothing of its own that changes or says when
/// it was recorded: that would tell of members whom a reader may not know of.
enum Household: Resource {
    static let kind = ResourceKind.household
    static let summary = "Who lives together. It has no name and no address, and grants nobody access."

    /// How many members one request makes, and how many its writer can see at most before another is refused.
    static let membersMax = 50

    /// How many members a household shows by itself; its list of members has all of them.
    static let shownMax = 100

    static let fields = Fields().withoutTimes()
    static let members = Field(
        "members", .records(HouseholdMember.self),
        "Its members, \(shownMax) at most, but those whom a barrier parts from another of them: see its list of "
            + "members."
    ).readOnly()
}

/// What is said to record a household: it has a member from its first moment.
enum HouseholdRequest: Resource {
    static let kind = ResourceKind.household
    static let schemaName = "HouseholdRequest"
    static let summary = "Who lives together: at least one person."

    static let members = Field("members", .list(member, max: Household.membersMax), "Who lives together.").required()

    static let fields = Fields(members)

    static func check(_ draft: Draft<HouseholdRequest>, _ faults: inout Faults) {
        guard faults.isEmpty else { return }
        let place = JSONPointer.root.appending(members.spec.name)
        let stays = members(of: draft)
        if stays.isEmpty { faults.add(place, .empty, "A household has at least one member.") }
        for (index, stay) in stays.enumerated() where stays[..<index].contains(where: stay.isRepeated) {
            let detail = "This person is named before, for some of the same days."
            faults.add(place.appending(index).appending(HouseholdMember.person.spec.name), .repeated, detail)
        }
    }

    /// The members whom a draft names.
    static func members(of draft: Draft<HouseholdRequest>) -> [Draft<HouseholdMember>] {
        draft[members]?.arrayValue?.compactMap(\.objectValue).map { member in
            Draft(Dictionary(member.map { ($0.name, $0.value) }) { first, _ in first })
        } ?? []
    }

    private static let member: Shape<JSONValue> = .object(
        HouseholdMember.person, HouseholdMember.role, HouseholdMember.from, HouseholdMember.to,
        rule: { object, pointer, faults in
            HouseholdMember.checkDays(
                from: object["from"].flatMap(PartialDate.init(json:)),
                to: object["to"].flatMap(PartialDate.init(json:)), pointer, &faults)
            return object
        })
}
