internal import CSQLite

/// An extended result code of SQLite (https://www.sqlite.org/rescode.html).
///
/// Codes are compared whole: `code == .busy` is false for `SQLITE_BUSY_SNAPSHOT`. Ask `code.primary == .busy` where
/// the family is meant.
public struct ResultCode: RawRepresentable, Sendable, Hashable {
    /// The extended code as SQLite gives it, for example 2067 for a broken unique constraint.
    public let rawValue: Int32

    /// Wraps a code as SQLite gave it.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The family of the code: its low eight bits.
    public var primary: ResultCode { ResultCode(rawValue: rawValue & 0xFF) }

    /// SQLite's own words for the code in English; they never hold anything of a statement or its arguments.
    public var words: String {
        sqlite3_errstr(rawValue).map { String(cString: $0) } ?? "unknown error"
    }
}

extension ResultCode {
    /// `SQLITE_OK`: no fault.
    public static let ok = ResultCode(rawValue: 0)
    /// `SQLITE_ERROR`: a fault in the SQL, or one that has no code of its own.
    public static let error = ResultCode(rawValue: 1)
    /// `SQLITE_BUSY`: another connection or process holds the lock.
    public static let busy = ResultCode(rawValue: 5)
    /// `SQLITE_LOCKED`: another statement of this connection holds the lock.
    public static let locked = ResultCode(rawValue: 6)
    /// `SQLITE_NOMEM`: memory could not be had.
    public static let noMemory = ResultCode(rawValue: 7)
    /// `SQLITE_READONLY`: a write through a connection or to a file that is read only.
    public static let readOnly = ResultCode(rawValue: 8)
    /// `SQLITE_INTERRUPT`: the statement was interrupted.
    public static let interrupted = ResultCode(rawValue: 9)
    /// `SQLITE_IOERR`: the operating system failed to read, write, sync or open.
    public static let inputOutput = ResultCode(rawValue: 10)
    /// `SQLITE_CORRUPT`: the file is damaged.
    public static let corrupt = ResultCode(rawValue: 11)
    /// `SQLITE_FULL`: the disk is full.
    public static let full = ResultCode(rawValue: 13)
    /// `SQLITE_CANTOPEN`: the file could not be opened.
    public static let cannotOpen = ResultCode(rawValue: 14)
    /// `SQLITE_PROTOCOL`: the locks of the write-ahead log could not be had.
    public static let lockProtocol = ResultCode(rawValue: 15)
    /// `SQLITE_TOOBIG`: a text or blob is longer than SQLite takes.
    public static let tooBig = ResultCode(rawValue: 18)
    /// `SQLITE_CONSTRAINT`: a constraint was broken; the extended codes say of what kind.
    public static let constraint = ResultCode(rawValue: 19)
    /// `SQLITE_MISMATCH`: a value of the wrong type for its column.
    public static let mismatch = ResultCode(rawValue: 20)
    /// `SQLITE_MISUSE`: this module was used wrongly; `SQLiteError.usage` says how.
    public static let misuse = ResultCode(rawValue: 21)
    /// `SQLITE_AUTH`: the statement is not allowed here.
    public static let notAuthorized = ResultCode(rawValue: 23)
    /// `SQLITE_RANGE`: a parameter that the statement does not have.
    public static let range = ResultCode(rawValue: 25)
    /// `SQLITE_NOTADB`: the file is not a database.
    public static let notADatabase = ResultCode(rawValue: 26)

    static let row = ResultCode(rawValue: 100)
    static let done = ResultCode(rawValue: 101)
}
