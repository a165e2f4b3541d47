internal import JSON
internal import SQLite

/// Records that are copied as they were last written out, as long as their version says that nothing has changed.
extension Table {
    /// Writes what is kept under the key, or else makes it and keeps it.
    func writeKept(
        _ key: RenderingKey, _ renderings: Renderings, seen: LastSeen? = nil, to writer: inout JSONWriter,
        afresh: (inout JSONWriter) throws -> Void
    ) throws {
        if renderings.write(key, seen: seen, to: &writer) {
            #if DEBUG
            try checkKept(writer, afresh)
            #endif
            return
        }
        let start = writer.count
        try afresh(&writer)
        writer.withBytes { bytes in
            renderings.keep(key, UnsafeRawBufferPointer(rebasing: bytes[start...]), seen: seen)
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
