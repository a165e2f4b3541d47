internal import JSON
internal import SQLite

extension Household {
    /// Households in the database.
    static let table = Table<Household>(shown: [
        .init(
            field: members.spec, stamp: HouseholdStore.stampMembers,
            write: HouseholdStore.writeMembers)
    ])
}

/// Households in the database: none without a member.
enum HouseholdStore {
    /// In no order that says anything: their ids do not tell when they were made.
    static let anyOrder = Sort(name: "id", column: "id", isDescending: false)

    /// Records who lives together.
    ///
    /// - Returns: The household, and its members in the order in which they were named.
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(
        _ request: Draft<HouseholdRequest>, by access: Access, _ transaction: WriteTransaction
    ) throws -> (household: ID, members: [ID]) {
        try References.check(request, transaction.reading(by: access))
        let stays = HouseholdRequest.members(of: request)
        try checkApart(stays, transaction.db)
        let id = try Household.table.insert(
            Draft<Household>(), id: transaction.ids.random(), by: access, transaction)
        let members = try stays.map { try HouseholdMemberStore.insert($0, into: id, by: access, transaction) }
        return (id, members)
    }

    /// The condition of the households in which a person lives or lived; of none where the caller may not read them.
    static func of(_ person: ID, _ reading: ReadTransaction) throws -> ListQuery.Condition {
        guard try Person.table.exists(person, reading) else { return HouseholdMemberStore.nobody }
        return ListQuery.Condition("id IN (SELECT household FROM household_members WHERE person = ?)", person)
    }

    /// The members that a household shows by itself.
    static func shownMembers(of id: ID, _ reading: ReadTransaction) throws -> [ID] {
        var members: [ID] = []
        try stamps.query(id, reading) { row in
            if let member = ID(row.text(2)) { members.append(member) }
        }
        return members
    }

    /// Says which members a household shows: one who is hidden moves nothing.
    @Sendable static func stampMembers(_ id: ID, _ reading: ReadTransaction, _ found: inout Stamps) throws {
        try stamps.query(id, reading) { found.append($0, id: 2) }
    }

    /// Writes the list of a household's members.
    @Sendable static func writeMembers(_ id: ID, _ reading: ReadTransaction, _ writer: inout JSONWriter) throws {
        writer.beginArray()
        try rows.query(id, reading) { row in
            writer.beginObject()
            HouseholdMember.table.write(row, picks: .all, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// Makes sure that nobody is put beside somebody from whom a barrier parts them.
    private static func checkApart(_ stays: [Draft<HouseholdMember>], _ db: Connection) throws {
        let people = stays.compactMap { $0[HouseholdMember.person] }
        var faults = Faults()
        for (index, person) in people.enumerated()
        where try people.contains(where: { try PersonBarrierStore.isBetween(person, $0, db) }) {
            let place = JSONPointer.root.appending(HouseholdRequest.members.spec.name).appending(index)
            faults.add(place.appending("person"), .unknownReference, References.missing("person"))
        }
        try faults.throwIfAny()
    }

    /// A statement over the members that a household shows to a caller.
    private struct ShownMembers: Sendable {
        private let own: SQL
        private let all: SQL

        init(_ columns: String) {
            func text(_ condition: String) -> SQL {
                SQL(
                    fixed: """
                        SELECT \(columns) FROM household_members WHERE household = $1 AND \(condition)
                        ORDER BY created_at, id LIMIT \(Household.shownMax)
                        """)
            }
            let marks = AccessRule.Marks.behind(1)
            own = text(
                "\(AccessSQL.isReadable("household_members.person", marks)) AND \(AccessSQL.livesBesideAll(marks))")
            all = text(AccessSQL.livesBesideAll(nil))
        }

        func query(_ id: ID, _ reading: ReadTransaction, row: (borrowing Row) throws -> Void) throws {
            guard let worker = reading.access.worker else { return try reading.db.query(all, id, row: row) }
            try reading.db.query(own, id, worker, reading.nowText, row: row)
        }
    }

    private static let rows = ShownMembers(HouseholdMember.table.selection)
    private static let stamps = ShownMembers("\(Stamps.columns), id")
}
