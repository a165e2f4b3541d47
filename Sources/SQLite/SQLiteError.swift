internal import CSQLite

/// A fault that SQLite, or this module before it, reports.
///
/// Its words are for the operator. They hold no argument of a statement: where SQLite's own message could quote one
/// (FTS5 and JSON functions do), the general words of the code stand instead.
public struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// How this module was used wrongly.
    public enum Usage: Sendable, Equatable {
        /// A statement was run again from within its own row closure.
        case statementInUse
        /// The statement takes another number of arguments than were given.
        case argumentCount(expected: Int, given: Int)
        /// The parameters `$1 … $n` leave out a number, or numbered and other parameters are mixed.
        case parameterNumbers
        /// `BEGIN`, `COMMIT`, `ROLLBACK`, `SAVEPOINT` or `RELEASE` as SQL text: `transaction` and `savepoint` do that.
        case transactionControl
        /// A transaction within a transaction.
        case nestedTransaction
        /// The transaction is over: SQLite rolled it back by itself after an earlier fault.
        case transactionEnded
        /// SQL text without a statement, or with more than one, where one is expected.
        case notOneStatement
    }

    /// The extended result code.
    public let code: ResultCode
    /// What happened, for the operator.
    public let message: String
    /// The statement without its arguments, cut to 500 characters; nil where no statement was involved.
    public let sql: String?
    /// The file that could not be opened, where that is the fault.
    public let path: String?
    /// How this module was used wrongly, where that is the fault.
    public let usage: Usage?

    /// The kind of constraint that broke; nil for any other fault.
    public var constraint: Constraint? { Constraint(code) }
    /// Whether a constraint broke.
    public var isConstraint: Bool { code.primary == .constraint }
    /// Whether another connection or process held the lock for longer than the busy timeout.
    public var isBusy: Bool { code.primary == .busy }
    /// Whether the storage below failed (input or output, full disk, locks of the log), so that trying later may help.
    public var isStorageFailure: Bool {
        [.inputOutput, .full, .cannotOpen, .lockProtocol, .readOnly].contains(code.primary)
    }

    /// One line: the file, the message, the code and the statement.
    public var description: String {
        (path.map { "\($0): " } ?? "") + "\(message) (SQLite code \(code.rawValue))" + (sql.map { " in: \($0)" } ?? "")
    }

    /// Makes an error of a code, for callers that stand in for SQLite.
    public init(code: ResultCode, message: String? = nil, sql: String? = nil) {
        self.init(code: code, message: message ?? code.words, sql: sql, usage: nil)
    }

    init(_ usage: Usage, sql: String?) {
        self.init(code: .misuse, message: Self.words(usage), sql: sql, usage: usage)
    }

    private init(code: ResultCode, message: String, sql: String?, usage: Usage?, path: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql.map { String($0.prefix(500)) }
        self.usage = usage
        self.path = path
    }

    /// The fault that the connection reports just now, while no argument was bound yet: SQLite's whole message is safe.
    static func unbound(_ database: OpaquePointer?, sql: String?) -> SQLiteError {
        let message = sqlite3_errmsg(database).map { String(cString: $0) }
        return SQLiteError(
            code: ResultCode(rawValue: sqlite3_extended_errcode(database)), message: message, sql: sql)
    }

    /// The fault of a file that could not be opened, with the system's reason where SQLite has one.
    static func opening(_ path: String, _ database: OpaquePointer?, _ result: Int32) -> SQLiteError {
        let code = ResultCode(rawValue: database.map(sqlite3_extended_errcode) ?? result)
        let number = sqlite3_system_errno(database)
        let reason = number == 0 ? "" : ": " + FileError.words(number)
        return SQLiteError(code: code, message: code.words + reason, sql: nil, usage: nil, path: path)
    }

    /// The fault of a statement with arguments.
    ///
    /// Only constraint messages are kept: they name tables, columns and constraints. Others may quote an argument.
    static func bound(_ database: OpaquePointer, sql: String?) -> SQLiteError {
        let code = ResultCode(rawValue: sqlite3_extended_errcode(database))
        guard code.primary == .constraint else { return SQLiteError(code: code, sql: sql) }
        return unbound(database, sql: sql)
    }

    private static func words(_ usage: Usage) -> String {
        switch usage {
        case .statementInUse: "the statement is being read already: collect its rows first, or use another statement"
        case .argumentCount(let expected, let given): "the statement takes \(expected) arguments, \(given) were given"
        case .parameterNumbers: "the parameters must be $1 to $n, each number used and no other kind among them"
        case .transactionControl: "transactions are begun and ended by transaction and savepoint, not by SQL text"
        case .nestedTransaction: "a transaction is open already: use savepoint"
        case .transactionEnded: "the transaction is over: SQLite rolled it back after an earlier fault"
        case .notOneStatement: "exactly one statement is expected"
        }
    }
}
