internal import JSON

/// The members of an object from outside, read by name as what they should be, with a note of each that is not.
///
/// `null` counts as absent. Whoever asks for a member makes something of it; the rest is listed as left out.
struct SourceMembers {
    let object: JSONObject
    let notes: RecordNotes
    /// Where the object stands in its record: empty for the record itself, else as in `organization`.
    private let path: String

    /// Begins with the record itself.
    init(_ object: JSONObject, notes: RecordNotes) {
        self.init(object, path: "", notes: notes)
    }

    private init(_ object: JSONObject, path: String, notes: RecordNotes) {
        self.object = object
        self.path = path
        self.notes = notes
    }

    /// Whether there is a member of that name, whatever it says.
    func has(_ name: String) -> Bool {
        object[name] != nil
    }

    /// A text as plain text on as many lines as it has; nil where there is none.
    func text(_ name: String) -> String? {
        guard let raw = rawText(name) else { return nil }
        let plain = HTMLText.plain(raw)
        if raw.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }), plain != raw {
            notes.mend("\(full(name)): HTML turned into plain text", isRoutine: true)
        }
        return plain.isEmpty ? nil : plain
    }

    /// A text as plain text on one line; nil where there is none.
    func line(_ name: String) -> String? {
        text(name).map(SourceText.oneLine)
    }

    /// The first of some members that has a text, on one line.
    func line(of names: String...) -> String? {
        names.compactMap { line($0) }.first
    }

    /// A text exactly as it came, but for white space around it; a number as it was written.
    func rawText(_ name: String) -> String? {
        switch value(name) {
        case .string(let text)?:
            let trimmed = text.drop(while: \.isWhitespace)
            guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
            return String(trimmed[...last])
        case .number(let number)?: return number.text
        case let other?:
            noteWrongType(name, other, "text")
            return nil
        case nil:
            return nil
        }
    }

    /// A number, which may be written as text; nil where there is none.
    func number(_ name: String) -> Double? {
        switch value(name) {
        case .number(let number)?:
            if let double = number.double { return double }
        case .string(let text)?:
            let compact = SourceText.oneLine(text)
            if compact.isEmpty { return nil }
            if compact.utf8.count <= 40, let double = JSONNumber(text: compact)?.double { return double }
        case let other?:
            noteWrongType(name, other, "a number")
            return nil
        case nil:
            return nil
        }
        notes.mend("\(full(name)): no number, left out")
        return nil
    }

    /// A day, from a date or from the front of a date and time; nil where there is none.
    func date(_ name: String) -> LocalDate? {
        guard let text = rawText(name) else { return nil }
        let day =
            text.utf8.count > 10 && text.utf8.dropFirst(10).first == UInt8(ascii: "T") ? text.prefix(10) : text[...]
        if let date = try? LocalDate(utf8: day.utf8) { return date }
        notes.mend("\(full(name)): \(SourceText.quoted(text)) is no date, left out")
        return nil
    }

    /// An object's members; nil where there is none.
    func child(_ name: String) -> SourceMembers? {
        children(name).first
    }

    /// The members of each object in a list; those of one object by itself too.
    func children(_ name: String) -> [SourceMembers] {
        let items: [JSONValue]
        switch value(name) {
        case .array(let array)?: items = array
        case .object(let object)?: items = [.object(object)]
        case .string(let text)? where !text.utf8.contains { $0 > 0x20 }: return []
        case let other?:
            noteWrongType(name, other, "a list of objects")
            return []
        case nil: return []
        }
        notes.open(full(name))
        return items.compactMap { item in
            guard case .object(let object) = item else {
                if !item.isNull { noteWrongType(name, item, "an object") }
                return nil
            }
            return SourceMembers(object, path: full(name), notes: notes)
        }
    }

    /// How a member is called in a report.
    func full(_ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    private func value(_ name: String) -> JSONValue? {
        notes.take(full(name))
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    private func noteWrongType(_ name: String, _ value: JSONValue, _ expected: String) {
        notes.mend("\(full(name)): \(value.kind) where \(expected) is due, left out")
    }
}
