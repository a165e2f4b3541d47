internal import JSON
internal import SQLite

/// All that happened in one case, of which its caller was found to be a reader: one statement, merged of the kinds.
///
/// Each kind is read along an index in the timeline's order, so that a page reads of it what it shows, and one row
/// more.
struct TimelineList: Listing {
    private let supportCase: ID
    /// Which kinds it has, by their places in `TimelineKind.all`.
    private let kinds: [Int]
    /// The first day, and the day behind the last.
    private let from: LocalDate?
    private let before: LocalDate?

    let listed = TimelineEntry.members

    /// The newest entry first.
    static let newest = Sort(name: "-at", column: "at", isDescending: true)
    /// The oldest entry first.
    static let oldest = Sort(name: "at", column: "at", isDescending: false)

    /// The timeline of a case.
    ///
    /// - Parameters:
    ///   - kinds: The names of the kinds that are wanted; all where it is nil.
    ///   - from: The first day, from its beginning (UTC).
    ///   - to: The last day, to its end.
    init(of supportCase: ID, kinds: Set<String>? = nil, from: LocalDate? = nil, to: LocalDate? = nil) {
        self.supportCase = supportCase
        self.kinds = TimelineKind.all.indices.filter { kinds?.contains(TimelineKind.all[$0].name) ?? true }
        self.from = from
        before = to?.adding(days: 1)
    }

    func page(_ query: ListQuery, _ reading: ReadTransaction) -> (text: String, arguments: [SQLiteValue]) {
        var arguments = Self.arguments(supportCase, reading)
        let order = query.sort.isDescending ? "DESC" : "ASC"
        let days = days(&arguments)
        var after: (key: String, id: String)?
        if let cursor = query.after {
            after = (Self.mark(.text(cursor.key), &arguments), Self.mark(.text(cursor.id), &arguments))
        }
        let arms = kinds.map { index in
            let kind = TimelineKind.all[index]
            var conditions = conditions(kind, days)
            if let after {
                conditions.append("(\(kind.at), id) \(query.sort.isDescending ? "<" : ">") (\(after.key), \(after.id))")
            }
            let filling = String(repeating: ", NULL", count: TimelineKind.widthMax - kind.width)
            return """
                SELECT \(kind.selection)\(filling), \(index), \(kind.at) AS page_key, id AS page_id
                FROM \(kind.table) WHERE \(conditions.joined(separator: " AND "))
                """
        }
        let limit = Self.mark(.integer(Int64(query.limit + 1)), &arguments)
        let text = """
            \(arms.joined(separator: " UNION ALL "))
            ORDER BY page_key \(order), page_id \(order) LIMIT \(limit)
            """
        return (text, arguments)
    }

    func count(_ query: ListQuery, _ reading: ReadTransaction) throws -> Int64 {
        var arguments = Self.arguments(supportCase, reading)
        let days = days(&arguments)
        var total: Int64 = 0
        let arms = kinds.map { index in
            let kind = TimelineKind.all[index]
            return "SELECT COUNT(*) FROM \(kind.table) WHERE \(conditions(kind, days).joined(separator: " AND "))"
        }
        try reading.db.queryText(arms.joined(separator: " UNION ALL "), arguments) { total += $0.int(0) }
        return total
    }

    func writePage(
        _ query: ListQuery, _ reading: ReadTransaction, to writer: inout JSONWriter, served: ((ID) -> Void)?
    ) throws -> Cursor? {
        try writePageAfresh(query, reading, to: &writer, served: served)
    }

    func write(_ row: borrowing Row, picks: Picks, to writer: inout JSONWriter) {
        let kind = Self.kind(of: row)
        for member in listed where picks.contains(member.name) {
            writer.name(member.jsonName)
            switch member.name {
            case TimelineEntry.kind.spec.name: writer.string(kind.name)
            case TimelineEntry.at.spec.name: writer.string(utf8: row.text(Self.keyIndex))
            case TimelineEntry.id.spec.name: writer.string(utf8: row.text(Self.keyIndex + 1))
            default: write(row, kind, to: &writer)
            }
        }
    }

    func csv(_ picks: Picks) -> CSVForm {
        let names = listed.map(\.name).filter(picks.contains)
        return CSVForm(names: names) { row, rows in
            let kind = Self.kind(of: row)
            rows.append(
                names.map { name in
                    switch name {
                    case TimelineEntry.kind.spec.name: return Array(kind.name.utf8)
                    case TimelineEntry.at.spec.name: return Array(row.text(Self.keyIndex))
                    case TimelineEntry.id.spec.name: return Array(row.text(Self.keyIndex + 1))
                    default:
                        var writer = JSONWriter()
                        write(row, kind, to: &writer)
                        return writer.bytes()
                    }
                })
        }
    }

    private func write(_ row: borrowing Row, _ kind: TimelineKind, to writer: inout JSONWriter) {
        writer.beginObject()
        for column in kind.columns { column.write(row, to: &writer) }
        writer.endObject()
    }

    private func conditions(_ kind: TimelineKind, _ days: (from: String?, before: String?)) -> [String] {
        [
            #""case" = ?3"#, days.from.map { "\(kind.at) >= \($0)" }, days.before.map { "\(kind.at) < \($0)" },
        ].compactMap(\.self) + kind.conditions
    }

    /// The marks of the days that bound it.
    ///
    /// A day's text sorts before that of each of its moments, and that of the next day behind them.
    private func days(_ arguments: inout [SQLiteValue]) -> (from: String?, before: String?) {
        let from = from.map { Self.mark(.text($0.canonical), &arguments) }
        return (from, before.map { Self.mark(.text($0.canonical), &arguments) })
    }

    /// What each statement has: the caller and the time, as `AccessRule.Marks.list` names them, and the case.
    private static func arguments(_ supportCase: ID, _ reading: ReadTransaction) -> [SQLiteValue] {
        let worker = reading.access.worker.map { SQLiteValue.text($0.canonical) } ?? .null
        return [worker, .text(reading.nowText), .text(supportCase.canonical)]
    }

    private static func mark(_ value: SQLiteValue, _ arguments: inout [SQLiteValue]) -> String {
        arguments.append(value)
        return "?\(arguments.count)"
    }

    private static let keyIndex = TimelineKind.widthMax + 1

    /// The kind of a row, whose place in `all` each arm has written into it.
    private static func kind(of row: borrowing Row) -> TimelineKind {
        TimelineKind.all[Int(row.int(TimelineKind.widthMax))]
    }
}
