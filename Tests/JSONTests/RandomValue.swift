import JSON

/// Random values of every kind.
extension SplitMix {
    mutating func value(depth: Int = 0) -> JSONValue {
        switch below(depth < 6 ? 9 : 6) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2: .number(JSONNumber(Int64(truncatingIfNeeded: next() >> UInt64(below(64)))))
        case 3: JSONNumber(Double(bitPattern: next())).map(JSONValue.number) ?? .null
        case 4, 5: .string(string())
        case 6: .array((0..<below(6)).map { _ in value(depth: depth + 1) })
        case 7: .object(object(count: below(6), depth: depth))
        default: .object(object(count: below(60), depth: 6))
        }
    }

    mutating func object(count: Int, depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<count { object[string()] = value(depth: depth + 1) }
        return object
    }

    mutating func string() -> String {
        var text = ""
        for _ in 0..<below(below(4) == 0 ? 40 : 8) {
            switch below(8) {
            case 0: text.unicodeScalars.append(Unicode.Scalar(UInt8(below(32))))
            case 1: text += ["\"", "\\", "/", "\u{7F}", "\u{2028}", "e\u{301}"][below(6)]
            case 2: text.unicodeScalars.append(Unicode.Scalar(UInt32(below(0xD800))) ?? "x")
            case 3: text.unicodeScalars.append(Unicode.Scalar(UInt32(0x10000 + below(0x100000))) ?? "x")
            default: text.unicodeScalars.append(Unicode.Scalar(UInt8(0x20 + below(0x5F))))
            }
        }
        return text
    }
}
