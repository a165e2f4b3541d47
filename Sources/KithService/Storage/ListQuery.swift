internal import JSON
internal import SQLite

/// Which records a list has, in which order, and which page of it.
struct ListQuery: Sendable {
    /// How many records a page has where nobody says, and at most.
    static let limitStandard = 50
    static let limitMax = 200
    /// Past how many bytes a page takes no further record, however few it has.
    static let pageBytesMax = 1 << 20

    /// A condition that the records of the list meet, with the arguments for its marks `?`.
    struct Condition: Sendable {
        let sql: String
        let arguments: [SQLiteValue]
        /// Whether the caller was found to read all that meets it, by what it belongs to.
        private(set) var isDecided = false

        /// The same condition, where the caller was found to read all that meets it.
        var decided: Condition {
            var copy = self
            copy.isDecided = true
            return copy
        }

        /// Makes a condition; `sql` is written in the source, whatever comes from outside is an argument.
        init<each Argument: FieldValue>(_ sql: String, _ arguments: repeat each Argument) {
            self.sql = sql
            var values: [SQLiteValue] = []
            repeat values.append((each arguments).json.stored)
            self.arguments = values
        }

        /// The condition that a field has a value, which has gone through its shape.
        init(_ spec: FieldSpec, is value: JSONValue) {
            sql = spec.columns.map { "\($0) = ?" }.joined(separator: " AND ")
            var values: [SQLiteValue] = []
            spec.kind.store(value, in: &values)
            arguments = values
        }
    }

    private(set) var conditions: [Condition] = []
    var sort: Sort
    var limit = limitStandard
    var after: Cursor?
    var includesTotal = false
    var picks = Picks.all

    /// Makes the query for all records in that order.
    init(sort: Sort) {
        self.sort = sort
    }

    /// Narrows the list.
    mutating func narrow(_ condition: Condition) {
        conditions.append(condition)
    }
}

/// An order of a list: by one text column, and by id among equals.
struct Sort: Sendable, Hashable {
    /// The name on the wire.
    let name: String
    /// The column, which is never NULL.
    let column: String
    let isDescending: Bool

    /// In the order of recording.
    static let created = Sort(name: "created", column: "created_at", isDescending: false)
    /// The newest record first.
    static let newest = Sort(name: "-created", column: "created_at", isDescending: true)
    /// By name, as people sort it.
    static let byName = Sort(name: "name", column: "sort_name", isDescending: false)
}

/// The place behind the last record of a page.
struct Cursor: Sendable, Hashable {
    let sort: String
    let key: String
    let id: String
}

extension ListQuery {
    /// Gives the rows that a statement answers, as one page.
    ///
    /// - Parameter body: Takes a row, and says how many bytes the page has so far.
    /// - Returns: Where the next page begins, or nil where this was the last.
    /// - Throws: `SQLiteError`; what `body` throws.
    func readPage(
        _ statement: (text: String, arguments: [SQLiteValue]), _ reading: ReadTransaction,
        _ body: (borrowing Row) throws -> Int
    ) throws -> Cursor? {
        var count = 0
        var last: Cursor?
        var isCut = false
        try reading.db.queryText(statement.text, statement.arguments) { row in
            guard last == nil else {
                isCut = true
                return
            }
            count += 1
            let bytes = try body(row)
            if count == limit || bytes >= Self.pageBytesMax {
                let column = row.columnCount - 2
                last = Cursor(sort: sort.name, key: row.string(column), id: row.string(column + 1))
            }
        }
        return isCut ? last : nil
    }
}

extension Table: Listing {
    var listed: [FieldSpec] { Record.fields.withStandardFields }

    func page(_ query: ListQuery, _ reading: ReadTransaction) -> (text: String, arguments: [SQLiteValue]) {
        page(query, reading, selection)
    }

    func csv(_ picks: Picks) -> CSVForm {
        let picked = zip(listed, columns).filter { picks.contains($0.0.name) }
        let columns = picked.map(\.1)
        return CSVForm(names: picked.map(\.0.name)) { row, rows in rows.append(row, columns) }
    }

    /// Writes the records of one page as an array, each whole or in its picked members.
    ///
    /// - Parameter served: Told the id of each record.
    /// - Returns: Where the next page begins, or nil where this was the last.
    /// - Throws: `SQLiteError`.
    func writePage(
        _ query: ListQuery, _ reading: ReadTransaction, to writer: inout JSONWriter, served: ((ID) -> Void)? = nil
    ) throws -> Cursor? {
        guard isKept, case .all = query.picks, let renderings = reading.renderings else {
            return try writePageAfresh(query, reading, to: &writer, served: served)
        }
        var stamps = Stamps()
        var next = try query.readPage(page(query, reading, Stamps.columns), reading) { row in
            stamps.append(row, id: 3)
            if let served, let id = Self.id(of: row) { served(id) }
            return 0
        }
        try stamps.withBytes { stamps in
            // The rows alone say what the array is, whoever asked for it, and how.
            let key = RenderingKey(form: Self.form(.page), version: 0, id: stamps, stamps: .init(start: nil, count: 0))
            try writeKept(key, renderings, to: &writer) { writer in
                next = try writePageAfresh(query, reading, to: &writer, served: nil)
            }
        }
        return next
    }

    /// The statement of a page in these columns, and its arguments.
    func page(
        _ query: ListQuery, _ reading: ReadTransaction, _ columns: String
    ) -> (text: String, arguments: [SQLiteValue]) {
        var (clauses, arguments) = clauses(query)
        let (column, order) = (query.sort.column, query.sort.isDescending ? "DESC" : "ASC")
        if let after = query.after {
            clauses.append("(\(column), id) \(query.sort.isDescending ? "<" : ">") (?, ?)")
            arguments += [.text(after.key), .text(after.id)]
        }
        let (ways, caller) = ways(query, reading)
        let pages = ways.map { way in
            "SELECT \(columns), \(column) AS page_key, id AS page_id FROM \(name) \(Self.filter(way + clauses))"
        }
        let text = """
            \(pages.joined(separator: " UNION ALL "))
            ORDER BY page_key \(order), page_id \(order) LIMIT ?
            """
        let limit = SQLiteValue.integer(Int64(query.limit + 1))
        return (text, caller + repeatElement(arguments, count: ways.count).joined() + [limit])
    }

    /// How many records the list has in all.
    func count(_ query: ListQuery, _ reading: ReadTransaction) throws -> Int64 {
        let (clauses, arguments) = clauses(query)
        let (ways, caller) = ways(query, reading)
        var total: Int64 = 0
        for way in ways {
            let text = "SELECT COUNT(*) FROM \(name) \(Self.filter(way + clauses))"
            try reading.db.queryText(text, caller + arguments) { total += $0.int(0) }
        }
        return total
    }

    /// What the records of a list meet of what was asked for.
    private func clauses(_ query: ListQuery) -> ([String], [SQLiteValue]) {
        (query.conditions.map { "(\($0.sql))" }, query.conditions.flatMap(\.arguments))
    }

    /// On which ways the caller comes to the records of a list: the conditions of each, and the caller's arguments.
    ///
    /// No record meets the conditions of two. The arguments come first: their marks have numbers, and those behind them
    /// count on from there.
    private func ways(_ query: ListQuery, _ reading: ReadTransaction) -> ([[String]], [SQLiteValue]) {
        guard let rule, let worker = reading.access.worker else { return ([[]], []) }
        let narrows = rule.narrows.map { ["(\($0(.list)))"] } ?? []
        let besides = narrows + (rule.besides.map { ["(\($0))"] } ?? [])
        let caller = [SQLiteValue.text(worker.canonical), .text(reading.nowText)]
        if query.conditions.contains(where: \.isDecided) { return ([besides], narrows.isEmpty ? [] : caller) }
        return (rule.list(.list).map { ["(\($0))"] + besides }, caller)
    }

    private static func filter(_ clauses: [String]) -> String {
        clauses.isEmpty ? "" : "WHERE " + clauses.joined(separator: " AND ")
    }
}
