internal import SQLite

/// What a row is about, as its column `subjects` has it.
enum AuditAbout: SQLiteBindable {
    /// No record: NULL.
    case nothing
    /// A few: their ids with a space between, as many as `recordCountMax`.
    case records([ID])
    /// More: the name of their set.
    case set(name: String)

    /// How many records a row names by itself; a set costs a row and an entry of an index of its own.
    static let recordCountMax = 4

    /// Reads the column, or gives nil where it has another form.
    ///
    /// - Parameter text: nil for NULL.
    init?(_ text: UnsafeRawBufferPointer?) {
        guard let text else {
            self = .nothing
            return
        }
        if text.count == AuditSubjects.nameByteCount {
            self = .set(name: String(decoding: text, as: UTF8.self))
            return
        }
        let parts = text.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        let ids = parts.compactMap { ID($0) }
        guard ids.count == parts.count, ids.count <= Self.recordCountMax else { return nil }
        self = .records(ids)
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .nothing: binder.null()
        case .records(let ids): Self.withText(ids) { binder.text($0) }
        case .set(let name): name.bind(to: &binder)
        }
    }

    /// Gives the text of a few ids, on the stack.
    static func withText<R>(_ ids: [ID], _ body: (UnsafeRawBufferPointer) -> R) -> R {
        withUnsafeTemporaryAllocation(byteCount: ids.count * (ID.textByteCount + 1), alignment: 1) { buffer in
            for (index, id) in ids.enumerated() {
                let start = index * (ID.textByteCount + 1)
                if index > 0 { buffer[start - 1] = UInt8(ascii: " ") }
                id.withText { UnsafeMutableRawBufferPointer(rebasing: buffer[start...]).copyMemory(from: $0) }
            }
            return body(UnsafeRawBufferPointer(rebasing: buffer.dropLast()))
        }
    }
}

extension AuditAbout {
    /// Sets that one transaction has kept already: their names by their records, in one block.
    struct Known {
        var block: Int64 = -1
        var names: [[ID]: String] = [:]
    }

    /// Makes it of ids; a set that the block does not have yet is kept with it.
    ///
    /// - Throws: `SQLiteError`.
    init(_ ids: [ID], block: Int64, _ known: inout Known, _ db: Connection) throws {
        guard ids.count > Self.recordCountMax else {
            self = ids.isEmpty ? .nothing : .records(ids)
            return
        }
        if block != known.block { known = Known(block: block) }
        if let name = known.names[ids] {
            self = .set(name: name)
            return
        }
        let text = AuditSubjects.text(ids)
        let name = AuditSubjects.name(text)
        try db.run(Self.keep, block, name, String(decoding: text, as: UTF8.self))
        known.names[ids] = name
        self = .set(name: name)
    }

    private static let keep: SQL = """
        INSERT INTO audit_sets (block, hash, subjects) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
        """
}
