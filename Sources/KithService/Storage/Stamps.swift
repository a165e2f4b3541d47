internal import SQLite

/// Which rows something shows, in order, and as of which change of each: equal stamps, equal content.
///
/// The time of a change stands beside the version, so that a version counted anew after a backup was restored is told
/// apart.
struct Stamps: Sendable {
    /// How many bytes a row takes: its version, an instant and an id.
    private static let rowBytes = 8 + 20 + ID.textByteCount

    private var bytes: [UInt8] = []

    /// Begins without rows.
    ///
    /// - Parameter rowCount: How many there may be.
    init(rowCount: Int = 0) {
        bytes.reserveCapacity(rowCount * Self.rowBytes)
    }

    /// The columns that a stamp is made of, for a SELECT that has the id behind them.
    static let columns = "version, updated_at"

    /// Adds a row whose first columns are the stamp's.
    ///
    /// - Parameter id: The column that holds the id.
    mutating func append(_ row: borrowing Row, id: Int) {
        withUnsafeBytes(of: row.int(0)) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: row.text(1))
        bytes.append(contentsOf: row.text(id))
    }

    /// Adds what is known of the record itself.
    mutating func append(_ text: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: text)
    }

    /// Lends the stamps.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes(body)
    }

    /// The number that the entity tag of a record says, which shows these rows beside its own.
    ///
    /// It is the version as long as there are none. Two states of one version share a number once in 2⁴⁰.
    func tag(version: Int64) -> Int64 {
        guard !bytes.isEmpty else { return version }
        let hash = bytes.withUnsafeBytes { RenderingKey.hash(0, $0) }
        return version << Self.hashBits | Int64(hash & (1 << Self.hashBits - 1))
    }

    private static let hashBits: UInt64 = 40
}
