/// The canonical bytes of a row, behind the hash of the row before: what the row's own hash is made over.
///
/// Each member is its length in four bytes, the most significant first, and then its bytes: text in UTF-8, an integer
/// in eight bytes, the most significant first. NULL is the length FFFFFFFF and nothing behind. So no two rows have the
/// same bytes. `DESIGN.md` has the order of the members.
struct AuditBytes {
    private var bytes: [UInt8] = []

    /// Begins with the hash of the row before.
    mutating func begin(after hash: [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        bytes += hash
    }

    /// Adds an integer.
    mutating func add(_ number: Int64) {
        add(length: 8)
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Adds text, given as UTF-8.
    mutating func add(_ text: UnsafeRawBufferPointer) {
        add(length: UInt32(truncatingIfNeeded: text.count))
        bytes.append(contentsOf: text)
    }

    /// Adds text.
    mutating func add(_ text: String) {
        var native = text
        native.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds text, or NULL.
    mutating func add(_ text: String?) {
        if let text { add(text) } else { addNull() }
    }

    /// Adds an id, or NULL.
    mutating func add(_ id: ID?) {
        guard let id else { return addNull() }
        add(length: UInt32(ID.textByteCount))
        id.writeText(to: &bytes)
    }

    /// Adds what a row is about.
    mutating func add(_ about: AuditAbout) {
        switch about {
        case .nothing: addNull()
        case .records(let ids): AuditAbout.withText(ids) { add($0) }
        case .set(let name): add(name)
        }
    }

    /// Adds NULL.
    mutating func addNull() {
        add(length: .max)
    }

    /// The hash of all that was added.
    var hash: [UInt8] { Digest.sha256(bytes) }

    private mutating func add(length: UInt32) {
        withUnsafeBytes(of: length.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
