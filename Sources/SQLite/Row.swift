public import CSQLite

/// A borrowed view of the current row.
///
/// Columns count from 0.
/// Pointers that it gives are valid until the row closure returns and no longer. A `NULL`, and a column past the last,
/// reads as 0 or as empty; `isNull` and the `optional…` forms tell them apart.
public struct Row: ~Copyable {
    @usableFromInline let statement: OpaquePointer

    @inlinable
    init(_ statement: OpaquePointer) {
        self.statement = statement
    }

    /// How many columns the row has.
    @inlinable
    public var columnCount: Int { Int(sqlite3_data_count(statement)) }

    /// Whether a column is `NULL`.
    @inlinable
    public func isNull(_ index: Int) -> Bool {
        check(index)
        return sqlite3_column_type(statement, Int32(truncatingIfNeeded: index)) == SQLITE_NULL
    }

    /// A column as an integer.
    @inlinable
    public func int(_ index: Int) -> Int64 {
        check(index)
        return sqlite3_column_int64(statement, Int32(truncatingIfNeeded: index))
    }

    /// A column as a truth value: whether it is not 0.
    @inlinable
    public func bool(_ index: Int) -> Bool { int(index) != 0 }

    /// A column as a real number.
    @inlinable
    public func double(_ index: Int) -> Double {
        check(index)
        return sqlite3_column_double(statement, Int32(truncatingIfNeeded: index))
    }

    /// The UTF-8 bytes of a text column, straight from SQLite's page.
    @inlinable
    public func text(_ index: Int) -> UnsafeRawBufferPointer {
        check(index)
        let column = Int32(truncatingIfNeeded: index)
        // The order matters: the length is that of the form that was asked for last.
        let bytes = UnsafeRawPointer(sqlite3_column_text(statement, column))
        return UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column)))
    }

    /// The bytes of a blob column, straight from SQLite's page.
    @inlinable
    public func blob(_ index: Int) -> UnsafeRawBufferPointer {
        check(index)
        let column = Int32(truncatingIfNeeded: index)
        let bytes = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column)))
    }

    /// A text column as a `String`; invalid UTF-8 becomes U+FFFD.
    @inlinable
    public func string(_ index: Int) -> String {
        String(decoding: text(index), as: UTF8.self)
    }

    /// A text column as a `String`, nil for `NULL`.
    @inlinable
    public func optionalString(_ index: Int) -> String? { isNull(index) ? nil : string(index) }

    /// A column as an integer, nil for `NULL`.
    @inlinable
    public func optionalInt(_ index: Int) -> Int64? { isNull(index) ? nil : int(index) }

    /// A column as a real number, nil for `NULL`.
    @inlinable
    public func optionalDouble(_ index: Int) -> Double? { isNull(index) ? nil : double(index) }

    /// A column with its type.
    public func value(_ index: Int) -> SQLiteValue {
        check(index)
        return switch sqlite3_column_type(statement, Int32(truncatingIfNeeded: index)) {
        case SQLITE_INTEGER: .integer(int(index))
        case SQLITE_FLOAT: .real(double(index))
        case SQLITE_TEXT: .text(string(index))
        case SQLITE_BLOB: .blob([UInt8](blob(index)))
        default: .null
        }
    }

    /// The name of a column.
    public func name(_ index: Int) -> String {
        sqlite3_column_name(statement, Int32(truncatingIfNeeded: index)).map { String(cString: $0) } ?? ""
    }

    @inlinable
    func check(_ index: Int) {
        assert(index >= 0 && index < columnCount, "the row has no column \(index)")
    }
}
