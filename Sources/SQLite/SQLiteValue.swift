/// One value of SQLite, of any of its types: for dynamic statements and generic readers.
public enum SQLiteValue: Sendable, Hashable, SQLiteBindable {
    /// `NULL`.
    case null
    /// A 64-bit integer.
    case integer(Int64)
    /// A double.
    case real(Double)
    /// Text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// Binds the value.
    public func bind(to binder: inout Binder) {
        switch self {
        case .null: binder.null()
        case .integer(let value): binder.integer(value)
        case .real(let value): binder.real(value)
        case .text(let value): value.bind(to: &binder)
        case .blob(let value): value.bind(to: &binder)
        }
    }
}
