internal import JSON
internal import SQLite

extension HouseholdMember {
    /// Members of households in the database.
    static let table = Table<HouseholdMember>()
}

/// Members of households in the database.
enum HouseholdMemberStore {
    /// The household that a member is of.
    static let parent = Parent(of: HouseholdMember.self, HouseholdMember.household, .household)

    /// The condition that nobody meets.
    static let nobody = ListQuery.Condition("1 = 0")

    /// Adds somebody to a household.
    ///
    /// - Throws: `AppError.notFound` where the household is not there; `.invalid`; `.conflict` where the person lives
    ///   there already on some of these days, or the household is full; `SQLiteError`.
    static func create(
        in household: ID, _ draft: Draft<HouseholdMember>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        let reading = transaction.reading(by: access)
        try parent.require(household, reading)
        try References.check(draft, reading)
        guard let person = draft[HouseholdMember.person], try !isParted(person, in: household, reading) else {
            throw AppError.invalid([
                Fault(pointer: "/person", code: .unknownReference, detail: References.missing("person"))
            ])
        }
        try checkDays(draft, nil, in: household, reading.db)
        // Counted as the caller sees it: a household is as full as it looks.
        guard try HouseholdStore.shownMembers(of: household, reading).count < Household.membersMax else {
            throw AppError.conflict(.tooLarge, "A household has at most \(Household.membersMax) members.")
        }
        return try insert(draft, into: household, by: access, transaction)
    }

    /// Adds somebody whose person was looked up.
    static func insert(
        _ draft: Draft<HouseholdMember>, into household: ID, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        var draft = draft
        draft[HouseholdMember.household] = household
        return try HouseholdMember.table.insert(draft, by: access, transaction)
    }

    /// Changes as what, or from when to when, somebody lives in a household.
    ///
    /// - Throws: as `create`, and `AppError.stale`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<HouseholdMember>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        let before = try HouseholdMember.table.record(id, transaction.reading(by: access)).members
        let isMoved = [HouseholdMember.from, HouseholdMember.to].contains {
            draft.json($0.spec) != before[$0.spec.name]
        }
        // What a merge has put over each other stays until somebody says which days are right.
        if isMoved, let household = draft[HouseholdMember.household] {
            try checkDays(draft, id, in: household, transaction.db)
        }
        try HouseholdMember.table.update(id, version: version, to: draft, by: access, transaction)
    }

    /// The condition of the members of a household who are shown beside each other: without a person of whom nobody
    /// says whose household it is; with one, they are there, and whoever is parted from them is not.
    ///
    /// It goes with a list that has the caller's marks.
    static func shown(to reading: ReadTransaction, as person: ID?) throws -> ListQuery.Condition {
        let together = AccessSQL.livesBesideAll(reading.access.worker.map { _ in .list })
        guard let person else { return ListQuery.Condition(together) }
        guard try Person.table.exists(person, reading) else { return nobody }
        return ListQuery.Condition(
            """
            (household_members.person = ? OR \(together)) AND EXISTS (SELECT 1 FROM household_members AS same
                WHERE same.household = household_members.household AND same.person = ?)
            """, person, person)
    }

    /// Whether a barrier parts somebody from a member whom the caller may read: of others nothing is told.
    private static func isParted(_ person: ID, in household: ID, _ reading: ReadTransaction) throws -> Bool {
        var isParted = false
        try reading.db.query(findParted, household, person) { row in
            guard !isParted, let other = ID(row.text(0)) else { return }
            isParted = try Person.table.exists(other, reading)
        }
        return isParted
    }

    /// Makes sure that the person does not live there already on some of these days.
    private static func checkDays(
        _ draft: Draft<HouseholdMember>, _ id: ID?, in household: ID, _ db: Connection
    ) throws {
        guard let person = draft[HouseholdMember.person] else { return }
        var isRepeated = false
        try db.query(findStays, household, person, id) { row in
            var stay = Draft<HouseholdMember>()
            stay[HouseholdMember.person] = person
            stay[HouseholdMember.from] = row.optionalString(0).flatMap { try? PartialDate($0) }
            stay[HouseholdMember.to] = row.optionalString(1).flatMap { try? PartialDate($0) }
            isRepeated = isRepeated || draft.isRepeated(stay)
        }
        guard !isRepeated else {
            throw AppError.conflict(.overlaps, "This person lives there already on some of these days.")
        }
    }

    private static let findStays: SQL = """
        SELECT "from", "to" FROM household_members WHERE household = $1 AND person = $2 AND id IS NOT $3
        """
    private static let findParted: SQL = """
        SELECT beside.person FROM household_members AS beside JOIN person_barriers AS barrier
            ON barrier.until IS NULL AND ((barrier.person = $2 AND barrier.other = beside.person)
                OR (barrier.person = beside.person AND barrier.other = $2))
        WHERE beside.household = $1
        """
}
