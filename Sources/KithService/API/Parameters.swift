internal import HTTP
internal import JSON

/// The parameters of a query, decoded by their declarations.
struct Parameters: Sendable {
    /// A few at most: looking through them is quicker than hashing.
    private let values: [(name: String, value: JSONValue?)]

    /// A parameter's value, or nil where the query does not have it.
    subscript<Value>(_ field: Field<Value>) -> Value? {
        json(field.spec.name).flatMap(Value.init(json:))
    }

    /// A parameter's value as JSON, or nil where the query does not have it.
    func json(_ name: String) -> JSONValue? {
        for known in values where known.name == name { return known.value }
        return nil
    }

    /// Decodes a query.
    ///
    /// - Parameter specs: The parameters that the route knows.
    /// - Throws: `AppError.invalidQuery` with every fault: unknown names, repeats, wrong values.
    init(_ query: Query, _ specs: [FieldSpec], vocabularies: Vocabularies) throws(AppError) {
        guard !query.isEmpty else {
            values = []
            return
        }
        var decoder = Decoder(vocabularies: vocabularies)
        var faults = Faults()
        var values: [(name: String, value: JSONValue?)] = []
        for (name, text) in query.pairs {
            let pointer = JSONPointer.root.appending(name)
            guard let spec = specs.first(where: { $0.name == name }) else {
                faults.add(
                    pointer, .unknownParameter, Decoder.unknown("parameter", name, among: specs.map(\.name)))
                continue
            }
            guard !values.contains(where: { $0.name == name }) else {
                faults.add(pointer, .repeated, "A parameter is given once.")
                continue
            }
            values.append((name, decoder.value(spec.kind.parameter(text), spec.kind, at: pointer)))
        }
        faults.add(decoder.faults)
        guard faults.isEmpty else { throw .invalidQuery(faults.all) }
        self.values = values
    }
}

extension ShapeKind {
    /// The JSON value that a parameter's text stands for.
    fileprivate func parameter(_ text: String) -> JSONValue {
        switch self {
        case .flag:
            switch text {
            case "true": .bool(true)
            case "false": .bool(false)
            default: .string(text)
            }
        case .integer, .number:
            (try? JSON.read(Array(text.utf8))) ?? .string(text)
        default:
            .string(text)
        }
    }
}
