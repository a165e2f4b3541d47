internal import CSQLite

/// An extended result code of SQLite (https://www.sqlite.org/rescode.html).
public struct ResultCode: RawRepresentable, Sendable, Hashable {
    /// The extended code as SQLite gives it, for example 2067 for a broken unique constraint.
    public let rawValue: Int32

    /// Wraps a code as SQLite gave it.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}
