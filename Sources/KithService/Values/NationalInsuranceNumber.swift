/// A National Insurance number: two letters, six digits and mostly one letter more (`QQ123456C` in form).
///
/// It says nothing of itself in `description`, so that none stands in a log by mistake.
struct NationalInsuranceNumber: TextValue, CustomStringConvertible {
    /// Why a text is not a National Insurance number.
    enum Invalid: String, InvalidValue {
        case notANationalInsuranceNumber = "not_a_national_insurance_number"
        case smallLetters = "small_letters"
        case unusedPrefix = "unused_prefix"
        case wrongSuffix = "wrong_suffix"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notANationalInsuranceNumber:
                "This is not a National Insurance number. Write two letters, six digits and, where there is one, "
                    + "the last letter."
            case .smallLetters:
                "Write the letters of a National Insurance number as capitals."
            case .unusedPrefix:
                "No National Insurance number begins with these two letters. Check them against a letter or payslip."
            case .wrongSuffix:
                "The last letter of a National Insurance number is A, B, C or D. Check it, or leave it out."
            }
        }
    }

    /// The longest text taken, spaces included.
    private static let bytesMax = 64
    private static let unusedPrefixes = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"]

    /// The number in capital letters without spaces.
    let canonical: String

    /// Reads a number in capital letters, with spaces anywhere or nowhere.
    ///
    /// - Throws: `Invalid` with the reason.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        guard bytes.count <= Self.bytesMax else { throw .notANationalInsuranceNumber }
        let compact = bytes.filter { $0 != UInt8(ascii: " ") }
        if compact.contains(where: { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) { throw .smallLetters }
        var cursor = TextCursor(compact)
        guard let first = cursor.next(), let second = cursor.next(), Self.isLetter(first), Self.isLetter(second),
            cursor.number(digits: 6) != nil
        else { throw .notANationalInsuranceNumber }
        let suffix = cursor.next()
        guard cursor.isAtEnd, suffix.map(Self.isLetter) ?? true else { throw .notANationalInsuranceNumber }
        guard Self.isInUse(first, second) else { throw .unusedPrefix }
        guard suffix.map({ $0 <= UInt8(ascii: "D") }) ?? true else { throw .wrongSuffix }
        canonical = String(decoding: compact, as: UTF8.self)
    }

    /// Reads a number, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    var description: String { "National Insurance number (not shown)" }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }

    /// Whether numbers begin with these two letters: `[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]` but seven pairs.
    private static func isInUse(_ first: UInt8, _ second: UInt8) -> Bool {
        !"DFIQUV".utf8.contains(first) && !"DFIOQUV".utf8.contains(second)
            && !unusedPrefixes.contains { $0.utf8.elementsEqual([first, second]) }
    }
}
