internal import SQLite

/// A statement of the source code that finds one record by its id, `$1`, with the rule of access within it.
struct RuledSQL: Sendable {
    /// For the operator of the file, who sees all.
    private let all: SQL
    /// For a caller who was found to read what the record belongs to.
    private let decided: SQL
    /// Whether that form needs the caller: where a record is narrowed to some of them.
    private let isNarrowed: Bool
    /// For every other caller; nil where the ceiling of roles is all the rule there is.
    private let ruled: SQL?

    /// Puts a rule behind the condition that a statement ends with.
    ///
    /// - Parameter text: A SELECT whose one parameter is the id, `$1`, and which ends within its WHERE.
    init(_ text: String, _ rule: AccessRule?) {
        all = SQL(fixed: text)
        let narrows = rule?.narrows.map { " AND \($0(.behind(1)))" } ?? ""
        let besides = narrows + (rule?.besides.map { " AND \($0)" } ?? "")
        isNarrowed = !narrows.isEmpty
        decided = besides.isEmpty ? all : SQL(fixed: text + besides)
        ruled = rule.map { SQL(fixed: "\(text) AND \($0.single("$1", .behind(1)))\(besides)") }
    }

    /// The statement for a caller, and the worker whom it is to be asked for, where the rule needs one.
    fileprivate func form(for reading: ReadTransaction) -> (sql: SQL, worker: ID?) {
        guard let worker = reading.access.worker else { return (all, nil) }
        guard let ruled, !reading.isDecided else { return (decided, isNarrowed ? worker : nil) }
        return (ruled, worker)
    }
}

extension ReadTransaction {
    /// Finds one record as the caller may read it; nil where there is none, or none that they may know of.
    @inline(__always)
    func one<Value>(_ sql: RuledSQL, _ id: ID, row: (borrowing Row) throws -> Value) throws -> Value? {
        let (form, worker) = sql.form(for: self)
        guard let worker else { return try db.one(form, id, row: row) }
        return try db.one(form, id, worker, nowText, row: row)
    }

    /// Whether there is such a record that the caller may know of.
    func exists(_ sql: RuledSQL, _ id: ID) throws -> Bool {
        try one(sql, id) { _ in true } ?? false
    }
}
