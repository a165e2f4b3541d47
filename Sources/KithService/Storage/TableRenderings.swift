internal import JSON
internal import SQLite

/// Records that are copied as they were last written out, as long as their version says that nothing has changed.
extension Table {
    /// What a rendering shows.
    enum Form: UInt8 {
        /// One record, with the members from other tables.
        case whole
        /// The array of a page of records, with the members that a row holds.
        case page
    }

    /// The form in which a rendering's key names this table's records.
    static func form(_ form: Form) -> UInt8 {
        Record.kind.number << 2 | form.rawValue
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
            renderings.keep(key, UnsafeRawBufferPointer(rebasing: bytes[start...]))
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
