internal import JSON

/// Decodes JSON values by their declared shapes into canonical form, gathering every fault on the way.
struct Decoder {
    /// The longest text that an unknown member or code is quoted with in an error.
    static let quotedBytesMax = 60

    let vocabularies: Vocabularies
    private(set) var faults = Faults()

    /// Makes a decoder that knows the codes of these vocabularies.
    init(vocabularies: Vocabularies) {
        self.vocabularies = vocabularies
    }

    /// Decodes the members of an object.
    ///
    /// - Parameters:
    ///   - object: What came in.
    ///   - specs: What may be in it. Fields that the service alone sets are refused.
    ///   - pointer: Where the object stands in the body.
    /// - Returns: The members that were right, in canonical form, with standard values filled in.
    mutating func members(
        of object: JSONObject, _ specs: [FieldSpec], at pointer: JSONPointer
    ) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for (name, value) in object {
            let place = pointer.appending(name)
            guard let spec = specs.first(where: { $0.name == name }) else {
                faults.add(place, .unknownMember, Self.unknown("member", name, among: specs.map(\.name)))
                continue
            }
            guard spec.mutability != .readOnly else {
                // Inside an object such a member is made anew each time, so a copy that comes back is no fault.
                if pointer == .root { faults.add(place, .readOnly, "The service sets \(name) itself: leave it out.") }
                continue
            }
            values[name] = self.value(value, spec.kind, at: place)
        }
        for spec in specs where values[spec.name] == nil && object[spec.name] == nil {
            if let standard = spec.standard {
                values[spec.name] = standard
            } else if spec.isRequired && spec.mutability != .readOnly {
                faults.add(pointer.appending(spec.name), .required, "\(spec.name) is needed: \(spec.summary)")
            }
        }
        return values
    }

    /// Decodes one value.
    ///
    /// - Returns: Its canonical form, or nil where it has a fault, which is noted.
    mutating func value(_ value: JSONValue, _ kind: ShapeKind, at pointer: JSONPointer) -> JSONValue? {
        switch (kind, value) {
        case (.text(let bytesMax, let lines), .string(let text)):
            return self.text(text, bytesMax: bytesMax, lines: lines, at: pointer)
        case (.flag, .bool):
            return value
        case (.integer(let range), .number(let number)):
            return integer(number, in: range, at: pointer)
        case (.number(let range), .number(let number)):
            guard let double = number.double, range.contains(double) else {
                return fault(
                    pointer, .outOfRange, "A number from \(range.lowerBound) to \(range.upperBound) is needed.")
            }
            return value
        case (.reference, .string(let text)):
            return formatted(text, .id, at: pointer)
        case (.party, .object(let object)):
            return party(object, at: pointer)
        case (.code(let name), .string(let text)):
            return code(text, vocabularies[name], at: pointer)
        case (.format(let format), .string(let text)):
            return formatted(text, format, at: pointer)
        case (.list(let element, let countMax), .array(let items)):
            return list(items, element, countMax: countMax, at: pointer)
        case (.anyObject, .object):
            return value
        case (.object(let specs, let rule), .object(let object)):
            return self.object(object, specs, rule, at: pointer)
        case (_, .null):
            return fault(pointer, .wrongType, "null has no meaning here: leave the member out.")
        default:
            return fault(pointer, .wrongType, "\(kind.phrase) is needed here, not \(value.phrase).")
        }
    }

    /// Notes a fault, and gives nil so that a decoding function can end with it.
    mutating func fault(_ pointer: JSONPointer, _ code: FaultCode, _ detail: String) -> JSONValue? {
        faults.add(pointer, code, detail)
        return nil
    }

    /// Runs a check that adds to the faults.
    mutating func check(_ body: (inout Faults) -> Void) {
        body(&faults)
    }

    /// What to say of a name that is not known: the name, cut short, and the nearest one that is.
    static func unknown(_ what: String, _ name: String, among known: [String]) -> String {
        let quoted = name.utf8.count <= quotedBytesMax ? "\"\(name)\"" : "of that name"
        let nearest = NearestName.of(name, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
        return "There is no \(what) \(quoted) here.\(nearest)"
    }
}

extension Decoder {
    private mutating func text(_ text: String, bytesMax: Int, lines: Bool, at pointer: JSONPointer) -> JSONValue? {
        guard text.utf8.count <= bytesMax else {
            return fault(pointer, .tooLong, "At most \(bytesMax) bytes of text are taken here.")
        }
        guard text.unicodeScalars.allSatisfy({ TextScalars.isTaken($0, lines: lines) }) else {
            return fault(
                pointer, .malformed, lines ? "Control characters are not taken." : "One line of text is needed here.")
        }
        guard text.unicodeScalars.contains(where: TextScalars.isSeen) else {
            return fault(pointer, .empty, "Some text that can be seen is needed, or nothing at all.")
        }
        return .string(text)
    }

    private mutating func integer(
        _ number: JSONNumber, in range: ClosedRange<Int64>, at pointer: JSONPointer
    ) -> JSONValue? {
        guard let value = number.int64, range.contains(value) else {
            return fault(
                pointer, .outOfRange, "A whole number from \(range.lowerBound) to \(range.upperBound) is needed.")
        }
        return .number(JSONNumber(value))
    }

    private mutating func formatted(_ text: String, _ format: TextFormat, at pointer: JSONPointer) -> JSONValue? {
        guard text.utf8.count <= TextLimits.formatBytesMax else {
            return fault(pointer, .tooLong, "At most \(TextLimits.formatBytesMax) bytes of text are taken here.")
        }
        switch format.canonical(text) {
        case .success(let canonical): return .string(canonical)
        case .failure(let malformed): return fault(pointer, malformed.code, malformed.detail)
        }
    }

    private mutating func code(_ text: String, _ vocabulary: Vocabulary, at pointer: JSONPointer) -> JSONValue? {
        guard vocabulary.term(text) == nil else { return .string(text) }
        let codes = vocabulary.terms.map(\.code)
        let listed = codes.count <= 12 ? " It is one of \(codes.joined(separator: ", "))." : ""
        return fault(pointer, .unknownCode, Self.unknown("code", text, among: codes) + listed)
    }

    private mutating func party(_ object: JSONObject, at pointer: JSONPointer) -> JSONValue? {
        let values = members(of: object, PartyFields.specs, at: pointer)
        guard case .string(let typeText)? = values["type"], case .string(let idText)? = values["id"] else { return nil }
        guard let type = PartyType(rawValue: typeText), let id = ID(idText) else {
            let types = PartyType.allCases.map(\.rawValue)
            return fault(pointer.appending("type"), .unknownCode, Self.unknown("type of party", typeText, among: types))
        }
        return Party(type: type, id: id).json
    }

    private mutating func list(
        _ items: [JSONValue], _ element: ShapeKind, countMax: Int, at pointer: JSONPointer
    ) -> JSONValue? {
        guard items.count <= countMax else {
            return fault(pointer, .tooMany, "At most \(countMax) are taken here.")
        }
        var values: [JSONValue] = []
        for (index, item) in items.enumerated() {
            if let decoded = value(item, element, at: pointer.appending(index)) { values.append(decoded) }
        }
        return .array(values)
    }

    private mutating func object(
        _ object: JSONObject, _ specs: [FieldSpec], _ rule: ShapeKind.ObjectRule?, at pointer: JSONPointer
    ) -> JSONValue? {
        let values = members(of: object, specs, at: pointer)
        let decoded = JSONObject(specs.compactMap { spec in values[spec.name].map { (spec.name, $0) } })
        return .object(rule?(decoded, pointer, &faults) ?? decoded)
    }
}

/// The members of a reference to a party.
enum PartyFields {
    static let specs = Fields(
        Field("type", .line, "What it is: person, worker, asset or agency.").required(),
        Field("id", Shape<ID>.identity, "Its id.").required()
    ).specs
}

extension ShapeKind {
    /// What such a value is called in an error.
    var phrase: String {
        switch self {
        case .text, .code: "Text"
        case .format(let format): "Text in the form \(format.example)"
        case .reference: "The id of a record"
        case .flag: "true or false"
        case .integer, .number: "A number"
        case .party: "A party, {\"type\", \"id\"},"
        case .list: "A list"
        case .object, .anyObject: "An object"
        }
    }
}

extension JSONValue {
    /// What such a value is called in an error.
    var phrase: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
