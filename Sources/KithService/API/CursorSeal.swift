internal import JSON
internal import SQLite

/// Makes cursors opaque and tamper-proof: the place in the list, its filters' fingerprint, and an HMAC over both.
struct CursorSeal: Sendable {
    private static let tagByteCount = 16
    private static let textBytesMax = 4096

    private let key: [UInt8]

    /// Seals with that key, 32 random bytes kept in the database.
    init(key: [UInt8]) {
        self.key = key
    }

    /// Gives a cursor its text.
    ///
    /// - Parameter list: What the list is of: a cursor opens for the same list alone.
    func seal(_ cursor: Cursor, list: String) -> String {
        let place = JSONValue.array([.string(cursor.sort), .string(cursor.key), .string(cursor.id)])
        let payload = Array(JSON.text(place).utf8)
        return Base64URL.encode(tag(payload, list) + payload)
    }

    /// Reads a cursor's text, or gives nil where it was not sealed here for this list.
    func open(_ text: String, list: String) -> Cursor? {
        guard text.utf8.count <= Self.textBytesMax, let bytes = Base64URL.decode(text),
            bytes.count > Self.tagByteCount
        else { return nil }
        let payload = Array(bytes[Self.tagByteCount...])
        guard Digest.isEqual(Array(bytes[..<Self.tagByteCount]), tag(payload, list)),
            case .array(let parts)? = try? JSON.read(payload), parts.count == 3,
            let sort = parts[0].stringValue, let key = parts[1].stringValue, let id = parts[2].stringValue
        else { return nil }
        return Cursor(sort: sort, key: key, id: id)
    }

    private func tag(_ payload: [UInt8], _ list: String) -> [UInt8] {
        let mac = Digest.hmac(key: key, Array(list.utf8) + [0] + payload)
        return Array(mac[..<Self.tagByteCount])
    }
}
