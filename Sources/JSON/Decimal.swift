/// A number's text taken apart: sign, digits that count, power of ten.
struct Decimal {
    private var isNegative = false
    /// The digits without zeros at either end, at most as many as an `Int64` may have, or one more.
    private var digits: [UInt8] = []
    /// Whether there were more digits than `digits` holds.
    private var isCut = false
    private var exponent = 0

    /// The most digits that an `Int64` has.
    private static let digitsMax = 19
    /// Beyond this an exponent makes no difference; it keeps the arithmetic far from overflow.
    private static let exponentMax = 1 << 40

    /// Takes a number apart.
    ///
    /// - Parameter text: a number by RFC 8259; anything else gives some number.
    init(_ text: String.UTF8View) {
        var afterDot = false
        var zeros = 0
        var rest = text[...]
        if rest.first == Byte.minus {
            isNegative = true
            rest = rest.dropFirst()
        }
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == Byte.dot {
                afterDot = true
            } else if Byte.isDigit(byte) {
                if afterDot { exponent -= 1 }
                if byte == Byte.zero {
                    zeros += 1
                } else {
                    append(byte &- Byte.zero, afterZeros: zeros)
                    zeros = 0
                }
            } else {
                exponent += Self.exponent(rest)
                break
            }
        }
        exponent += zeros
    }

    /// The number where it is whole and fits; nil otherwise.
    var int64: Int64? {
        if digits.isEmpty { return 0 }
        guard exponent >= 0, !isCut, digits.count + exponent <= Self.digitsMax else { return nil }
        var number: Int64 = 0
        for index in 0..<(digits.count + exponent) {
            let digit = index < digits.count ? Int64(digits[index]) : 0
            let (tens, tooLarge) = number.multipliedReportingOverflow(by: 10)
            // Downwards, because the least number has no positive twin.
            let (next, overflow) = tens.subtractingReportingOverflow(digit)
            if tooLarge || overflow { return nil }
            number = next
        }
        if isNegative { return number }
        let (positive, overflow) = (0 as Int64).subtractingReportingOverflow(number)
        return overflow ? nil : positive
    }

    private mutating func append(_ digit: UInt8, afterZeros zeros: Int) {
        let count = digits.isEmpty ? 1 : zeros + 1
        guard !isCut, digits.count + count <= Self.digitsMax else {
            isCut = true
            return
        }
        if !digits.isEmpty { digits.append(contentsOf: repeatElement(0, count: zeros)) }
        digits.append(digit)
    }

    /// Reads the digits after `e`, held within `exponentMax`.
    private static func exponent(_ text: Substring.UTF8View) -> Int {
        var number = 0
        for byte in text where Byte.isDigit(byte) {
            number = min(number * 10 + Int(byte &- Byte.zero), exponentMax)
        }
        return text.first == Byte.minus ? -number : number
    }
}
