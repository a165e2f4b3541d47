internal import HTTP
internal import JSON

/// What an earlier operation of a batch made, as a later one names it: `$0.id`, or `$0.etag` as its condition.
struct BatchReference: Sendable, Hashable {
    /// What of an earlier operation can be named.
    enum Member: String, Sendable {
        case id, etag
    }

    let operation: Int
    let member: Member

    /// What a text of an operation says.
    enum Reading {
        /// Itself, without the mark that keeps it from being a reference.
        case literal(String)
        case reference(BatchReference)
        /// It begins as a reference does, and is none.
        case malformed
    }

    /// Reads a text: `$` and a number with a member behind it, or another `$`, is not taken as it stands.
    static func read(_ text: String) -> Reading {
        guard text.utf8.first == mark else { return .literal(text) }
        let rest = text.dropFirst()
        if rest.utf8.first == mark { return .literal(String(rest)) }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let operation = number(parts[0]), let member = Member(rawValue: String(parts[1])) else {
            return .malformed
        }
        return .reference(BatchReference(operation: operation, member: member))
    }

    /// A number of at most three digits, in its one form.
    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.count == 1 || text.utf8.first != 0x30
        else { return nil }
        return Int(text)
    }

    private static let mark = UInt8(ascii: "$")
}

extension JSONValue {
    /// The same value with every text replaced; the names of members stay.
    func replacingTexts(_ replaced: (String) throws -> String) rethrows -> JSONValue {
        switch self {
        case .string(let text): .string(try replaced(text))
        case .array(let items): .array(try items.map { try $0.replacingTexts(replaced) })
        case .object(let object):
            .object(JSONObject(try object.map { ($0.name, try $0.value.replacingTexts(replaced)) }))
        case .null, .bool, .number: self
        }
    }

    /// Gives every text of the value, with its place.
    func forEachText(at pointer: JSONPointer, _ body: (JSONPointer, String) -> Void) {
        switch self {
        case .string(let text): body(pointer, text)
        case .array(let items):
            for (index, item) in items.enumerated() { item.forEachText(at: pointer.appending(index), body) }
        case .object(let object):
            for (name, value) in object { value.forEachText(at: pointer.appending(name), body) }
        case .null, .bool, .number: return
        }
    }
}
