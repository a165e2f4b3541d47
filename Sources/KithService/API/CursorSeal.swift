internal import JSON

/// Makes cursors opaque and tamper-proof: the place in the list is sealed, so that no name ever stands in a URL.
struct CursorSeal: Sendable {
    /// How many cursors are remembered: whoever opens a list again and finds it unchanged gets the same one.
    private static let rememberedMax = 1024

    private let box: SealedBox
    /// By the bytes of what is sealed, and for which list: texts that only look the same are different places.
    private let sealed = Remembered<[UInt8], String>(countMax: rememberedMax)

    /// Seals with that key, 32 random bytes kept in the database.
    ///
    /// - Throws: `SealedBox.Failure` where libcrypto refuses.
    init(key: [UInt8]) throws(SealedBox.Failure) {
        box = try SealedBox(key: key)
    }

    /// Gives a cursor its text.
    ///
    /// - Parameter list: What the list is of: a cursor opens for the same list alone.
    /// - Throws: `SealedBox.Failure` where libcrypto refuses.
    func seal(_ cursor: Cursor, list: String) throws -> String {
        // Of these parts the key alone can have a zero in it.
        let parts = [list, cursor.sort, cursor.id, cursor.key]
        return try sealed.value(Array(parts.map(\.utf8).joined(separator: [0]))) {
            let place = JSONValue.array([.string(cursor.sort), .string(cursor.key), .string(cursor.id)])
            return Base64URL.encode(try box.seal(Array(JSON.text(place).utf8), for: Array(list.utf8)))
        }
    }

    /// Forgets the cursors that are remembered.
    func forget() {
        sealed.forget()
    }

    /// Reads a cursor's text, or gives nil where it was not sealed here for this list.
    func open(_ text: String, list: String) -> Cursor? {
        guard let sealed = Base64URL.decode(text), let place = box.open(sealed, for: Array(list.utf8)),
            case .array(let parts)? = try? JSON.read(place), parts.count == 3,
            let sort = parts[0].stringValue, let key = parts[1].stringValue, let id = parts[2].stringValue
        else { return nil }
        return Cursor(sort: sort, key: key, id: id)
    }
}
