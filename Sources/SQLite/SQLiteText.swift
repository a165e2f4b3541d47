/// UTF-8 bytes to be bound as text, for callers that have bytes and want no `String`.
public struct SQLiteText: SQLiteBindable {
    /// The bytes, without a zero at the end.
    public let bytes: ArraySlice<UInt8>

    /// Takes bytes that are valid UTF-8: SQLite does not check them.
    @inlinable
    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// Takes bytes that are valid UTF-8: SQLite does not check them.
    @inlinable
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    /// Binds text.
    @inlinable
    public func bind(to binder: inout Binder) {
        bytes.withUnsafeBytes { binder.text($0) }
    }
}
