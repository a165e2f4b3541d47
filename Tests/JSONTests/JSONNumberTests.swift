import JSON
import Testing

@Suite struct JSONNumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("0.0", 0), ("-0.000e99", 0), ("0e-999999999999999999999", 0), ("1", 1), ("-1", -1),
        ("1.0", 1), ("1.000", 1), ("10.00", 10), ("1e2", 100), ("1E+2", 100), ("1.5e1", 15), ("-1.5e1", -15),
        ("100e-2", 1), ("1200e-2", 12), ("0.001e3", 1), ("0.00120e5", 120), ("1e18", 1_000_000_000_000_000_000),
        ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
        ("9223372036854775807.000", Int64.max), ("922337203685477580.7e1", Int64.max),
        ("9223372036854775807000e-3", Int64.max), ("-9.223372036854775808e18", Int64.min),
        ("9007199254740993", 9_007_199_254_740_993), ("0.9007199254740993e16", 9_007_199_254_740_993),
        ("1e+00000000000000000001", 10), ("10000000000000000000000000000e-28", 1),
        ("1020304050607080900", 1_020_304_050_607_080_900),
    ])
    func whole(text: String, number: Int64) throws {
        #expect(try JSON.read(text).int64Value == number)
    }

    @Test(arguments: [
        "0.5", "1.5", "-0.1", "1e-1", "15e-1", "9223372036854775808", "-9223372036854775809", "1e19", "-1e19", "1e99",
        "1e999999999999999999999999", "1e-999999999999999999999999", "18446744073709551616", "9223372036854775807.5",
        "12345678901234567890123", "92233720368547758070", "1e18446744073709551616", "0.00000000000000000001",
        "9.2233720368547758075e18",
    ])
    func notWhole(text: String) throws {
        #expect(try JSON.read(text).int64Value == nil)
    }

    @Test(arguments: [
        ("0", 0.0), ("1", 1), ("0.1", 0.1), ("1e2", 100), ("-2.5e-3", -0.0025), ("1e308", 1e308), ("1e-400", 0),
        ("9007199254740993", 9_007_199_254_740_992),
        ("123456789012345678901234567890", 123456789012345678901234567890.0),
        ("0.1000000000000000055511151231257827", 0.1),
    ])
    func doubles(text: String, number: Double) throws {
        #expect(try JSON.read(text).doubleValue == number)
    }

    @Test(arguments: ["1e309", "-1e309", "1e99999999999", "1" + String(repeating: "0", count: 99) + "e300"])
    func noDouble(text: String) throws {
        var limits = JSONLimits()
        limits.digitsMax = 200
        let value = try JSON.read(text, limits: limits)
        #expect(value.doubleValue == nil)
        #expect(value.numberValue?.text == text)
    }

    @Test func aNumberIsMadeOfItsTextAlone() {
        #expect(JSONNumber(text: "1.50")?.text == "1.50")
        for text in ["", " 1", "1 ", "01", "+1", "x", "1,", "\"1\"", "null", "1e"] {
            #expect(JSONNumber(text: text) == nil)
        }
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(-Double.infinity) == nil)
        #expect(JSONNumber(Int64.min).text == "-9223372036854775808")
        #expect(JSONNumber(2.0)?.text == "2")
    }
}
