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

/// A way on which a caller comes to records of a list: no record is on two of a rule's.
struct ListWay: Sendable {
    let conditions: [String]
    /// Gives a row where there is anything on it for a caller; nil where that is not asked.
    var opens: SQL?

    /// The place of the way of whoever reads all.
    static let all = 0
    /// The place of the way of who was found to read what the records belong to.
    static let decided = 1
    /// How many come before those of the rule.
    static let fixedCount = 2

    /// The ways that a rule leaves.
    static func all(_ rule: AccessRule?) -> [ListWay] {
        // What holds beside the rule holds also where the way is decided already.
        let besides = [rule?.narrows?(.list), rule?.besides].compactMap(\.self).map { "(\($0))" }
        let own = (rule?.list(.list) ?? []).enumerated().map { index, way in
            ListWay(conditions: ["(\(way))"] + besides, opens: rule?.opens[index])
        }
        assert(own.isEmpty || own.contains { $0.opens == nil }, "a list has one way that is always gone")
        return [ListWay(conditions: []), ListWay(conditions: besides)] + own
    }
}

/// What the text of a page depends on: the source of the service alone, and never a value that came from outside.
struct PageShape: Sendable, Hashable {
    /// What a row has before its place in the list.
    enum Columns { case all, stamps }

    let columns: Columns
    let conditions: [String]
    let sort: Sort
    /// Whether it begins behind a record.
    let isLater: Bool
    /// The places of the ways.
    let ways: [Int]
}

extension Table: Listing {
    var listed: [FieldSpec] { Record.fields.withStandardFields }

    func page(_ query: ListQuery, _ reading: ReadTransaction) throws -> (text: String, arguments: [SQLiteValue]) {
        try page(query, reading, .all)
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
        guard isKept, case .all = query.picks, let renderings = reading.renderings?.shared else {
            return try writePageAfresh(query, reading, to: &writer, served: served)
        }
        var stamps = Stamps(rowCount: query.limit)
        var next = try query.readPage(page(query, reading, .stamps), reading) { row in
            stamps.append(row, id: 3)
            if let served, let id = Self.id(of: row) { served(id) }
            return 0
        }
        try stamps.withBytes { stamps in
            // The rows alone say what the array is, whoever asked for it, and how.
            let key = RenderingKey(form: Record.kind.form(.page), id: stamps)
            try writeKept(key, renderings, to: &writer) { writer in
                next = try writePageAfresh(query, reading, to: &writer, served: nil)
            }
        }
        return next
    }

    /// The statement of a page in these columns, and its arguments.
    func page(
        _ query: ListQuery, _ reading: ReadTransaction, _ columns: PageShape.Columns
    ) throws -> (text: String, arguments: [SQLiteValue]) {
        var arguments = query.conditions.flatMap(\.arguments)
        if let after = query.after { arguments += [.text(after.key), .text(after.id)] }
        let (ways, caller) = try ways(query, reading)
        let shape = PageShape(
            columns: columns, conditions: query.conditions.map(\.sql), sort: query.sort, isLater: query.after != nil,
            ways: ways)
        let text = pageTexts.value(shape) { self.text(of: shape) }
        let limit = SQLiteValue.integer(Int64(query.limit + 1))
        return (text, caller + repeatElement(arguments, count: ways.count).joined() + [limit])
    }

    private func text(of page: PageShape) -> String {
        let (column, order) = (page.sort.column, page.sort.isDescending ? "DESC" : "ASC")
        var clauses = page.conditions.map { "(\($0))" }
        if page.isLater { clauses.append("(\(column), id) \(page.sort.isDescending ? "<" : ">") (?, ?)") }
        let columns = page.columns == .all ? selection : Stamps.columns
        let pages = page.ways.map { way in
            let filter = Self.filter(ways[way].conditions + clauses)
            return "SELECT \(columns), \(column) AS page_key, id AS page_id FROM \(name) \(filter)"
        }
        return """
            \(pages.joined(separator: " UNION ALL "))
            ORDER BY page_key \(order), page_id \(order) LIMIT ?
            """
    }

    /// How many records the list has in all.
    func count(_ query: ListQuery, _ reading: ReadTransaction) throws -> Int64 {
        let clauses = query.conditions.map { "(\($0.sql))" }
        let (ways, caller) = try ways(query, reading)
        let arguments = caller + query.conditions.flatMap(\.arguments)
        var total: Int64 = 0
        for way in ways {
            let text = "SELECT COUNT(*) FROM \(name) \(Self.filter(self.ways[way].conditions + clauses))"
            try reading.db.queryText(text, arguments) { total += $0.int(0) }
        }
        return total
    }

    /// On which of the ways the caller comes to the records of a list, and the caller's arguments.
    ///
    /// The arguments come first: their marks have numbers, and those behind them count on from there.
    private func ways(_ query: ListQuery, _ reading: ReadTransaction) throws -> ([Int], [SQLiteValue]) {
        guard let rule, let worker = reading.access.worker else { return ([ListWay.all], []) }
        let caller = [SQLiteValue.text(worker.canonical), .text(reading.nowText)]
        if query.conditions.contains(where: \.isDecided) {
            return ([ListWay.decided], rule.narrows == nil ? [] : caller)
        }
        let open = try ways.indices.dropFirst(ListWay.fixedCount).filter { way in
            guard let opens = ways[way].opens else { return true }
            return try reading.db.exists(opens, worker, reading.nowText)
        }
        return (open, caller)
    }

    private static func filter(_ clauses: [String]) -> String {
        clauses.isEmpty ? "" : "WHERE " + clauses.joined(separator: " AND ")
    }
}
