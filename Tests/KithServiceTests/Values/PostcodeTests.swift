import Testing

@testable import KithService

struct PostcodeTests {
    @Test(arguments: [
        ("SW1A 1AA", "SW1A 1AA", "SW1A"), ("EC1A1BB", "EC1A 1BB", "EC1A"), ("DN55 1PT", "DN55 1PT", "DN55"),
        ("W1A 0AX", "W1A 0AX", "W1A"), ("N1P 1AA", "N1P 1AA", "N1P"), ("GY1 1AA", "GY1 1AA", "GY1"),
        ("BX1 1LT", "BX1 1LT", "BX1"), ("BF1 3AA", "BF1 3AA", "BF1"), ("GIR 0AA", "GIR 0AA", "GIR"),
        ("gir0aa", "GIR 0AA", "GIR"), ("m1 1ae", "M1 1AE", "M1"), ("B33 8TH", "B33 8TH", "B33"),
        (" bs1\t5tr\n", "BS1 5TR", "BS1"), ("B S 1 5 T R", "BS1 5TR", "BS1"), ("BS1\u{A0}5TR", "BS1 5TR", "BS1"),
        ("L1 8JQ", "L1 8JQ", "L1"), ("CR2 6XH", "CR2 6XH", "CR2"), ("E1W 1AZ", "E1W 1AZ", "E1W"),
    ])
    func postcodesAreMadeCanonical(_ text: String, _ canonical: String, _ outcode: String) throws {
        let postcode = try Postcode(text)
        #expect(postcode.canonical == canonical && postcode.description == canonical)
        #expect(postcode.outcode.canonical == outcode)
        #expect(try Postcode(canonical) == postcode)
        #expect(try Outcode(outcode.lowercased()) == postcode.outcode)
    }

    @Test(arguments: [
        ("", Postcode.Invalid.notAPostcode), ("SW1A", .notAPostcode), ("SW1A 1AAA", .notAPostcode),
        ("QA1 1AA", .wrongFirstHalf), ("AI1 1AA", .wrongFirstHalf), ("VA1 1AA", .wrongFirstHalf),
        ("XA1 1AA", .wrongFirstHalf), ("AJ1 1AA", .wrongFirstHalf), ("AZ1 1AA", .wrongFirstHalf),
        ("A1I 1AA", .wrongFirstHalf), ("AB1I 1AA", .wrongFirstHalf), ("AB1C 1AA", .wrongFirstHalf),
        ("A123 1AA", .wrongFirstHalf), ("ABC1 1AA", .wrongFirstHalf), ("1A 1AA", .wrongFirstHalf),
        ("SW1A 1CA", .wrongSecondHalf), ("SW1A 1AI", .wrongSecondHalf), ("SW1A 1KA", .wrongSecondHalf),
        ("SW1A 1AM", .wrongSecondHalf), ("SW1A 1OA", .wrongSecondHalf), ("SW1A 1AV", .wrongSecondHalf),
        ("SW1A AAA", .wrongSecondHalf), ("SW1A 1A1", .wrongSecondHalf), ("GIR 1AA", .wrongSecondHalf),
        ("ZZ99 3VZ", .placeholder), ("zz993vz", .placeholder), ("BFPO 801", .forcesNumber), ("bfpo1", .forcesNumber),
        ("SW1A-1AA", .notAPostcode), ("SW1A1ÁA", .notAPostcode), ("BS1.5TR", .wrongFirstHalf),
    ])
    func everythingElseIsRefusedWithItsReason(_ text: String, _ reason: Postcode.Invalid) {
        #expect(throws: reason) { try Postcode(text) }
    }

    @Test func aVeryLongTextIsRefused() {
        let text = String(repeating: " ", count: 100_000) + "SW1A 1AA"
        #expect(throws: Postcode.Invalid.notAPostcode) { try Postcode(text) }
    }

    @Test func thePatternOfTheStandardDecidesTheSame() throws {
        let pattern = try Regex(
            "^(GIR 0AA|([A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}|[A-PR-UWYZ][0-9][A-HJKPSTUW]"
                + "|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]) [0-9][ABD-HJLNP-UW-Z]{2})$")
        var generator = SeededGenerator(seed: 31)
        let shapes = ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA", "AAA 9AA", "A9 99A"]
        var taken = 0
        for round in 0..<6000 {
            let text = String(
                shapes[round % shapes.count].map { shape -> Character in
                    switch shape {
                    case "A": Character(Unicode.Scalar(UInt8.random(in: 65...90, using: &generator)))
                    case "9": Character(Unicode.Scalar(UInt8.random(in: 48...57, using: &generator)))
                    default: shape
                    }
                })
            guard !text.hasPrefix("ZZ99") else { continue }
            let expected = text.wholeMatch(of: pattern) != nil
            #expect(((try? Postcode(text)) != nil) == expected, "\(text)")
            taken += expected ? 1 : 0
        }
        #expect(taken > 500)
    }

    @Test func everyOutcodeOfTwoToFourCharactersFollowsThePattern() throws {
        for text in ["A1", "Z9", "AB10", "W1A", "SW1A", "GIR"] { #expect(try Outcode(text).canonical == text) }
        for text in ["", "A", "1A", "Q1", "AI1", "A1I", "AB1C", "A1AA", "AB123", "SW1A 1AA", "GI", "Å1"] {
            #expect(throws: Outcode.Invalid.notAnOutcode) { try Outcode(text) }
        }
        #expect(try Outcode("BS1") < Outcode("BS2"))
    }
}
