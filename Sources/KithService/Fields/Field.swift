internal import JSON

/// One member of a record, declared once: how it is called, what it may hold, where it is stored.
///
/// Decoding, encoding, `fields=`, filters, CSV and `/openapi.json` all read this declaration.
/// `Value` is the Swift type that a rule gets when it asks a draft for this field.
struct Field<Value: FieldValue>: Sendable {
    /// What the declaration says, without its Swift type.
    var spec: FieldSpec

    /// Declares an optional member that a client may set and change.
    ///
    /// - Parameters:
    ///   - name: The name on the wire, and the column's unless `stored(as:)` says otherwise.
    ///   - shape: What values it takes.
    ///   - summary: What it means, in a sentence for the API's description.
    init(_ name: String, _ shape: Shape<Value>, _ summary: String) {
        spec = FieldSpec(name: name, kind: shape.kind, summary: summary)
    }

    /// The same field, which a new record must have.
    func required() -> Field {
        with { $0.isRequired = true }
    }

    /// The same field, which the service fills in where a new record does not say, and which is never taken away.
    func filledIn() -> Field {
        with { $0.isFilledIn = true }
    }

    /// The same field, with the value that it takes in a new record that does not say.
    func standard(_ value: Value) -> Field {
        with { $0.standard = value.json }
    }

    /// The same field, set when the record is made and never changed.
    func fixed() -> Field {
        with { $0.mutability = .fixed }
    }

    /// The same field, set by the service alone.
    func readOnly() -> Field {
        with { $0.mutability = .readOnly }
    }

    /// The same field, by which lists can be filtered: `?name=value`.
    func filterable() -> Field {
        with { $0.isFilter = true }
    }

    /// The same field, with whose record this one is erased: for a reference that a record need not have, or whose
    /// shape does not say what it is to.
    func belonging(to kind: ResourceKind) -> Field {
        with { $0.belongsTo = kind }
    }

    /// The same parameter, with what its text can be, for the API's description.
    func taking(_ form: ParameterForm) -> Field {
        with { $0.form = form }
    }

    /// The same field, made of what other records say: earlier versions, which outlive these, do not have it.
    func ofOthers() -> Field {
        with { $0.isOfOthers = true }
    }

    /// The same field of an answer, whose value can be null where there is none.
    func nullable() -> Field {
        with { $0.isNullable = true }
    }

    private func with(_ change: (inout FieldSpec) -> Void) -> Field {
        var copy = self
        change(&copy.spec)
        return copy
    }
}

/// A field's declaration without its Swift type.
struct FieldSpec: Sendable {
    /// Who sets a field, and when.
    enum Mutability: Sendable {
        case writable, fixed, readOnly
    }

    let name: String
    let kind: ShapeKind
    let summary: String
    var isRequired = false
    /// Whether the service fills the member in where a draft does not say, so that a stored record always has it.
    var isFilledIn = false
    var standard: JSONValue?
    var mutability = Mutability.writable
    var isFilter = false
    var belongsTo: ResourceKind?
    /// Whether it is made of what other records say.
    var isOfOthers = false
    /// Whether an answer has the member as null where it has no value.
    var isNullable = false
    /// What its text can be as a parameter, where its shape does not say it.
    var form: ParameterForm?
    /// The member's name, rendered once.
    let jsonName: JSONName
    /// The columns that hold the field: one, but two for a party.
    let columns: [String]
    /// Whether its values can refer to records.
    let holdsReferences: Bool

    init(name: String, kind: ShapeKind, summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
        jsonName = JSONName(name)
        holdsReferences = kind.holdsReferences
        columns =
            if case .party = kind { [Self.quoted(name + "_type"), Self.quoted(name + "_id")] } else {
                [Self.quoted(name)]
            }
    }

    /// Whether a stored record always has the member.
    var isAlwaysThere: Bool { isRequired || isFilledIn || standard != nil }

    /// A column's name as SQL takes it, whatever words SQL keeps for itself.
    static func quoted(_ column: String) -> String {
        "\"\(column)\""
    }
}
