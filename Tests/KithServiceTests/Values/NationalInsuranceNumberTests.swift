import Testing

@testable import KithService

struct NationalInsuranceNumberTests {
    @Test(arguments: [
        ("AB123456C", "AB123456C"), ("AB 12 34 56 C", "AB123456C"), ("AB123456", "AB123456"),
        (" AB123456D ", "AB123456D"), ("ZY000000A", "ZY000000A"), ("OA999999B", "OA999999B"),
    ])
    func numbersAreMadeCanonical(_ text: String, _ canonical: String) throws {
        let number = try NationalInsuranceNumber(text)
        #expect(number.canonical == canonical)
        #expect(try NationalInsuranceNumber(canonical) == number)
        #expect(!"\(number)".contains { $0.isNumber })
    }

    @Test(arguments: [
        ("", NationalInsuranceNumber.Invalid.notANationalInsuranceNumber),
        ("A1234567C", .notANationalInsuranceNumber), ("AB12345C", .notANationalInsuranceNumber),
        ("AB1234567", .notANationalInsuranceNumber), ("AB123456CC", .notANationalInsuranceNumber),
        ("AB-123456-C", .notANationalInsuranceNumber), ("AB\t123456C", .notANationalInsuranceNumber),
        ("ABC23456C", .notANationalInsuranceNumber), ("ab123456c", .smallLetters), ("AB123456c", .smallLetters),
        ("AB123456E", .wrongSuffix), ("AB123456Z", .wrongSuffix), ("QQ123456C", .unusedPrefix),
    ])
    func everythingElseIsRefusedWithItsReason(_ text: String, _ reason: NationalInsuranceNumber.Invalid) {
        #expect(throws: reason) { try NationalInsuranceNumber(text) }
    }

    @Test func aVeryLongTextIsRefused() {
        #expect(throws: NationalInsuranceNumber.Invalid.notANationalInsuranceNumber) {
            try NationalInsuranceNumber(String(repeating: " ", count: 100_000) + "AB123456C")
        }
    }

    @Test func thePatternOfTheStandardDecidesTheSameForEveryPrefix() throws {
        let pattern = try Regex("^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\\d{6}[A-D]?$")
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { Character(Unicode.Scalar($0)) }
        for first in letters {
            for second in letters {
                let text = "\(first)\(second)123456\(second)"
                let expected = text.wholeMatch(of: pattern) != nil
                #expect(((try? NationalInsuranceNumber(text)) != nil) == expected, "\(text)")
                let short = String(text.dropLast())
                let expectedShort = short.wholeMatch(of: pattern) != nil
                #expect(((try? NationalInsuranceNumber(short)) != nil) == expectedShort, "\(short)")
            }
        }
    }
}
