internal import CSQLite

/// The prepared statements of one connection: fixed ones by slot, dynamic ones by text, the least recently used of
/// which make room for new ones.
final class StatementCache {
    /// How many dynamic statements are kept.
    static let dynamicMax = 64

    private struct Dynamic {
        let prepared: PreparedStatement
        var lastUse: UInt64
    }

    private let database: OpaquePointer
    private let slots: UnsafeMutablePointer<PreparedStatement?>
    private var dynamic: [String: Dynamic] = [:]
    private var uses: UInt64 = 0
    private let guarding: UnsafeMutablePointer<PrepareGuard>

    init(_ database: OpaquePointer) {
        self.database = database
        slots = .allocate(capacity: SQL.slotsMax)
        slots.initialize(repeating: nil, count: SQL.slotsMax)
        guarding = .allocate(capacity: 1)
        guarding.initialize(to: PrepareGuard())
        guarding.pointee.install(in: database, at: guarding)
    }

    /// Frees every statement; the cache is of no use after this.
    func close() {
        for slot in 0..<SQL.slotsMax {
            if let prepared = slots[slot] { Self.free(prepared) }
        }
        for entry in dynamic.values { Self.free(entry.prepared) }
        sqlite3_set_authorizer(database, nil, nil)
        slots.deallocate()
        guarding.deallocate()
    }

    /// The prepared form of a statement.
    ///
    /// - Throws: `SQLiteError` where SQLite does not take the statement.
    @inline(__always)
    func find(_ sql: SQL) throws(SQLiteError) -> PreparedStatement {
        if sql.slot < SQL.slotsMax, let prepared = slots[sql.slot] { return prepared }
        return try findSlowly(sql)
    }

    /// Runs a statement of this module's own that begins or ends a transaction or savepoint.
    func control(_ sql: SQL) throws(SQLiteError) {
        // Kept up while the statement runs: SQLite prepares again by itself when the schema has changed.
        guarding.pointee.allowsControl = true
        defer { guarding.pointee.allowsControl = false }
        let prepared = try find(sql)
        defer { sqlite3_reset(prepared.handle) }
        let result = sqlite3_step(prepared.handle)
        guard result == SQLITE_DONE else { throw SQLiteError.unbound(database, sql: sql.text) }
    }

    /// Prepares the first statement of the text without keeping it, and says where the rest begins.
    ///
    /// - Returns: the statement, to be finalised by the caller; nil where only blanks and comments are left.
    func prepare(
        _ text: UnsafePointer<CChar>, flags: UInt32 = 0
    ) throws(SQLiteError) -> (handle: OpaquePointer?, rest: UnsafePointer<CChar>) {
        var handle: OpaquePointer?
        var rest: UnsafePointer<CChar>?
        guarding.pointee.sawControl = false
        let result = sqlite3_prepare_v3(database, text, -1, flags, &handle, &rest)
        guard result == SQLITE_OK else {
            let sql = String(cString: text)
            if guarding.pointee.sawControl { throw SQLiteError(.transactionControl, sql: sql) }
            throw SQLiteError.unbound(database, sql: sql)
        }
        return (handle, rest ?? text)
    }

    private func findSlowly(_ sql: SQL) throws(SQLiteError) -> PreparedStatement {
        if sql.slot < SQL.slotsMax {
            let prepared = try prepareOne(sql.text)
            slots[sql.slot] = prepared
            return prepared
        }
        uses += 1
        if let place = dynamic.index(forKey: sql.text) {
            dynamic.values[place].lastUse = uses
            return dynamic.values[place].prepared
        }
        if dynamic.count >= Self.dynamicMax { makeRoom() }
        let prepared = try prepareOne(sql.text)
        dynamic[sql.text] = Dynamic(prepared: prepared, lastUse: uses)
        return prepared
    }

    private func makeRoom() {
        // One that is being read must stay: its reader holds the handle.
        let idle = dynamic.filter { sqlite3_stmt_busy($0.value.prepared.handle) == 0 }
        guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        dynamic[oldest.key] = nil
        Self.free(oldest.value.prepared)
    }

    private func prepareOne(_ text: String) throws(SQLiteError) -> PreparedStatement {
        let handle: OpaquePointer = try Self.withCString(text) { (bytes) throws(SQLiteError) in
            let (handle, rest) = try prepare(bytes, flags: UInt32(SQLITE_PREPARE_PERSISTENT))
            guard let handle else { throw SQLiteError(.notOneStatement, sql: text) }
            var isAlone = rest.pointee == 0
            if !isAlone, let (further, _) = try? prepare(rest) {
                isAlone = further == nil
                sqlite3_finalize(further)
            }
            guard isAlone else {
                sqlite3_finalize(handle)
                throw SQLiteError(.notOneStatement, sql: text)
            }
            return handle
        }
        do throws(SQLiteError) {
            return PreparedStatement(
                handle: handle, parameterCount: sqlite3_bind_parameter_count(handle),
                order: try Self.order(handle, text))
        } catch {
            sqlite3_finalize(handle)
            throw error
        }
    }

    /// The bytes of a text with a zero at the end; typed throws, which `String.withCString` does not keep.
    static func withCString<R>(
        _ text: String, _ body: (UnsafePointer<CChar>) throws(SQLiteError) -> R
    ) throws(SQLiteError) -> R {
        let result: Result<R, SQLiteError> = text.withCString { bytes in
            do throws(SQLiteError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// The index that SQLite gave to each of `$1 … $n`, or nil where argument and index agree.
    private static func order(
        _ handle: OpaquePointer, _ text: String
    ) throws(SQLiteError) -> UnsafeMutablePointer<Int32>? {
        let count = Int(sqlite3_bind_parameter_count(handle))
        var indexes = [Int32](repeating: 0, count: count)
        var numbered = 0
        for index in 1...max(count, 1) where index <= count {
            guard let name = sqlite3_bind_parameter_name(handle, Int32(index)).map({ String(cString: $0) }),
                name.utf8.first == UInt8(ascii: "$"), let number = Int(name.dropFirst())
            else { continue }
            guard number >= 1, number <= count else { throw SQLiteError(.parameterNumbers, sql: text) }
            indexes[number - 1] = Int32(index)
            numbered += 1
        }
        guard numbered > 0 else { return nil }
        guard numbered == count, !indexes.contains(0) else { throw SQLiteError(.parameterNumbers, sql: text) }
        if zip(indexes, 1...).allSatisfy({ Int($0) == $1 }) { return nil }
        let order = UnsafeMutablePointer<Int32>.allocate(capacity: count)
        order.initialize(from: indexes, count: count)
        return order
    }

    private static func free(_ prepared: PreparedStatement) {
        sqlite3_finalize(prepared.handle)
        prepared.order?.deallocate()
    }
}
