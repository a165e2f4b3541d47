internal import JSON

/// What becomes of a record when something is erased that it refers to: it follows from how the reference is declared.
///
/// A record goes with what a member of it refers to where the member must be there, is set by the service (but for
/// people), or is declared so (`Field.belonging(to:)`). From every other member, and from every list, the reference is
/// taken out; a list that must be there, or is declared so, and has become empty takes the record along.
extension FieldSpec {
    /// With what kind of record this one goes; nil where the reference is taken out, or where there is none.
    var owner: ResourceKind? {
        if case .list = kind { return nil }
        if let belongsTo { return belongsTo }
        guard isRequired || mutability == .readOnly else { return nil }
        switch kind {
        // Whom the service notes beside, as who disputed something, may be anybody.
        case .reference(.person): return isRequired ? .person : nil
        case .reference(let kind): return kind
        // Of the parties, people alone are erased.
        case .party: return .person
        default: return nil
        }
    }

    /// The condition that a column holds a reference, whose id is at `$1`.
    var refersCondition: String {
        switch kind {
        case .reference, .format: "\(columns[0]) = $1"
        case .party: "\(columns[1]) = $1"
        // Ids are unique, so that to look for the text is exact, wherever in the list it stands.
        default: "instr(\(columns[0]), $1) > 0"
        }
    }

    /// Whether a list of references says whose the record is, so that it goes with the last of them.
    var goesWhenEmpty: Bool {
        if case .list = kind { isRequired || belongsTo != nil } else { false }
    }
}

extension ShapeKind {
    /// Whether values of this shape can refer to a record of that kind.
    func refers(to target: ResourceKind) -> Bool {
        switch self {
        case .reference(let kind): kind == target
        case .party: target.partyType != nil
        case .list(let element, _): element.refers(to: target)
        case .object(let specs, _): specs.contains { $0.kind.refers(to: target) }
        case .text, .flag, .integer, .number, .code, .format, .anyObject: false
        }
    }

    /// A value without its references to an id; nil where nothing is left of it.
    func without(_ id: ID, in value: JSONValue) -> JSONValue? {
        switch (self, value) {
        case (.reference, .string(let text)):
            return text == id.canonical ? .none : value
        case (.party, .object(let party)):
            return party["id"]?.stringValue == id.canonical ? .none : value
        case (.list(let element, _), .array(let items)):
            let left = items.compactMap { element.without(id, in: $0) }
            return left.isEmpty ? .none : .array(left)
        case (.object(let specs, _), .object(let object)):
            return Self.without(id, in: object, specs).map { .object($0) }
        default:
            return value
        }
    }

    /// An object without its references to an id; nil where it lacks then what it must have.
    static func without(_ id: ID, in object: JSONObject, _ specs: [FieldSpec]) -> JSONObject? {
        var object = object
        for spec in specs where spec.holdsReferences {
            guard let value = object[spec.name] else { continue }
            object[spec.name] = spec.kind.without(id, in: value)
            if object[spec.name] == nil, spec.isRequired { return nil }
        }
        return object
    }
}
