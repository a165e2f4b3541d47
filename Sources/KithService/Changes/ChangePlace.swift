internal import JSON

/// A place in the changes as a caller holds it: sealed, for them alone, and always of one length.
struct ChangePlace: Sendable {
    private let seal: CursorSeal
    private let list: String

    /// The places that a caller can hold.
    init(_ service: Service, _ access: Access) {
        seal = service.seal
        list = "\(access.worker?.canonical ?? "-") changes"
    }

    /// The text of a place.
    ///
    /// - Throws: `SealedBox.Failure`.
    func text(_ seq: Int64) throws -> String {
        // A number that grew longer would tell how much has happened.
        let digits = String(seq)
        let key = String(repeating: "0", count: Self.digitCount - digits.utf8.count) + digits
        return try seal.seal(Cursor(sort: Self.order, key: key, id: ""), list: list)
    }

    /// The place of a text, or nil where it was not sealed for this caller.
    func place(_ text: String) -> Int64? {
        guard let cursor = seal.open(text, list: list), cursor.sort == Self.order else { return nil }
        return Int64(cursor.key)
    }

    private static let order = "seq"
    /// The digits of the largest number.
    private static let digitCount = String(Int64.max).utf8.count
}

/// What is behind the place is not kept any more, or was never here.
struct CursorExpired: Error {}
