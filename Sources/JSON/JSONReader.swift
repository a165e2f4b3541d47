/// Reads one text, once, from front to back.
struct JSONReader: ~Copyable {
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
    /// Elements of arrays that have not ended.
    private var elements = JSONStack<JSONValue>()
    /// Members of objects that have not ended; the last of each waits for its value.
    private var members = JSONStack<JSONMember>()
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
        let height = elements.count
        var expected = JSONExpectation.valueOrEndOfArray
        while true {
            let index = elements.count - height
            if index >= limits.elementsMax {
                throw JSONFault(reason: .tooManyElements(elementsMax: limits.elementsMax), offset: position)
            }
            do throws(JSONFault) {
                elements.push(try readValue(depth: depth + 1, expected: expected))
            } catch {
                steps.append(.index(index))
                throw error
            }
            skipSpace()
            switch peek {
            case Byte.comma: position += 1
            case Byte.closeBracket:
                position += 1
                return elements.take(above: height)
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
        if peek == Byte.closeBrace {
            position += 1
            return JSONObject()
        }
        let height = members.count
        var names = JSONNames()
        while true {
            let name = try readName(&names, height: height)
            do throws(JSONFault) {
                skipSpace()
                guard peek == Byte.colon else { throw unexpected(.colon) }
                position += 1
                skipSpace()
                members.push(JSONMember(name: name, value: try readValue(depth: depth + 1, expected: .value)))
            } catch {
                steps.append(.name(name))
                throw error
            }
            skipSpace()
            switch peek {
            case Byte.comma: position += 1
            case Byte.closeBrace:
                position += 1
                return JSONObject(unique: members.take(above: height), places: names.places)
            default: throw unexpected(.commaOrEndOfObject)
            }
            skipSpace()
        }
    }

    /// Reads a member's name and makes sure that it is new.
    ///
    /// - Parameter height: where the object's members begin.
    @inline(__always)
    private mutating func readName(_ names: inout JSONNames, height: Int) throws(JSONFault) -> String {
        let index = members.count - height
        guard peek == Byte.quote else { throw unexpected(index == 0 ? .nameOrEndOfObject : .name) }
        let start = position
        if index >= limits.membersMax {
            throw JSONFault(reason: .tooManyMembers(membersMax: limits.membersMax), offset: start)
        }
        let name = try readString()
        if !names.insert(name, bit: nameBit(from: start), among: members, above: height) {
            steps.append(.name(name))
            throw JSONFault(reason: .duplicateMember(name), offset: start)
        }
        return name
    }

    private func checkDepth(_ depth: Int) throws(JSONFault) {
        if depth >= depthMax { throw JSONFault(reason: .tooDeep(depthMax: depthMax), offset: position) }
    }
}
