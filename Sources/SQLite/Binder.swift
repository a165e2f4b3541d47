public import CSQLite

/// Takes the arguments of one statement, in order.
///
/// Each call binds the next parameter. The first fault is kept and thrown by the connection before the statement runs.
public struct Binder: ~Copyable {
    @usableFromInline let prepared: PreparedStatement
    @usableFromInline let scratch: UnsafeMutablePointer<Scratch>
    @usableFromInline var given: Int32 = 0
    @usableFromInline var code = SQLITE_OK

    @inlinable
    init(_ prepared: PreparedStatement, _ scratch: UnsafeMutablePointer<Scratch>) {
        self.prepared = prepared
        self.scratch = scratch
    }

    /// Binds `NULL`.
    @inlinable
    public mutating func null() {
        let index = next()
        if index > 0 { note(sqlite3_bind_null(prepared.handle, index)) }
    }

    /// Binds an integer.
    @inlinable
    public mutating func integer(_ value: Int64) {
        let index = next()
        if index > 0 { note(sqlite3_bind_int64(prepared.handle, index, value)) }
    }

    /// Binds a real number; SQLite turns one that is not a number into `NULL`.
    @inlinable
    public mutating func real(_ value: Double) {
        let index = next()
        if index > 0 { note(sqlite3_bind_double(prepared.handle, index, value)) }
    }

    /// Binds text given as UTF-8 bytes, which are copied.
    @inlinable
    public mutating func text(_ bytes: UnsafeRawBufferPointer) {
        let index = next()
        guard index > 0 else { return }
        if let place = scratch.pointee.copy(bytes) {
            let characters = place.assumingMemoryBound(to: CChar.self)
            note(
                sqlite3_bind_text64(
                    prepared.handle, index, characters, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8)))
        } else {
            note(
                sqlite3_bind_text64(
                    prepared.handle, index, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), UInt64(bytes.count),
                    kith_sqlite3_transient(), UInt8(SQLITE_UTF8)))
        }
    }

    /// Binds a blob, whose bytes are copied.
    @inlinable
    public mutating func blob(_ bytes: UnsafeRawBufferPointer) {
        let index = next()
        guard index > 0 else { return }
        if let place = scratch.pointee.copy(bytes) {
            note(sqlite3_bind_blob64(prepared.handle, index, place, UInt64(bytes.count), nil))
        } else {
            note(
                sqlite3_bind_blob64(
                    prepared.handle, index, bytes.baseAddress, UInt64(bytes.count), kith_sqlite3_transient()))
        }
    }

    /// SQLite's index of the next parameter, or 0 where the statement has no more.
    @inlinable
    mutating func next() -> Int32 {
        given += 1
        guard given <= prepared.parameterCount else { return 0 }
        guard let order = prepared.order else { return given }
        return order[Int(given) - 1]
    }

    @inlinable
    mutating func note(_ result: Int32) {
        if result != SQLITE_OK, code == SQLITE_OK { code = result }
    }
}
