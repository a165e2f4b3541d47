/// Memory for the arguments of the statements that run: bytes are copied in once and lent to SQLite until the statement
/// is reset, so that no argument needs an allocation.
///
/// A stack: a statement run from within another's row closure puts its arguments on top and takes them off again.
@usableFromInline
struct Scratch {
    /// What fits in altogether; SQLite copies anything beyond by itself.
    static let bytesMax = 64 * 1024

    private let base: UnsafeMutableRawPointer
    @usableFromInline private(set) var used = 0

    init() {
        base = .allocate(byteCount: Self.bytesMax, alignment: 16)
    }

    func free() {
        base.deallocate()
    }

    /// Copies the bytes in and says where they stand; nil where there is no room.
    ///
    /// Never nil for no bytes: SQLite takes a nil pointer for `NULL`.
    @usableFromInline
    mutating func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer? {
        guard bytes.count <= Self.bytesMax - used else { return nil }
        let place = base + used
        if let source = bytes.baseAddress {
            place.copyMemory(from: source, byteCount: bytes.count)
        }
        used += bytes.count
        return place
    }

    /// Takes off everything above a mark that `used` gave earlier.
    @usableFromInline
    mutating func pop(to mark: Int) {
        used = mark
    }
}
