extension JSONError {
    /// What is wrong with a text.
    public enum Reason: Sendable, Equatable, CustomStringConvertible {
        /// The text is longer than `JSONLimits.bytesMax`.
        case textTooLong(bytesMax: Int)
        /// The text begins with a byte order mark (RFC 8259 section 8.1).
        case byteOrderMark
        /// The text ends where something more was due.
        case unexpectedEnd(expected: JSONExpectation)
        /// A byte stands where something else was due.
        case unexpectedByte(UInt8, expected: JSONExpectation)
        /// Something follows the value.
        case trailingContent(UInt8)
        /// Arrays and objects stand deeper in one another than `JSONLimits.depthMax`.
        case tooDeep(depthMax: Int)
        /// An object has more members than `JSONLimits.membersMax`.
        case tooManyMembers(membersMax: Int)
        /// An array has more elements than `JSONLimits.elementsMax`.
        case tooManyElements(elementsMax: Int)
        /// The text has more values than `JSONLimits.valuesMax`.
        case tooManyValues(valuesMax: Int)
        /// A string or a name is longer than `JSONLimits.stringBytesMax`.
        case stringTooLong(bytesMax: Int)
        /// A number has more digits than `JSONLimits.digitsMax`.
        case numberTooLong(digitsMax: Int)
        /// A number has a zero before its first digit.
        case leadingZero
        /// An object has two members of one name.
        case duplicateMember(String)
        /// A string has a control character that is not escaped.
        case controlCharacter(UInt8)
        /// Half of a surrogate pair is escaped without the other half.
        case loneSurrogate(UInt16)
        /// The bytes of a string are not UTF-8; the byte is the first of the broken sequence.
        case invalidUTF8(UInt8)

        /// A stable word for programs, in snake case.
        public var code: String {
            switch self {
            case .textTooLong: "text_too_long"
            case .byteOrderMark: "byte_order_mark"
            case .unexpectedEnd: "unexpected_end"
            case .unexpectedByte: "unexpected_byte"
            case .trailingContent: "trailing_content"
            case .tooDeep: "too_deep"
            case .tooManyMembers: "too_many_members"
            case .tooManyElements: "too_many_elements"
            case .tooManyValues: "too_many_values"
            case .stringTooLong: "string_too_long"
            case .numberTooLong: "number_too_long"
            case .leadingZero: "leading_zero"
            case .duplicateMember: "duplicate_member"
            case .controlCharacter: "control_character"
            case .loneSurrogate: "lone_surrogate"
            case .invalidUTF8: "invalid_utf8"
            }
        }

        /// What was found and what was expected, in plain words.
        public var description: String {
            switch self {
            case .textTooLong(let max): "the text is longer than \(max) bytes"
            case .byteOrderMark: "the text begins with a byte order mark; expected plain UTF-8 without one"
            case .unexpectedEnd(let expected): "the text ends here; expected \(expected)"
            case .unexpectedByte(let byte, let expected): "found \(Self.name(of: byte)); expected \(expected)"
            case .trailingContent(let byte): "found \(Self.name(of: byte)) after the value; expected nothing more"
            case .tooDeep(let max): "arrays and objects stand more than \(max) deep in one another"
            case .tooManyMembers(let max): "the object has more than \(max) members"
            case .tooManyElements(let max): "the array has more than \(max) elements"
            case .tooManyValues(let max): "the text has more than \(max) values"
            case .stringTooLong(let max): "the string is longer than \(max) bytes"
            case .numberTooLong(let max): "the number has more than \(max) digits"
            case .leadingZero: "the number begins with a zero that another digit follows"
            case .duplicateMember(let name): "the object has two members named \(Self.quoted(name))"
            case .controlCharacter(let byte): "found \(Self.name(of: byte)) in a string; expected it escaped"
            case .loneSurrogate(let unit):
                "found half a surrogate pair (\\u\(Self.hexadecimal(unit, digits: 4))); expected both halves"
            case .invalidUTF8(let byte): "found \(Self.name(of: byte)), which is not UTF-8 here"
            }
        }

        /// Names a byte: the character where it is printable ASCII, its number where it is not.
        private static func name(of byte: UInt8) -> String {
            switch byte {
            case Byte.newline: "a line feed"
            case Byte.carriageReturn: "a carriage return"
            case Byte.tab: "a tab"
            case Byte.space: "a space"
            case 0x21...0x7E: "`\(Character(Unicode.Scalar(byte)))`"
            case 0x00...0x1F, 0x7F: "the control character U+\(hexadecimal(UInt16(byte), digits: 4))"
            default: "the byte 0x\(hexadecimal(UInt16(byte), digits: 2))"
            }
        }

        private static func hexadecimal(_ number: UInt16, digits: Int) -> String {
            let text = String(number, radix: 16, uppercase: true)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }

        /// A name from the text, escaped, and cut where it is long.
        private static func quoted(_ name: String) -> String {
            let short = name.unicodeScalars.prefix(60)
            let cut = short.endIndex < name.unicodeScalars.endIndex
            return JSON.text(.string(String(short) + (cut ? "…" : "")))
        }
    }
}
