/// The rules of who lives together: to live with somebody lets nobody read anything.
extension AccessSQL {
    /// That somebody lives in a household is read by whoever reads that person, and by nobody for the household's sake.
    static let householdMember: AccessRule = {
        var rule = aboutPerson(ResourceKind.householdMember.table)
        rule.narrows = { isReadable("household_members.person", $0) }
        return rule
    }()

    /// A household is there for whoever reads one of its members.
    static let household = AccessRule(
        single: { id, marks in
            """
            EXISTS (SELECT 1 FROM household_members
                WHERE household_members.household = \(id) AND \(isReadable("household_members.person", marks)))
            """
        },
        list: { marks in
            ["households.id IN (SELECT household FROM household_members WHERE person IN (\(people(marks))))"]
        })

    /// Whether a member is shown beside the others: no barrier parts them from another member whom the caller reads.
    ///
    /// Of those whom the caller may not read nothing is weighed: that one came or went would show otherwise.
    ///
    /// - Parameter marks: nil for the operator of the file, who reads all.
    static func livesBesideAll(_ marks: Marks?) -> String {
        let isRead = marks.map { " AND \(isReadable("beside.person", $0))" } ?? ""
        return """
            NOT EXISTS (SELECT 1 FROM household_members AS beside JOIN person_barriers AS barrier
                ON barrier.until IS NULL
                    AND ((barrier.person = household_members.person AND barrier.other = beside.person)
                        OR (barrier.person = beside.person AND barrier.other = household_members.person))
                WHERE beside.household = household_members.household\(isRead))
            """
    }

    /// Whether a member is one of the people whom the caller may read: these are put together once for a statement.
    ///
    /// To look for the reasons to read each member took four times as long for one who is hidden, and so told of them.
    static func isReadable(_ person: String, _ marks: Marks) -> String {
        "\(person) IN (\(people(marks)))"
    }
}
