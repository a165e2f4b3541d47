internal import JSON

/// Somebody who lives or lived in a household.
///
/// The same person may live there twice: who moves out and comes back has two of these.
enum HouseholdMember: Resource {
    static let kind = ResourceKind.householdMember
    static let summary = "Somebody who lives or lived in a household. Whoever may read the person reads it."

    static let household = Field("household", .reference(.household), "The household.").readOnly()
    static let person = Field("person", .reference(.person), "Who lives or lived there.").required().fixed()
    static let role = Field("role", .code(.householdRole), "As what they live there, as far as known.")
    static let from = Field("from", .partialDate, "From when, as far as known.")
    static let to = Field("to", .partialDate, "Until when; absent while it lasts, or where nobody knows.")

    static let fields = Fields(household, person, role, from, to)

    static func check(_ draft: Draft<HouseholdMember>, _ faults: inout Faults) {
        checkDays(from: draft[from], to: draft[to], .root, &faults)
    }

    /// Notes a fault at `to` where it is surely before `from`.
    static func checkDays(from: PartialDate?, to: PartialDate?, _ pointer: JSONPointer, _ faults: inout Faults) {
        guard let from, let to, to.isCertainlyBefore(from) else { return }
        faults.add(pointer.appending("to"), .inconsistent, "This is before from.")
    }
}

extension Draft<HouseholdMember> {
    /// Whether this says of the same person what the other says too: that they live there on some of the same days.
    ///
    /// What dates leave open is no repetition: somebody left in 2019, and came back in 2019.
    func isRepeated(_ other: Draft<HouseholdMember>) -> Bool {
        self[HouseholdMember.person] == other[HouseholdMember.person] && !mayEnd(before: other)
            && !other.mayEnd(before: self)
    }

    /// Whether it can have ended before the other began.
    private func mayEnd(before other: Draft<HouseholdMember>) -> Bool {
        guard let to = self[HouseholdMember.to] else { return false }
        let end = max(to.earliest, self[HouseholdMember.from]?.earliest ?? to.earliest)
        let begins = [other[HouseholdMember.from]?.latest, other[HouseholdMember.to]?.latest].compactMap(\.self).min()
        return begins.map { end < $0 } ?? true
    }
}
