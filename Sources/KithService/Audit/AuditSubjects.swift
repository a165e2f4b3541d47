/// The subjects of a row as a set holds them: a JSON array of ids, in one form alone.
enum AuditSubjects {
    /// The length of a set's name in bytes: SHA-256 in hexadecimal.
    static let nameByteCount = 2 * Digest.byteCount
    /// How many bytes one id takes, with its quotes and the comma.
    private static let stride = ID.textByteCount + 3
    private static let digits = Array("0123456789abcdef".utf8)

    /// The name of the set of that text.
    static func name(_ text: [UInt8]) -> String {
        let hash = Digest.sha256(text)
        return String(unsafeUninitializedCapacity: nameByteCount) { name in
            for (index, byte) in hash.enumerated() {
                name[2 * index] = digits[Int(byte >> 4)]
                name[2 * index + 1] = digits[Int(byte & 15)]
            }
            return nameByteCount
        }
    }

    /// The text of the set.
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

    /// The ids of the set's text, or nil where it has another form than `text` gives.
    static func ids(_ text: UnsafeRawBufferPointer) -> [ID]? {
        guard text.count > 2 else { return text.elementsEqual([UInt8(ascii: "["), UInt8(ascii: "]")]) ? [] : nil }
        guard (text.count - 1).isMultiple(of: stride), text.last == UInt8(ascii: "]") else { return nil }
        var ids: [ID] = []
        ids.reserveCapacity(text.count / stride)
        for start in Swift.stride(from: 2, to: text.count, by: stride) {
            let end = start + ID.textByteCount
            // An id has one form, so with what stands between them the whole has one.
            guard text[start - 2] == UInt8(ascii: start == 2 ? "[" : ","), text[start - 1] == UInt8(ascii: "\""),
                text[end] == UInt8(ascii: "\""), let id = ID(text[start..<end])
            else { return nil }
            ids.append(id)
        }
        return ids
    }
}
