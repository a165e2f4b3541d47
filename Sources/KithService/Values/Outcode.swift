/// The first half of a postcode (`SW1A`), which names a district and may stand alone where a place is masked.
struct Outcode: TextValue, Comparable, CustomStringConvertible {
    /// Why a text is not an outcode.
    enum Invalid: String, InvalidValue {
        case notAnOutcode = "not_an_outcode"

        var code: String { rawValue }

        var detail: String { "This is not the first half of a postcode. Write it as in BS1, M1, W1A or SW1A." }
    }

    /// The outcode in capital letters.
    let canonical: String

    /// Reads an outcode in capital or small letters, white space left out.
    ///
    /// - Throws: `Invalid.notAnOutcode`.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        guard let compact = Postcode.compact(bytes), let outcode = Outcode(compact: compact[...]) else {
            throw .notAnOutcode
        }
        self = outcode
    }

    /// Reads an outcode, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid.notAnOutcode`.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// Makes an outcode of capital letters and digits, or nil where they are in no outcode's order.
    init?(compact: ArraySlice<UInt8>) {
        guard compact.elementsEqual("GIR".utf8) || Self.hasForm(compact) else { return nil }
        canonical = String(decoding: compact, as: UTF8.self)
    }

    var description: String { canonical }

    static func < (left: Outcode, right: Outcode) -> Bool { left.canonical < right.canonical }

    /// Whether the bytes are one or two letters, then one or two digits, or one digit and a letter.
    private static func hasForm(_ bytes: ArraySlice<UInt8>) -> Bool {
        var cursor = TextCursor(bytes)
        guard let first = cursor.next(), isLetter(first, except: "QVX") else { return false }
        let hasSecondLetter = cursor.peek.map { isLetter($0, except: "IJZ") } ?? false
        if hasSecondLetter { _ = cursor.next() }
        guard cursor.digit() != nil else { return false }
        guard let last = cursor.next() else { return true }
        let isDigit = last >= UInt8(ascii: "0") && last <= UInt8(ascii: "9")
        let letters = hasSecondLetter ? "ABEHMNPRVWXY" : "ABCDEFGHJKPSTUW"
        return cursor.isAtEnd && (isDigit || letters.utf8.contains(last))
    }

    private static func isLetter(_ byte: UInt8, except others: String) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") && !others.utf8.contains(byte)
    }
}
