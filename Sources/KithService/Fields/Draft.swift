internal import JSON

/// A record of one kind as a client wants it to be: decoded, in canonical form, each field right by itself.
///
/// A new record is made from it (`AssetStore.create`), or an existing one changed to it whole (`AssetStore.update`).
struct Draft<Record: Resource>: Sendable {
    /// What the draft says, by field name.
    ///
    /// An absent optional field is absent here.
    private(set) var values: [String: JSONValue]

    /// Makes a draft of values that are known to fit.
    init(_ values: [String: JSONValue] = [:]) {
        self.values = values
    }

    /// A field's value, or nil where the draft does not say.
    subscript<Value>(_ field: Field<Value>) -> Value? {
        get { values[field.spec.name].flatMap(Value.init(json:)) }
        set { values[field.spec.name] = newValue?.json }
    }

    /// How large the draft is as JSON text, in bytes.
    var byteCount: Int {
        values.values.reduce(0) { $0 + JSON.text($1).utf8.count }
    }

    /// A field's value as JSON, or nil where the draft does not say.
    func json(_ spec: FieldSpec) -> JSONValue? {
        values[spec.name]
    }
}
