internal import SQLite

/// Which records are told in a person's story, in which order, and as of which version: gathered in one snapshot.
enum StoryKeys {
    /// A record of the story.
    struct Key: Sendable {
        let kind: ResourceKind
        let id: ID
        let version: Int64
        let at: String
    }

    /// How many records a story has at most: some hundred bytes of memory each.
    static let countMax = 100_000

    /// The records about a person that the caller may read, in time order.
    ///
    /// - Throws: `AppError.conflict` where there are more than `countMax`; `SQLiteError`.
    static func find(_ person: ID, _ reading: ReadTransaction) throws -> [Key] {
        var keys: [Key] = []
        func add(_ row: borrowing Row) throws {
            guard keys.count < countMax else { throw AppError.conflict(.tooLarge, "The story is too long to be told.") }
            let index = Int(row.int(0))
            guard ResourceKind.allCases.indices.contains(index), let id = ID(row.text(2)) else { return }
            keys.append(
                Key(kind: ResourceKind.allCases[index], id: id, version: row.int(3), at: row.string(1)))
        }
        if let worker = reading.access.worker {
            try reading.db.query(own, person, worker, reading.nowText) { try add($0) }
        } else {
            try reading.db.query(all, person) { try add($0) }
        }
        return keys
    }

    /// The condition that a record of a kind tells of the person `$1`: it belongs to them, or to what does.
    private static func reach(_ kind: ResourceKind) -> String {
        if kind == .supportCase { return "cases.id IN (\(cases))" }
        let ways = kind.stored.fields.compactMap { spec -> String? in
            guard let owner = spec.owner, let column = spec.columns.last else { return nil }
            if owner == .person { return "\(kind.table).\(column) = $1" }
            // What others share with the person is not theirs to be told.
            guard ErasureReach.owners.contains(owner), ![.worker, .agency, .asset, .household].contains(owner) else {
                return nil
            }
            return "\(kind.table).\(column) IN (SELECT id FROM \(owner.table) WHERE \(reach(owner)))"
        }
        return "(\(ways.joined(separator: " OR ")))"
    }

    /// The cases of the person, but those that are also for somebody from whom a barrier parts them: of these nobody
    /// can say, without reading them, what is about the one alone.
    private static let cases = """
        SELECT theirs."case" FROM case_people AS theirs WHERE theirs.person = $1 AND NOT EXISTS (
            SELECT 1 FROM case_people AS beside JOIN person_barriers AS barrier ON barrier.until IS NULL
                AND ((barrier.person = $1 AND barrier.other = beside.person)
                    OR (barrier.other = $1 AND barrier.person = beside.person))
            WHERE beside."case" = theirs."case")
        """

    private static func statement(_ rule: (ResourceKind) -> [String]) -> SQL {
        let parts = ResourceKind.allCases.compactMap { kind -> String? in
            guard let line = kind.story else { return nil }
            let besides = kind.accessRule?.besides.map { [$0] } ?? []
            let conditions = [reach(kind)] + rule(kind) + besides + (line.condition.map { [$0] } ?? [])
            return """
                SELECT \(kind.number) AS kind, \(line.at) AS at, id, version FROM \(kind.table)
                WHERE \(conditions.joined(separator: " AND "))
                """
        }
        return SQL(fixed: parts.joined(separator: "\nUNION ALL\n") + "\nORDER BY at, kind, id")
    }

    private static let all = statement { _ in [] }
    private static let own = statement { kind in
        // What may be read meets one of the rule's conditions.
        kind.accessRule.map { rule in ["(\(rule.list(.behind(1)).joined(separator: " OR ")))"] } ?? []
    }
}
