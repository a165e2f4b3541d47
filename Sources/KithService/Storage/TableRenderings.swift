internal import JSON
internal import SQLite

/// Records that are copied as they were last written out, as long as their version says that nothing has changed.
extension Table {
    /// Which members a rendering shows.
    enum Form: UInt8 {
        /// Those that a row holds, as in lists.
        case row
        /// Those from other tables too.
        case whole
    }

    /// The columns by which a rendering is known, for a SELECT that has the id too.
    static var stamp: String { "version, updated_at" }

    /// The key of a row whose first columns are the stamp.
    ///
    /// - Parameter id: The column that holds the id.
    static func key(_ row: borrowing Row, id: Int, _ form: Form) -> RenderingKey {
        RenderingKey(
            form: Record.kind.number << 1 | form.rawValue, version: row.int(0), id: row.text(id),
            updatedAt: row.text(1))
    }

    /// Writes what is kept under the key, or else makes it and keeps it.
    func writeKept(
        _ key: RenderingKey, _ renderings: Renderings, to writer: inout JSONWriter,
        afresh: (inout JSONWriter) throws -> Void
    ) throws {
        if renderings.write(key, to: &writer) {
            #if DEBUG
            try checkKept(writer, afresh)
            #endif
            return
        }
        let start = writer.count
        try afresh(&writer)
        writer.withBytes { bytes in
            // In a list, a comma may have come before the record.
            let first = bytes[start] == UInt8(ascii: ",") ? start + 1 : start
            renderings.keep(key, UnsafeRawBufferPointer(rebasing: bytes[first...]))
        }
    }

    #if DEBUG
    /// Every test that reads a kept rendering proves that it is what would be written now.
    private func checkKept(
        _ writer: borrowing JSONWriter, _ afresh: (inout JSONWriter) throws -> Void
    ) throws {
        var fresh = JSONWriter()
        try afresh(&fresh)
        let isSame = fresh.withBytes { fresh in
            writer.withBytes { kept in kept.suffix(fresh.count).elementsEqual(fresh) }
        }
        assert(isSame, "a kept \(Record.kind.rawValue) is not what is stored")
    }
    #endif
}
