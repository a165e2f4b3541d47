import Testing

@testable import KithService

struct NHSNumberTests {
    @Test(arguments: ["9434765919", "4505577104", "9990000018", "9990000026", "1111111111", "9999999999", "0000000000"])
    func numbersWithTheRightCheckDigitAreTaken(_ text: String) throws {
        #expect(try NHSNumber(text).canonical == text)
    }

    @Test(arguments: ["9434765919", "943 476 5919", "943-476-5919"])
    func theThreeFormsAreOneNumber(_ text: String) throws {
        let number = try NHSNumber(text)
        #expect(number.canonical == "9434765919")
        #expect(number.spaced == "943 476 5919")
        #expect(number == (try NHSNumber("9434765919")))
    }

    @Test(arguments: [
        "", "943476591", "94347659190", " 9434765919", "9434765919 ", "943 4765919", "943476 5919", "9434 765 919",
        "943 476-5919", "943-476 5919", "943  476 5919", "943 476 59 19", "943 476 591", "943 476 59190", "94347659I9",
        "٩٤٣٤٧٦٥٩١٩", "943\t476\t5919", "943\u{A0}476\u{A0}5919", "943--4765919", "---9434765919", "943 476 ",
    ])
    func otherFormsAreRefused(_ text: String) {
        #expect(throws: NHSNumber.Invalid.notAnNHSNumber) { try NHSNumber(text) }
    }

    @Test func aWrongCheckDigitIsRefused() {
        #expect(throws: NHSNumber.Invalid.wrongCheckDigit) { try NHSNumber("9434765918") }
        for last in 0...9 {
            #expect(throws: NHSNumber.Invalid.wrongCheckDigit) { try NHSNumber("123456789\(last)") }
        }
    }

    @Test func oneWrongDigitOrTwoSwappedAreAlwaysFound() throws {
        let digits = Array("9434765919".utf8)
        for place in digits.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[place] {
                var changed = digits
                changed[place] = digit
                #expect(throws: NHSNumber.Invalid.wrongCheckDigit) { try NHSNumber(utf8: changed) }
            }
            guard place > 0, digits[place] != digits[place - 1] else { continue }
            var swapped = digits
            swapped.swapAt(place, place - 1)
            #expect(throws: NHSNumber.Invalid.wrongCheckDigit) { try NHSNumber(utf8: swapped) }
        }
    }

    @Test func atMostOneCheckDigitFits() {
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<500 {
            let start = String(Int.random(in: 100_000_000...999_999_999, using: &generator))
            let fitting = (0...9).filter { (try? NHSNumber(start + String($0))) != nil }
            #expect(fitting.count <= 1)
        }
    }

    @Test(arguments: [
        (99_999_999, NHSNumber.Range.unissued, true), (100_000_000, .scotland, false),
        (3_112_999_999, .scotland, true), (3_113_000_000, .unissued, false), (3_199_999_999, .unissued, true),
        (3_200_000_000, .northernIreland, false), (3_999_999_999, .northernIreland, true),
        (4_000_000_000, .englandWalesIsleOfMan, false), (4_999_999_999, .englandWalesIsleOfMan, true),
        (5_000_000_000, .unissued, false), (5_999_999_999, .unissued, true),
        (6_000_000_000, .englandWalesIsleOfMan, false), (7_999_999_999, .englandWalesIsleOfMan, true),
        (8_000_000_000, .unissued, false), (8_999_999_999, .unissued, true), (9_000_000_000, .synthetic, false),
    ])
    func theRangesMeetAtTheirBounds(_ bound: Int, _ range: NHSNumber.Range, _ isUpper: Bool) throws {
        // The nearest number within the range that has a right check digit.
        let candidates = stride(from: bound, through: isUpper ? bound - 99 : bound + 99, by: isUpper ? -1 : 1)
        let number = try #require(candidates.lazy.compactMap { try? NHSNumber(Self.tenDigits($0)) }.first)
        #expect(number.range == range)
    }

    @Test func oddNumbersHaveAWarningAndOthersNone() throws {
        #expect(try NHSNumber("4505577104").warning == nil)
        #expect(try NHSNumber("9990000018").warning?.contains("tests") == true)
        for digit in 0...9 {
            let number = try NHSNumber(String(repeating: String(digit), count: 10))
            #expect(number.warning?.contains("the same") == true)
        }
        let unissued = try #require((0...9).compactMap { try? NHSNumber("512345678\($0)") }.first)
        #expect(unissued.range == .unissued)
        #expect(unissued.warning?.contains("none is given out") == true)
    }

    @Test func noDigitIsShownByMistake() throws {
        let number = try NHSNumber("9434765919")
        #expect(!"\(number)".contains { $0.isNumber })
    }

    private static func tenDigits(_ number: Int) -> String {
        String(repeating: "0", count: 10 - String(number).count) + String(number)
    }
}
