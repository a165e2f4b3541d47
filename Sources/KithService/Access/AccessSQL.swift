internal import SQLite

/// The parts that the rules of access are made of.
///
/// `case_readers` says who reads which case; SQLite takes a constant worker and a constant case into each arm of that
/// view, though not a column of another table: so a case is asked for by its id, and all else by the set of the
/// caller's cases, which a statement puts together once.
enum AccessSQL {
    typealias Marks = AccessRule.Marks

    /// Whether the caller may read the case whose id is at a mark.
    static func reads(case id: String, _ marks: Marks) -> String {
        #"EXISTS (SELECT 1 FROM case_readers WHERE "case" = \#(id) AND \#(counts(marks)))"#
    }

    /// Who leads a case, in its row.
    static let lead = "cases.lead"

    /// Whether the caller may read the case that is the row of `cases`: whoever leads it stands in the row itself.
    @Sendable static func reads(row id: String, _ marks: Marks) -> String {
        "(\(lead) = \(marks.worker) OR \(reads(case: id, marks)))"
    }

    /// The cases that the caller may read.
    static func cases(_ marks: Marks) -> String {
        #"SELECT "case" FROM case_readers WHERE \#(counts(marks))"#
    }

    /// The cases that the caller may read, for a list: those that they lead, which an index has in the list's order,
    /// and the few that they read on another basis.
    @Sendable static func casesOfList(_ marks: Marks) -> [String] {
        let others = "cases.id IN (\(othersThanLed(marks)))"
        return [
            "cases.lead = \(marks.worker) AND \(marks.now) IS NOT NULL",
            "cases.lead IS NOT \(marks.worker) AND \(others)",
        ]
    }

    /// The cases that the caller may read on another basis than that they lead them.
    private static func othersThanLed(_ marks: Marks) -> String {
        "\(cases(marks)) AND basis <> 'lead'"
    }

    /// Whether there are cases that the caller may read on another basis than that they lead them.
    static let leadsNotAll = SQL(fixed: "\(othersThanLed(.behind(0))) LIMIT 1")

    /// Whether the caller may read the person whose id is at a mark or in a column.
    static func reads(person id: String, _ marks: Marks) -> String {
        """
        (EXISTS (SELECT 1 FROM case_people AS own WHERE own.person = \(id) AND own."case" IN (\(cases(marks))))
        OR EXISTS (SELECT 1 FROM people AS made WHERE made.id = \(id) AND \(isMaker(marks)))
        OR \(wasLetIn(to: id, marks)))
        """
    }

    /// Whether the caller was let in to the person, or to another record of the same person before they were merged.
    private static func wasLetIn(to id: String, _ marks: Marks, for purpose: String = "") -> String {
        """
        EXISTS (SELECT 1 FROM access_grants AS lent
            WHERE lent.worker = \(marks.worker)\(purpose) AND \(isOpen(marks)) AND lent.person IN (
                SELECT asked.id FROM people AS asked WHERE asked.id = \(id) AND asked.merged_into IS NULL
                UNION ALL SELECT asked.id FROM people AS asked WHERE asked.merged_into = \(id)))
        """
    }

    /// The record of a person that goes on: itself, or the one that it was merged into.
    private static func present(_ person: String) -> String {
        "coalesce((SELECT same.merged_into FROM people AS same WHERE same.id = \(person)), \(person))"
    }

    /// Whether the caller may open a case for the person: whom they read because they were let in for a time, they do
    /// not come to lead by their own hand.
    static func mayLead(person id: String, _ marks: Marks) -> String {
        """
        (EXISTS (SELECT 1 FROM case_people AS own WHERE own.person = \(id) AND own."case" IN
            (\(cases(marks)) AND basis IN (\(giving))))
        OR EXISTS (SELECT 1 FROM people AS made WHERE made.id = \(id) AND \(isMaker(marks))))
        """
    }

    /// Whether the caller may have the person's record erased: who was let in for a time may where it was for that.
    static func mayErase(person id: String, _ marks: Marks) -> String {
        """
        (\(mayLead(person: id, marks)) OR \(wasLetIn(to: id, marks, for: " AND lent.purpose = 'rights_request'")))
        """
    }

    /// On which bases somebody may let others in.
    static let giving = "'lead', 'last_lead', 'supervision'"

    /// The people whom the caller may read.
    static func people(_ marks: Marks) -> String {
        """
        SELECT own.person FROM case_people AS own WHERE own.lead = \(marks.worker) AND \(marks.now) IS NOT NULL
        UNION ALL
        SELECT own.person FROM (\(othersThanLed(marks))) AS others
        CROSS JOIN case_people AS own ON own."case" = others."case"
        UNION ALL
        SELECT made.id FROM people AS made WHERE \(isMaker(marks))
        UNION ALL
        SELECT coalesce(asked.merged_into, asked.id)
        FROM access_grants AS lent JOIN people AS asked ON asked.id = lent.person
        WHERE lent.person IS NOT NULL AND lent.worker = \(marks.worker) AND \(isOpen(marks))
        """
    }

    /// Whether the caller may know that there is the person: one whom they may read, or who is tied to one.
    static func knows(person id: String, _ marks: Marks) -> String {
        """
        (\(reads(person: id, marks))
        OR EXISTS (SELECT 1 FROM relationships
            WHERE relationships.from_id = \(id) AND relationships.to_type = 'person' AND \(tieBesides)
                AND \(reads(person: "relationships.to_id", marks)))
        OR EXISTS (SELECT 1 FROM relationships
            WHERE relationships.to_id = \(id) AND relationships.from_type = 'person' AND \(tieBesides)
                AND \(reads(person: "relationships.from_id", marks))))
        """
    }

    /// A grant or a basis that counts now.
    private static func counts(_ marks: Marks) -> String {
        """
        worker = \(marks.worker) AND "from" <= \(marks.now) AND (until IS NULL OR until > \(marks.now))
        """
    }

    private static func isOpen(_ marks: Marks) -> String {
        #"lent."from" <= \#(marks.now) AND lent.until > \#(marks.now)"#
    }

    /// Whether the caller made the person, who is in no case: who leads or led one with them reads them by that.
    ///
    /// Whom they made as one of somebody's network they read as long as they read a case of somebody whom the person is
    /// tied to: else they would go on reading what others write down about that network when they have left.
    private static func isMaker(_ marks: Marks) -> String {
        let ofNetwork = """
            SELECT 1 FROM case_people AS theirs WHERE theirs.person IN (
                SELECT tie.to_id FROM relationships AS tie WHERE tie.from_id = made.id
                UNION ALL SELECT tie.from_id FROM relationships AS tie WHERE tie.to_id = made.id)
            """
        return """
            made.created_by = \(marks.worker) AND made.merged_into IS NULL AND made.in_case = 0
            AND (NOT EXISTS (\(ofNetwork)) OR EXISTS (\(ofNetwork) AND theirs."case" IN (\(cases(marks)))))
            """
    }
}

extension AccessSQL {
    /// A tie is read by whoever reads a person at one of its ends; one without people by everybody who works with them.
    static let relationship = AccessRule(
        single: { _, marks in
            """
            ((relationships.from_type <> 'person' AND relationships.to_type <> 'person')
            OR (relationships.from_type = 'person' AND \(reads(person: "relationships.from_id", marks)))
            OR (relationships.to_type = 'person' AND \(reads(person: "relationships.to_id", marks))))
            """
        },
        list: { marks in
            [
                """
                ((relationships.from_type <> 'person' AND relationships.to_type <> 'person')
                OR relationships.from_id IN (\(people(marks))) OR relationships.to_id IN (\(people(marks))))
                """
            ]
        },
        besides: tieBesides)

    /// What was said about a tie is read by whoever reads the tie.
    static let account = AccessRule(
        single: { id, marks in accountForm(relationship.single(id, marks)) },
        list: { marks in relationship.list(marks).map(accountForm) },
        besides: accountForm("1 = 1"))

    /// A barrier is read by whoever reads one of the two.
    static let personBarrier = AccessRule(
        single: { _, marks in
            """
            (\(reads(person: "person_barriers.person", marks)) OR \(reads(person: "person_barriers.other", marks)))
            """
        },
        list: { marks in
            [
                """
                (person_barriers.person IN (\(people(marks))) OR person_barriers.other IN (\(people(marks))))
                """
            ]
        })

    /// What stood in the way is read by everybody once it is shared; before that by who reads a case that it is of, and
    /// where it is of none by who wrote it.
    static let barrier: AccessRule = {
        let form: @Sendable (Marks) -> String = { marks in
            """
            (barriers.shared = 1
            OR barriers.id IN (SELECT barrier FROM barrier_links WHERE "case" IN (\(cases(marks))))
            OR (barriers.created_by = \(marks.worker)
                AND NOT EXISTS (SELECT 1 FROM barrier_links WHERE barrier = barriers.id)))
            """
        }
        return AccessRule(single: { form($1) }, list: { [form($0)] })
    }()

    /// In which case something stood in the way is told to who reads that case, also below a barrier that all may read.
    static let barrierLink: AccessRule = {
        let form: @Sendable (Marks) -> String = { #"barrier_links."case" IN (\#(cases($0)))"# }
        return AccessRule(single: { form($1) }, list: { [form($0)] }, narrows: form)
    }()

    /// A merge is read by whoever reads the person; once it is undone, by whoever reads both.
    static let merge = AccessRule(
        single: { _, marks in
            """
            (\(reads(person: present("merges.kept"), marks)) AND \(reads(person: present("merges.merged"), marks)))
            """
        },
        list: { marks in
            [
                """
                (\(present("merges.kept")) IN (\(people(marks))) AND \(present("merges.merged")) IN (\(people(marks))))
                """
            ]
        })

    /// A notice is for one worker.
    static let notice = AccessRule(
        single: { _, marks in noticeForm(marks) }, list: { marks in [noticeForm(marks)] })

    /// What is about a person is read by whoever reads the person.
    static func aboutPerson(_ table: String) -> AccessRule {
        AccessRule(
            single: { reads(person: "\(table).person", $1) }, list: { ["\(table).person IN (\(people($0)))"] })
    }

    /// What is about a person or a case is read by whoever reads that.
    static func aboutPersonOrCase(_ table: String, besides: String? = nil) -> AccessRule {
        AccessRule(
            single: { _, marks in
                """
                (\(table)."case" IN (\(cases(marks)))
                OR (\(table).person IS NOT NULL AND \(reads(person: "\(table).person", marks))))
                """
            },
            list: { marks in
                [#"(\#(table)."case" IN (\#(cases(marks))) OR \#(table).person IN (\#(people(marks))))"#]
            },
            besides: besides)
    }

    /// A decision to erase is read by whoever made it, and by auditors.
    static let erasure = AccessRule(single: { erasureForm($1) }, list: { [erasureForm($0)] })

    private static func erasureForm(_ marks: Marks) -> String {
        """
        (erasures.decided_by = \(marks.worker) OR \(marks.now) IS NULL OR EXISTS (
            SELECT 1 FROM workers WHERE workers.id = \(marks.worker) AND workers.role = 'auditor'))
        """
    }

    private static func accountForm(_ condition: String) -> String {
        """
        EXISTS (SELECT 1 FROM relationships
            WHERE relationships.id = accounts.relationship AND \(condition) AND \(tieBesides))
        """
    }

    private static func noticeForm(_ marks: Marks) -> String {
        "notices.worker = \(marks.worker) AND \(marks.now) IS NOT NULL"
    }
}

/// Barriers: what is left out of all that is made for or about a person, whoever reads it.
extension AccessSQL {
    /// No tie between two people whom a barrier parts, nor between two records of one person.
    static let tieBesides = """
        (SELECT merged_into FROM people WHERE people.id = relationships.from_id) IS NOT relationships.to_id
        AND (SELECT merged_into FROM people WHERE people.id = relationships.to_id) IS NOT relationships.from_id
        AND NOT EXISTS (SELECT 1 FROM person_barriers AS barrier WHERE barrier.until IS NULL
            AND ((barrier.person = relationships.from_id AND barrier.other = relationships.to_id)
                OR (barrier.person = relationships.to_id AND barrier.other = relationships.from_id)))
        """

    /// No decision to share with somebody from whom a barrier parts the person, or one of the people of the case.
    static let shareBesides = """
        (share_decisions.with_type IS NOT 'person' OR NOT EXISTS (
            SELECT 1 FROM person_barriers AS barrier
            WHERE barrier.until IS NULL AND share_decisions.with_id IN (barrier.person, barrier.other)
                AND CASE share_decisions.with_id WHEN barrier.person THEN barrier.other ELSE barrier.person END IN (
                    SELECT share_decisions.person
                    UNION ALL
                    SELECT own.person FROM case_people AS own WHERE own."case" = share_decisions."case")))
        """
}
