internal import SQLite

/// A list of arguments of one statement, bound one after the other.
struct Arguments: SQLiteBindable {
    let values: [SQLiteValue]

    /// Lists arguments.
    init(_ values: [SQLiteValue]) {
        self.values = values
    }

    func bind(to binder: inout Binder) {
        for value in values { value.bind(to: &binder) }
    }
}

extension ID: SQLiteBindable {
    /// Binds the id as text, as it is stored.
    func bind(to binder: inout Binder) {
        withText { binder.text($0) }
    }
}

extension Connection {
    /// Whether a statement answers any row.
    func exists<each Argument: SQLiteBindable>(_ sql: SQL, _ arguments: repeat each Argument) throws -> Bool {
        try one(sql, repeat each arguments) { _ in true } ?? false
    }
}
