/// A unique property reference number: up to twelve digits that name one address in Great Britain.
struct UPRN: TextValue, CustomStringConvertible {
    /// Why a text is not a UPRN.
    enum Invalid: String, InvalidValue {
        case notAUPRN = "not_a_uprn"
        case allZeros = "all_zeros"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notAUPRN: "This is not a UPRN. Write 1 to 12 digits and nothing else."
            case .allZeros: "This is not a UPRN: it is zero. Leave the UPRN out where it is not known."
            }
        }
    }

    private let number: Int

    /// Reads 1 to 12 digits; zeros in front are left out.
    ///
    /// - Throws: `Invalid` with the reason.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        var cursor = TextCursor(bytes)
        guard 1...12 ~= bytes.count, let number = cursor.number(digits: bytes.count) else { throw .notAUPRN }
        guard number != 0 else { throw .allZeros }
        self.number = number
    }

    /// Reads a UPRN, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// The digits without zeros in front.
    var canonical: String { String(number) }

    var description: String { canonical }
}
