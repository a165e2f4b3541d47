internal import JSON
internal import SQLite

/// How many barriers, cases and people there are by kind, agency or place, in the database.
enum BarrierSummaryStore {
    /// How many barriers one answer is made of at most.
    static let recordsMax = 100_000
    /// How many groups one answer has at most.
    static let groupsMax = 5000

    /// Counts the barriers that are shared, of those that the caller reads, and all that stands behind them.
    ///
    /// - Parameter kinds: What kinds there are, in their order.
    /// - Returns: The groups in the order in which they are to be read, which no count has part in.
    /// - Throws: `AppError.invalidQuery` where there is too much; `SQLiteError`.
    static func groups(
        by grouping: BarrierGrouping, _ days: MeasureDays, _ kinds: Vocabulary, _ reading: ReadTransaction
    ) throws -> [BarrierSummary.Group] {
        var groups: [BarrierSummary.Group] = []
        var records: Int64 = 0
        try reading.db.query(
            sql(grouping), days.first.canonical, days.end.canonical, reading.access.worker, reading.nowText,
            Int64(recordsMax + 1)
        ) { row in
            let key = row.optionalString(0)
            let name = row.optionalString(1)
            records += row.int(2)
            groups.append(
                BarrierSummary.Group(
                    key: grouping == .place ? name : key, name: label(name, grouping, kinds),
                    barriers: row.int(2), cases: row.int(3), people: row.int(4)))
        }
        guard records <= recordsMax, groups.count <= groupsMax else {
            let detail = "That half-year has more than can be counted: \(recordsMax) barriers, \(groupsMax) groups."
            throw AppError.invalidQuery([Fault(pointer: "/by", code: .outOfRange, detail: detail)])
        }
        return ordered(groups, grouping, kinds)
    }

    private static func label(_ name: String?, _ grouping: BarrierGrouping, _ kinds: Vocabulary) -> String {
        guard let name else { return "Not said" }
        return grouping == .kind ? kinds.term(name)?.label ?? name : name
    }

    /// Kinds as the vocabulary has them, all else by name; what is not said comes last.
    private static func ordered(
        _ groups: [BarrierSummary.Group], _ grouping: BarrierGrouping, _ kinds: Vocabulary
    ) -> [BarrierSummary.Group] {
        let places = grouping == .kind ? kinds.terms.map(\.code) : []
        return groups.map { group in
            let place = group.key.map { places.firstIndex(of: $0) ?? places.count } ?? places.count + 1
            return (order: (place, Names.foldedForSearch(group.name), group.key ?? ""), group: group)
        }
        .sorted { $0.order < $1.order }.map(\.group)
    }
}

extension BarrierSummaryStore {
    /// The statement that counts by that: the key and the name of a group, its barriers, their cases, the people of
    /// these.
    static func sql(_ grouping: BarrierGrouping) -> SQL {
        switch grouping {
        case .kind: byKind
        case .agency: byAgency
        case .place: byPlace
        }
    }

    private static let byKind = counting("kind", name: "chosen.part")
    private static let byAgency = counting(
        "agency", name: "(SELECT agencies.name FROM agencies WHERE agencies.id = chosen.part)")
    private static let byPlace = counting("lower(place)", name: "min(chosen.place)")

    private static func counting(_ key: String, name: String) -> SQL {
        let rule = Barrier.kind.accessRule
        let reads = rule?.list(.behind(2)).joined(separator: " OR ") ?? "1 = 1"
        return SQL(
            fixed: """
                SELECT chosen.part, \(name), count(DISTINCT chosen.id), count(DISTINCT link."case"),
                    count(DISTINCT own.person)
                FROM (
                    SELECT id, \(key) AS part, place FROM barriers
                    WHERE created_at >= $1 AND created_at < $2 AND shared = 1
                        AND (\(reads)) AND \(rule?.besides ?? "1 = 1")
                    ORDER BY created_at LIMIT $5
                ) AS chosen
                LEFT JOIN barrier_links AS link ON link.barrier = chosen.id
                LEFT JOIN case_people AS own ON own."case" = link."case"
                GROUP BY chosen.part
                """)
    }
}
