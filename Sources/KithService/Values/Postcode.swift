/// A postcode of the United Kingdom, the Channel Islands and the Isle of Man, or of the British Forces (`BF1 3AA`).
///
/// It is right in form; whether it is in use only an address list can say.
struct Postcode: TextValue, Comparable, CustomStringConvertible {
    /// Why a text is not a postcode.
    enum Invalid: String, InvalidValue {
        case notAPostcode = "not_a_postcode"
        case wrongFirstHalf = "wrong_first_half"
        case wrongSecondHalf = "wrong_second_half"
        case forcesNumber = "forces_number"
        case placeholder = "placeholder_postcode"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notAPostcode:
                "This is not a postcode. Write the whole of it, as in SW1A 1AA."
            case .wrongFirstHalf:
                "The first half is not that of a postcode. It is one or two letters, then a number, "
                    + "sometimes with a letter after it, as in BS1, M1, W1A or SW1A."
            case .wrongSecondHalf:
                "The second half is not that of a postcode. It is one digit and two letters, as in 1AA, "
                    + "and never has the letters C, I, K, M, O or V."
            case .forcesNumber:
                "This is a BFPO number. Write the British Forces postcode instead, as in BF1 3AA."
            case .placeholder:
                "This postcode stands for no place. Leave the postcode out, "
                    + "and say that there is no fixed address or that the address is overseas."
            }
        }
    }

    /// The longest text taken, white space included.
    private static let bytesMax = 64
    private static let inwardByteCount = 3

    /// The first half, `SW1A`.
    let outcode: Outcode
    /// The second half, `1AA`.
    let incode: String

    /// Reads a postcode in capital or small letters, with white space anywhere or nowhere.
    ///
    /// - Throws: `Invalid` with the reason.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        guard let compact = Self.compact(bytes) else { throw .notAPostcode }
        if compact.starts(with: "BFPO".utf8) { throw .forcesNumber }
        if compact.starts(with: "ZZ99".utf8) { throw .placeholder }
        guard 5...7 ~= compact.count else { throw .notAPostcode }
        guard let outcode = Outcode(compact: compact.dropLast(Self.inwardByteCount)) else { throw .wrongFirstHalf }
        let inward = compact.suffix(Self.inwardByteCount)
        guard Self.isInward(inward), outcode.canonical != "GIR" || inward.elementsEqual("0AA".utf8) else {
            throw .wrongSecondHalf
        }
        self.outcode = outcode
        incode = String(decoding: inward, as: UTF8.self)
    }

    /// Reads a postcode, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// The postcode in capital letters with one space, `SW1A 1AA`.
    var canonical: String { "\(outcode.canonical) \(incode)" }

    var description: String { canonical }

    static func < (left: Postcode, right: Postcode) -> Bool { left.canonical < right.canonical }

    /// Leaves out white space (a no-break space too) and makes capital letters; nil where the text is far too long.
    static func compact(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        guard bytes.count <= bytesMax else { return nil }
        var compact: [UInt8] = []
        var cursor = TextCursor(bytes)
        while let byte = cursor.next() {
            switch byte {
            case UInt8(ascii: " "), 0x09...0x0D: continue
            case UInt8(ascii: "a")...UInt8(ascii: "z"): compact.append(byte - 32)
            case 0xC2 where cursor.take(0xA0): continue
            default: compact.append(byte)
            }
        }
        return compact
    }

    private static func isInward(_ bytes: ArraySlice<UInt8>) -> Bool {
        var cursor = TextCursor(bytes)
        guard cursor.digit() != nil else { return false }
        while let byte = cursor.next() {
            guard "ABDEFGHJLNPQRSTUWXYZ".utf8.contains(byte) else { return false }
        }
        return true
    }
}
