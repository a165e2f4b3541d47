/// An NHS number: ten digits, the last of which is a check digit over the others (modulus 11).
///
/// It says nothing of the digits in `description`, so that none stands in a log by mistake.
struct NHSNumber: TextValue, CustomStringConvertible {
    /// Why a text is not an NHS number.
    enum Invalid: String, InvalidValue {
        case notAnNHSNumber = "not_an_nhs_number"
        case wrongCheckDigit = "wrong_check_digit"

        var code: String { rawValue }

        var detail: String {
            switch self {
            case .notAnNHSNumber:
                "This is not an NHS number. Write ten digits, alone or as 3, 3 and 4 digits "
                    + "with spaces or with hyphens between."
            case .wrongCheckDigit:
                "This cannot be an NHS number: its last digit does not fit the others. "
                    + "Look for a mistyped digit or two digits the wrong way round."
            }
        }
    }

    /// Who gives out the numbers of a range.
    enum Range: String, Sendable, CaseIterable {
        case scotland
        case northernIreland = "northern_ireland"
        case englandWalesIsleOfMan = "england_wales_isle_of_man"
        case unissued
        case synthetic
    }

    private static let digitCount = 10

    private let number: Int

    /// Reads `9434765919`, `943 476 5919` or `943-476-5919`.
    ///
    /// - Throws: `Invalid` with the reason.
    init(utf8 bytes: some Collection<UInt8>) throws(Invalid) {
        guard let digits = Self.readDigits(bytes) else { throw .notAnNHSNumber }
        guard Self.hasRightCheckDigit(digits) else { throw .wrongCheckDigit }
        number = digits.reduce(0) { $0 * 10 + $1 }
    }

    /// Reads an NHS number, as `init(utf8:)` does.
    ///
    /// - Throws: `Invalid` with the reason.
    init(_ text: String) throws(Invalid) {
        try self.init(utf8: text.utf8)
    }

    /// The ten digits, zeros in front included.
    var canonical: String { text(groups: [Self.digitCount]) }

    /// The ten digits as people read them: `943 476 5919`.
    var spaced: String { text(groups: [3, 3, 4]) }

    var description: String { "NHS number (not shown)" }

    /// The range that the number lies in.
    var range: Range {
        switch number {
        case 100_000_000...3_112_999_999: .scotland
        case 3_200_000_000...3_999_999_999: .northernIreland
        case 4_000_000_000...4_999_999_999, 6_000_000_000...7_999_999_999: .englandWalesIsleOfMan
        case 9_000_000_000...9_999_999_999: .synthetic
        default: .unissued
        }
    }

    /// What is odd about a number that is right in form, in plain words; nil where nothing is.
    var warning: String? {
        if number % 1_111_111_111 == 0 {
            return "All digits of this NHS number are the same, as where the real one was not known."
        }
        switch range {
        case .unissued:
            return "This NHS number lies in a range from which none is given out. Check it against a letter."
        case .synthetic:
            return "This NHS number lies in the range kept for tests. It belongs to no real person."
        case .scotland, .northernIreland, .englandWalesIsleOfMan:
            return nil
        }
    }

    /// Takes ten digits in one of the three forms; one form only in one text.
    private static func readDigits(_ bytes: some Collection<UInt8>) -> [Int]? {
        var cursor = TextCursor(bytes)
        var digits: [Int] = []
        var separator: UInt8?
        while !cursor.isAtEnd {
            if let digit = cursor.digit() {
                digits.append(digit)
                guard digits.count <= digitCount else { return nil }
                continue
            }
            guard let byte = cursor.next(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") else { return nil }
            let isFirst = digits.count == 3 && separator == nil
            let isSecond = digits.count == 6 && separator == byte
            guard isFirst || isSecond else { return nil }
            separator = byte
        }
        let expectedByteCount = separator == nil ? digitCount : digitCount + 2
        return digits.count == digitCount && bytes.count == expectedByteCount ? digits : nil
    }

    /// Σ dᵢ·(11−i) for i = 1…9, taken from 11 modulo 11; 11 stands for 0, and 10 can never be.
    private static func hasRightCheckDigit(_ digits: [Int]) -> Bool {
        let sum = zip(digits, stride(from: digitCount, to: 1, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
        let check = 11 - sum % 11
        return digits.last == (check == 11 ? 0 : check)
    }

    private func text(groups: [Int]) -> String {
        var bytes: [UInt8] = []
        bytes.append(number, digits: Self.digitCount)
        var rest = bytes[...]
        return groups.map { count in
            defer { rest = rest.dropFirst(count) }
            return String(decoding: rest.prefix(count), as: UTF8.self)
        }.joined(separator: " ")
    }
}
