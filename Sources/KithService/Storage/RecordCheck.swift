internal import SQLite

/// What the tables say of each other, where no constraint of the database can hold them together.
enum RecordCheck {
    private static let rules: [(fault: String, sql: SQL)] = [
        (
            "cases whose lead is not the one active lead period",
            """
            SELECT COUNT(*) FROM cases WHERE lead IS NOT
                (SELECT worker FROM case_leads WHERE "case" = cases.id AND "to" IS NULL)
            """
        ),
        (
            "cases whose lead has left or does not work with people",
            """
            SELECT COUNT(*) FROM cases JOIN workers ON workers.id = cases.lead
            WHERE workers.active = 0 OR workers.role NOT IN ('practitioner', 'supervisor')
            """
        ),
        (
            "cases whose state is not the last move",
            """
            SELECT COUNT(*) FROM cases WHERE state IS NOT
                (SELECT state FROM case_moves WHERE "case" = cases.id ORDER BY created_at DESC, id DESC LIMIT 1)
            """
        ),
        (
            "cases whose people are told in two ways",
            """
            SELECT COUNT(*) FROM cases WHERE json_array_length(people) <>
                (SELECT COUNT(*) FROM case_people WHERE "case" = cases.id)
            """
        ),
        (
            "people whose row is wrong about whether they are in a case",
            """
            SELECT COUNT(*) FROM people WHERE in_case <> EXISTS (
                SELECT 1 FROM case_people WHERE person = people.id)
            """
        ),
        (
            "people of cases beside whom somebody stands who does not lead the case",
            """
            SELECT COUNT(*) FROM case_people AS own JOIN cases ON cases.id = own."case" WHERE own.lead IS NOT cases.lead
            """
        ),
        (
            "parties without a record",
            """
            SELECT COUNT(*) FROM parties WHERE id NOT IN (SELECT id FROM people UNION ALL SELECT id FROM workers
                UNION ALL SELECT id FROM assets UNION ALL SELECT id FROM agencies)
            """
        ),
        (
            "cases without people",
            """
            SELECT COUNT(*) FROM cases WHERE NOT EXISTS (SELECT 1 FROM case_people WHERE "case" = cases.id)
            """
        ),
        (
            "households without members",
            """
            SELECT COUNT(*) FROM households WHERE NOT EXISTS (
                SELECT 1 FROM household_members WHERE household = households.id)
            """
        ),
        (
            "people who were merged without a merge that stands, or the other way round",
            """
            SELECT COUNT(*) FROM people WHERE merged_into IS NOT NULL <> EXISTS (
                SELECT 1 FROM merges WHERE merges.merged = people.id AND undone_at IS NULL)
            """
        ),
        (
            "people who are not shown with the records that were merged into theirs",
            """
            SELECT COUNT(*) FROM people WHERE coalesce(json_array_length(merged_records), 0) <>
                (SELECT COUNT(*) FROM people AS other WHERE other.merged_into = people.id)
            """
        ),
        ("references to records that were merged into another", MergeMoves.countLeft),
        (
            "assets that are not in the full-text index",
            """
            SELECT COUNT(*) FROM assets WHERE NOT EXISTS (SELECT 1 FROM asset_text_keys WHERE asset = assets.id)
            """
        ),
    ]

    /// What does not fit, in plain words; nothing where all is well.
    static func faults(_ db: Connection) throws -> [String] {
        var faults: [String] = []
        for rule in rules {
            let count = try db.one(rule.sql) { $0.int(0) } ?? 0
            if count > 0 { faults.append("\(count) \(rule.fault)") }
        }
        return faults
    }
}

extension Installation {
    /// What the records say of each other that cannot be, in plain words; nothing where all is well.
    public func recordFaults() throws -> [String] {
        let connection = try Connection(path: databasePath, options: .reader)
        return try connection.readTransaction { try RecordCheck.faults(connection) }
    }
}
