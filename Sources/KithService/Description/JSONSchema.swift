internal import JSON

/// The JSON Schema (draft 2020-12) of declared fields, as OpenAPI 3.1 uses it.
struct JSONSchema {
    let vocabularies: Vocabularies

    /// The schema of an object with these members.
    ///
    /// - Parameter records: The members that are records with schemas of their own.
    func object(
        _ specs: [FieldSpec], required: (FieldSpec) -> Bool, summary: String? = nil,
        records: [(String, JSONValue)] = []
    ) -> JSONValue {
        let needed = specs.filter(required).map { JSONValue.string($0.name) }
        var members: [(String, JSONValue)] = [("type", "object")]
        if let summary { members.append(("description", .string(summary))) }
        let properties = specs.map { spec in
            (spec.name, records.first { $0.0 == spec.name }?.1 ?? property(spec))
        }
        members.append(("properties", .object(JSONObject(properties))))
        if !needed.isEmpty { members.append(("required", .array(needed))) }
        members.append(("additionalProperties", false))
        return .object(JSONObject(members))
    }

    /// The schema of one member.
    func property(_ spec: FieldSpec) -> JSONValue {
        var members = schema(spec.kind)
        if spec.isNullable { members = [("anyOf", [.object(JSONObject(members)), ["type": "null"]])] }
        members.append(("description", .string(spec.summary)))
        if spec.mutability == .readOnly { members.append(("readOnly", true)) }
        if let standard = spec.standard { members.append(("default", standard)) }
        return .object(JSONObject(members))
    }

    /// The keywords for a parameter; a text is of one line, which is looked at before anything else of it.
    func parameter(_ spec: FieldSpec) -> [(String, JSONValue)] {
        if let form = spec.form { return schema(of: form) }
        guard case .text = spec.kind else { return schema(spec.kind) }
        return schema(spec.kind) + [("pattern", .string(TextScalars.linePattern))]
    }

    /// The keywords for the text of a parameter.
    func schema(of form: ParameterForm) -> [(String, JSONValue)] {
        switch form {
        case .one(let names): [("type", "string"), ("enum", .array(names.map { .string($0) }))]
        case .several(let names):
            [
                ("type", "array"), ("items", .object(JSONObject(schema(of: .one(names))))), ("minItems", 1),
                ("uniqueItems", true),
            ]
        case .pattern(let pattern): [("type", "string"), ("pattern", .string(pattern))]
        }
    }

    /// The keywords for a shape.
    func schema(_ kind: ShapeKind) -> [(String, JSONValue)] {
        switch kind {
        case .text(let bytesMax, _):
            return [("type", "string"), ("minLength", 1), ("maxLength", number(Int64(bytesMax)))]
        case .flag:
            return [("type", "boolean")]
        case .integer(let range):
            return [
                ("type", "integer"), ("minimum", number(range.lowerBound)), ("maximum", number(range.upperBound)),
            ]
        case .number(let range):
            return [("type", "number"), ("minimum", range.lowerBound.json), ("maximum", range.upperBound.json)]
        case .reference:
            return schema(.format(.id))
        case .party:
            return [("$ref", "#/components/schemas/Party")]
        case .code(let name):
            let codes = vocabularies[name].terms.map { JSONValue.string($0.code) }
            return [("type", "string"), ("enum", .array(codes))]
        case .format(let format):
            var members: [(String, JSONValue)] = [("type", "string")]
            if format.isStandard { members.append(("format", .string(format.name))) }
            if let codes = format.codes { members.append(("enum", .array(codes().map { .string($0) }))) }
            if let pattern = format.pattern { members.append(("pattern", .string(pattern))) }
            members.append(("examples", .array([.string(format.example)])))
            return members
        case .list(let element, let countMax):
            return [
                ("type", "array"), ("items", .object(JSONObject(schema(element)))),
                ("maxItems", number(Int64(countMax))),
            ]
        case .anyObject:
            return [("type", "object")]
        case .object(let specs, _):
            return object(specs, required: \.isRequired).objectValue?.map { ($0.name, $0.value) } ?? []
        }
    }

    private func number(_ value: Int64) -> JSONValue {
        .number(JSONNumber(value))
    }
}
