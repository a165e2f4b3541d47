/// Reads one text, once, from front to back.
struct JSONReader {
    /// The text; every load stands behind a comparison with `end`, which is its length.
    let base: UnsafeRawPointer
    let end: Int
    let limits: JSONLimits
    let depthMax: Int

    /// The next byte to be read.
    var position = 0
    /// How many values have been begun.
    var values = 0
    /// The string with escapes that is being undone.
    var scratch: [UInt8] = []
    /// Whether the last string had escapes.
    var hadEscapes = false
    /// The steps to the place of a fault, innermost first; filled while the fault travels outwards.
    private var steps: [Step] = []

    private enum Step {
        case name(String)
        case index(Int)
    }

    /// Makes a reader for a text of at least one byte.
    init(base: UnsafeRawPointer, count: Int, limits: JSONLimits) {
        self.base = base
        end = count
        self.limits = limits
        depthMax = min(limits.depthMax, JSONLimits.depthCeiling)
    }

    /// The pointer to the last fault.
    var pointer: JSONPointer {
        steps.reversed().reduce(.root) { pointer, step in
            switch step {
            case .name(let name): pointer.appending(name)
            case .index(let index): pointer.appending(index)
            }
        }
    }

    /// Reads the whole text: one value and nothing else.
    mutating func readText() throws(JSONFault) -> JSONValue {
        if end > limits.bytesMax {
            throw JSONFault(reason: .textTooLong(bytesMax: limits.bytesMax), offset: max(limits.bytesMax, 0))
        }
        if end >= 3 && byte(at: 0) == 0xEF && byte(at: 1) == 0xBB && byte(at: 2) == 0xBF {
            throw JSONFault(reason: .byteOrderMark, offset: 0)
        }
        skipSpace()
        let value = try readValue(depth: 0, expected: .value)
        skipSpace()
        if position < end { throw JSONFault(reason: .trailingContent(byte(at: position)), offset: position) }
        return value
    }

    /// Reads a value that begins at the position.
    private mutating func readValue(depth: Int, expected: JSONExpectation) throws(JSONFault) -> JSONValue {
        guard position < end else { throw unexpected(expected) }
        values += 1
        if values > limits.valuesMax {
            throw JSONFault(reason: .tooManyValues(valuesMax: limits.valuesMax), offset: position)
        }
        let first = byte(at: position)
        switch first {
        case Byte.quote: return .string(try readString())
        case Byte.openBrace: return .object(try readObject(depth: depth))
        case Byte.openBracket: return .array(try readArray(depth: depth))
        case Byte.minus, Byte.zero...Byte.nine: return .number(try readNumber())
        case UInt8(ascii: "t"):
            try readLiteral("true", .literalTrue)
            return .bool(true)
        case UInt8(ascii: "f"):
            try readLiteral("false", .literalFalse)
            return .bool(false)
        case UInt8(ascii: "n"):
            try readLiteral("null", .literalNull)
            return .null
        default: throw unexpected(expected)
        }
    }

    private mutating func readArray(depth: Int) throws(JSONFault) -> [JSONValue] {
        try checkDepth(depth)
        position += 1
        skipSpace()
        if peek == Byte.closeBracket {
            position += 1
            return []
        }
        var elements: [JSONValue] = []
        var expected = JSONExpectation.valueOrEndOfArray
        while true {
            if elements.count >= limits.elementsMax {
                throw JSONFault(reason: .tooManyElements(elementsMax: limits.elementsMax), offset: position)
            }
            do throws(JSONFault) {
                elements.append(try readValue(depth: depth + 1, expected: expected))
            } catch {
                steps.append(.index(elements.count))
                throw error
            }
            skipSpace()
            switch peek {
            case Byte.comma: position += 1
            case Byte.closeBracket:
                position += 1
                return elements
            default: throw unexpected(.commaOrEndOfArray)
            }
            skipSpace()
            expected = .value
        }
    }

    private mutating func readObject(depth: Int) throws(JSONFault) -> JSONObject {
        try checkDepth(depth)
        position += 1
        skipSpace()
        var object = JSONObject()
        if peek == Byte.closeBrace {
            position += 1
            return object
        }
        // One bit for each kind of name met: where a name's bit is new, so is the name, and nothing is compared.
        var met: UInt64 = 0
        while true {
            guard peek == Byte.quote else { throw unexpected(object.isEmpty ? .nameOrEndOfObject : .name) }
            let nameOffset = position
            if object.count >= limits.membersMax {
                throw JSONFault(reason: .tooManyMembers(membersMax: limits.membersMax), offset: position)
            }
            let name = try readString()
            let bit = nameBit(from: nameOffset)
            do throws(JSONFault) {
                if met & bit != 0 && object.place(of: name) != nil {
                    throw JSONFault(reason: .duplicateMember(name), offset: nameOffset)
                }
                met |= bit
                skipSpace()
                guard peek == Byte.colon else { throw unexpected(.colon) }
                position += 1
                skipSpace()
                object.appendNew(name, try readValue(depth: depth + 1, expected: .value))
            } catch {
                steps.append(.name(name))
                throw error
            }
            skipSpace()
            switch peek {
            case Byte.comma: position += 1
            case Byte.closeBrace:
                position += 1
                return object
            default: throw unexpected(.commaOrEndOfObject)
            }
            skipSpace()
        }
    }

    private func checkDepth(_ depth: Int) throws(JSONFault) {
        if depth >= depthMax { throw JSONFault(reason: .tooDeep(depthMax: depthMax), offset: position) }
    }
}
