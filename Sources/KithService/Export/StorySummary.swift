/// How often who asked about a person, for what purpose: what the access log comes to.
struct StorySummary {
    /// How many of the latest requests are looked at.
    static let countMax = 10_000
    private static let pageCount = 1000

    /// Requests of one kind of asker.
    struct Line {
        let asker: String
        let purpose: String?
        let outcome: String
        var times = 0
        var first: String
        let last: String
    }

    private(set) var lines: [Line] = []

    /// Counts the latest requests about a person.
    ///
    /// - Parameter before: The place in the trail from which on rows are left out.
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    init(of person: ID, before: Int64, _ teller: StoryTeller, _ reading: ReadTransaction) throws {
        var before = before
        var seen = 0
        while seen < Self.countMax {
            let items = try AccessLogStore.list(of: person, before: before, limit: Self.pageCount, reading)
            for item in items { add(item, teller) }
            seen += items.count
            guard items.count == Self.pageCount, let last = items.last else { return }
            before = last.seq
        }
    }

    private mutating func add(_ item: AccessLogItem, _ teller: StoryTeller) {
        let role = item.role.map { teller.vocabularies[.role].term($0)?.label ?? $0 } ?? "The service itself"
        let asker = teller.namesWorkers ? item.name ?? role : role
        let outcome = item.isGranted ? "granted" : "refused"
        let purpose = item.purpose.map { teller.vocabularies[.accessPurpose].term($0)?.label ?? $0 }
        let index = lines.firstIndex { $0.asker == asker && $0.purpose == purpose && $0.outcome == outcome }
        if index == nil {
            lines.append(Line(asker: asker, purpose: purpose, outcome: outcome, first: item.at, last: item.at))
        }
        lines[index ?? lines.count - 1].times += 1
        lines[index ?? lines.count - 1].first = item.at
    }
}
