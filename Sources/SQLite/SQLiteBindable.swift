/// A value that a statement takes as an argument.
public protocol SQLiteBindable {
    /// Binds the value as the next argument: exactly one call on `binder`.
    func bind(to binder: inout Binder)
}

extension Int64: SQLiteBindable {
    /// Binds an integer.
    @inlinable
    public func bind(to binder: inout Binder) { binder.integer(self) }
}

extension Int: SQLiteBindable {
    /// Binds an integer.
    @inlinable
    public func bind(to binder: inout Binder) { binder.integer(Int64(self)) }
}

extension Bool: SQLiteBindable {
    /// Binds 1 or 0.
    @inlinable
    public func bind(to binder: inout Binder) { binder.integer(self ? 1 : 0) }
}

extension Double: SQLiteBindable {
    /// Binds a real number.
    @inlinable
    public func bind(to binder: inout Binder) { binder.real(self) }
}

extension String: SQLiteBindable {
    /// Binds text.
    @inlinable
    public func bind(to binder: inout Binder) {
        var native = self
        native.withUTF8 { binder.text(UnsafeRawBufferPointer($0)) }
    }
}

extension Substring: SQLiteBindable {
    /// Binds text.
    @inlinable
    public func bind(to binder: inout Binder) {
        var native = self
        native.withUTF8 { binder.text(UnsafeRawBufferPointer($0)) }
    }
}

extension Array: SQLiteBindable where Element == UInt8 {
    /// Binds a blob.
    @inlinable
    public func bind(to binder: inout Binder) {
        withUnsafeBytes { binder.blob($0) }
    }
}

extension Optional: SQLiteBindable where Wrapped: SQLiteBindable {
    /// Binds the value, or `NULL` where there is none.
    @inlinable
    public func bind(to binder: inout Binder) {
        switch self {
        case .some(let value): value.bind(to: &binder)
        case .none: binder.null()
        }
    }
}
