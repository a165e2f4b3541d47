/// The subjects of a row as its column holds them: a JSON array of ids, in one form alone.
enum AuditSubjects {
    /// How many bytes one id takes, with its quotes and the comma.
    private static let stride = ID.textByteCount + 3

    /// The text of the column.
    static func text(_ ids: [ID]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 + ids.count * stride)
        bytes.append(UInt8(ascii: "["))
        for (index, id) in ids.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\""))
            id.writeText(to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }

    /// The ids of the column's text, or nil where it has another form than `text` gives.
    static func ids(_ text: UnsafeRawBufferPointer) -> [ID]? {
        guard text.count > 2 else { return text.elementsEqual([UInt8(ascii: "["), UInt8(ascii: "]")]) ? [] : nil }
        guard (text.count - 1).isMultiple(of: stride) else { return nil }
        var ids: [ID] = []
        for start in Swift.stride(from: 2, to: text.count, by: stride) {
            guard let id = ID(text[start..<(start + ID.textByteCount)]) else { return nil }
            ids.append(id)
        }
        return text.elementsEqual(Self.text(ids)) ? ids : nil
    }
}
