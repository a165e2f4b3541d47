import Testing

@testable import KithService

struct UPRNTests {
    @Test(arguments: [
        ("1", "1"), ("100012345678", "100012345678"), ("000000000001", "1"), ("0123", "123"),
        ("999999999999", "999999999999"),
    ])
    func digitsAreKeptWithoutZerosInFront(_ text: String, _ canonical: String) throws {
        let uprn = try UPRN(text)
        #expect(uprn.canonical == canonical && uprn.description == canonical)
        #expect(try UPRN(canonical) == uprn)
    }

    @Test(arguments: ["", "1234567890123", "0000000000001", "12 34", " 1", "1 ", "12a", "-1", "+1", "1.0", "١٢٣"])
    func everythingElseIsRefused(_ text: String) {
        #expect(throws: UPRN.Invalid.notAUPRN) { try UPRN(text) }
    }

    @Test(arguments: ["0", "000", "000000000000"])
    func zeroIsRefused(_ text: String) {
        #expect(throws: UPRN.Invalid.allZeros) { try UPRN(text) }
    }
}
