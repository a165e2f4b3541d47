internal import JSON

/// A kind of record that the API serves: its fields, and the rules that hold between them.
protocol Resource: Sendable {
    static var kind: ResourceKind { get }
    /// What the API's description calls its shape.
    static var schemaName: String { get }
    /// What it is, in a sentence for the API's description.
    static var summary: String { get }
    /// Every member but `id`, `created_at` and `updated_at`, which all records have.
    static var fields: Fields { get }
    /// The member that lists are sorted by under the name `name`, where there is one.
    static var sortName: Field<String>? { get }
    /// Checks what holds between fields, after each was found right by itself.
    static func check(_ draft: Draft<Self>, _ faults: inout Faults)
}

extension Resource {
    static var schemaName: String { kind.schemaName }
    static var sortName: Field<String>? { nil }
    static func check(_ draft: Draft<Self>, _ faults: inout Faults) {}
}

/// The fields of a record, in the order in which they are written.
struct Fields: Sendable {
    let specs: [FieldSpec]
    /// Those that refer to other records by what a client says.
    let references: [FieldSpec]
    /// Whether a record says when it was recorded and last changed.
    private let tellsTimes: Bool

    /// Lists declared fields.
    init<each Value>(_ fields: repeat Field<each Value>) {
        var specs: [FieldSpec] = []
        repeat specs.append((each fields).spec)
        self.init(specs: specs, tellsTimes: true)
    }

    private init(specs: [FieldSpec], tellsTimes: Bool) {
        self.specs = specs
        // What the service alone sets it has found itself: a case that is just being opened has no reader yet.
        references = specs.filter { $0.holdsReferences && $0.mutability != .readOnly }
        self.tellsTimes = tellsTimes
    }

    /// The same fields, with more behind them.
    func with<each Value>(_ more: repeat Field<each Value>) -> Fields {
        var specs = specs
        repeat specs.append((each more).spec)
        return Fields(specs: specs, tellsTimes: tellsTimes)
    }

    /// The same fields, of a record that does not say when it was recorded or changed.
    func withoutTimes() -> Fields {
        Fields(specs: specs, tellsTimes: false)
    }

    /// The fields that every record begins and ends with, around those of its own.
    var withStandardFields: [FieldSpec] {
        [StandardFields.id.spec] + specs
            + (tellsTimes ? [StandardFields.createdAt.spec, StandardFields.updatedAt.spec] : [])
    }
}

/// The fields that every record has.
enum StandardFields {
    static let id = Field("id", .identity, "What the record is known by, for good.").readOnly().required()
    static let createdAt = Field("created_at", .instant, "When it was recorded.").readOnly().required()
    static let updatedAt = Field("updated_at", .instant, "When it last changed.").readOnly().required()
}

extension Shape where Value == ID {
    /// A record's own id.
    static var identity: Shape { Shape(kind: .format(.id)) }
}

extension Shape where Value == JSONValue {
    /// A list of records of another kind, shown within this one.
    static func records<Record: Resource>(_ type: Record.Type) -> Shape {
        Shape(kind: .list(.object(Record.fields.withStandardFields, rule: nil), countMax: TextLimits.listCountMax))
    }
}
