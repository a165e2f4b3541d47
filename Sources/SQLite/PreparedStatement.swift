/// A statement that SQLite prepared, with what binding its arguments needs to know.
@usableFromInline
struct PreparedStatement {
    @usableFromInline let handle: OpaquePointer
    /// How many parameters it has.
    @usableFromInline let parameterCount: Int32
    /// SQLite's index for each argument in turn, where the numbers do not first appear in ascending order.
    ///
    /// To SQLite `$2` is a name like any other, numbered by first appearance. Owned by the statement cache.
    @usableFromInline let order: UnsafeMutablePointer<Int32>?
}
