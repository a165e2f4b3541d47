/// The kind of constraint that a statement broke, told by SQLite's extended result code and never by message text.
///
/// Which of several unique constraints broke is not in the code. A store that must know has two safe ways:
/// `INSERT … ON CONFLICT (column) DO NOTHING` names one of them, and no change then says that this one stood in the
/// way; or it catches `.unique` and asks with a `SELECT` in the same transaction, where nobody else can write.
public enum Constraint: Int32, Sendable, Hashable, CaseIterable {
    /// A kind that SQLite does not tell apart (`SQLITE_CONSTRAINT` alone).
    case other = 19
    /// A `CHECK` failed.
    case check = 275
    /// A reference to a row that is not there, or the removal of one that is referred to.
    case foreignKey = 787
    /// A `NULL` where none is allowed.
    case notNull = 1299
    /// A primary key that is there already.
    case primaryKey = 1555
    /// A trigger called `RAISE`.
    case trigger = 1811
    /// A value that a unique index holds already.
    case unique = 2067
    /// A virtual table refused.
    case virtualTable = 2323
    /// A row identifier that is there already.
    case rowID = 2579
    /// A value of the wrong type for a column of a `STRICT` table.
    case dataType = 3091

    /// The kind that a result code stands for, or nil where the code is of another family.
    public init?(_ code: ResultCode) {
        guard code.primary == .constraint else { return nil }
        self = Constraint(rawValue: code.rawValue) ?? .other
    }
}
