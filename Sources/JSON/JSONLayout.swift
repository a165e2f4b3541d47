/// Lays a value out for people.
struct JSONLayout {
    /// What has been laid out.
    private(set) var text = ""

    /// Appends a value that begins where the text ends.
    mutating func append(_ value: JSONValue, depth: Int) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            for (index, element) in elements.enumerated() {
                text += index == 0 ? "[" : ","
                breakLine(depth + 1)
                append(element, depth: depth + 1)
            }
            breakLine(depth)
            text += "]"
        case .object(let object) where !object.isEmpty:
            for (index, member) in object.enumerated() {
                text += index == 0 ? "{" : ","
                breakLine(depth + 1)
                text += JSON.text(.string(member.name)) + ": "
                append(member.value, depth: depth + 1)
            }
            breakLine(depth)
            text += "}"
        default: text += JSON.text(value)
        }
    }

    private mutating func breakLine(_ depth: Int) {
        text += "\n" + String(repeating: "  ", count: depth)
    }
}
