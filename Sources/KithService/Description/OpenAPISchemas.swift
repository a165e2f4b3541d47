internal import HTTP
internal import JSON

extension OpenAPI {
    /// Every schema that an operation refers to, each once.
    func schemas() -> [(String, JSONValue)] {
        var schemas: [(String, JSONValue)] = [("Party", party), ("Problem", problem)]
        func add(_ name: String, _ value: @autoclosure () -> JSONValue) {
            if !schemas.contains(where: { $0.0 == name }) { schemas.append((name, value())) }
        }
        for route in routes {
            switch route.answer {
            case .record(let record), .created(let record):
                add(record.name, stored(record))
            case .list(let record):
                for (_, record) in record.kinds { add(record.name, stored(record)) }
                add(record.name, stored(record))
                add(record.name + "Page", page(record))
            case .first(let record):
                for (_, record) in record.records { add(record.name, stored(record)) }
                add(record.name, stored(record))
                add(record.name + "s", first(record))
            case .other:
                break
            }
            guard let body = route.body else { continue }
            if route.method == .patch {
                add(body.name + "Change", change(body))
            } else {
                add(body.name + "Draft", draft(body))
            }
        }
        return schemas
    }

    private func stored(_ record: RecordSchema) -> JSONValue {
        guard record.kinds.isEmpty else { return oneOf(record) }
        return schema.object(
            record.members, required: { $0.isAlwaysThere }, summary: record.summary,
            records: record.records.map { ($0.member, reference($0.record.name)) })
    }

    private func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    private func first(_ record: RecordSchema) -> JSONValue {
        [
            "type": "object", "description": "The first of a list.",
            "properties": [
                "items": ["type": "array", "items": reference(record.name)],
                "more": ["type": "boolean", "description": "Whether there are more."],
            ],
            "required": ["items", "more"], "additionalProperties": false,
        ]
    }

    /// An item that holds one of several kinds of record, told apart by its member `kind`.
    private func oneOf(_ item: RecordSchema) -> JSONValue {
        let forms = item.kinds.map { kind, record -> JSONValue in
            let properties = item.members.map { member -> (String, JSONValue) in
                switch member.name {
                case "kind": ("kind", ["const": .string(kind)])
                case "record": ("record", reference(record.name))
                default: (member.name, schema.property(member))
                }
            }
            return [
                "title": .string(record.name + "Entry"), "type": "object",
                "properties": .object(JSONObject(properties)),
                "required": .array(item.members.map { .string($0.name) }), "additionalProperties": false,
            ]
        }
        return ["description": .string(item.summary), "oneOf": .array(forms)]
    }

    private func draft(_ record: RecordSchema) -> JSONValue {
        schema.object(
            record.members.filter { $0.mutability != .readOnly },
            required: { $0.isRequired && $0.standard == nil }, summary: record.summary)
    }

    private func change(_ record: RecordSchema) -> JSONValue {
        let members = record.members.filter { $0.mutability == .writable }
        let properties = members.map { spec -> (String, JSONValue) in
            spec.isRequired || spec.isFilledIn
                ? (spec.name, schema.property(spec)) : (spec.name, orNull(schema.property(spec)))
        }
        return [
            "type": "object", "description": "What is to change; null takes a member away (RFC 7396).",
            "properties": .object(JSONObject(properties)), "additionalProperties": false,
        ]
    }

    private func orNull(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "null"]]]
    }

    private func page(_ record: RecordSchema) -> JSONValue {
        [
            "type": "object", "description": "A page of a list.",
            "properties": [
                "items": [
                    "type": "array", "items": reference(record.name),
                ],
                "next": ["type": "string", "description": "The cursor of the next page; absent on the last."],
                "total": ["type": "integer", "description": "How many there are in all, where that was asked."],
            ],
            "required": ["items"], "additionalProperties": false,
        ]
    }

    private var party: JSONValue {
        [
            "type": "object", "description": "Somebody or something at one end of a relationship.",
            "properties": [
                "type": ["type": "string", "enum": .array(PartyType.allCases.map { .string($0.rawValue) })],
                "id": .object(JSONObject(schema.schema(.format(.id)))),
            ],
            "required": ["type", "id"], "additionalProperties": false,
        ]
    }

    private var problem: JSONValue {
        let text: JSONValue = ["type": "string"]
        let fault: JSONValue = [
            "title": "Fault", "type": "object",
            "properties": [
                "pointer": text, "detail": text,
                "code": ["type": "string", "enum": .array(FaultCode.allCases.map { .string($0.rawValue) })],
            ],
            "required": ["pointer", "code", "detail"],
        ]
        return [
            "type": "object", "description": "What is wrong and what to do (RFC 9457).",
            "properties": [
                "type": text, "title": text, "status": ["type": "integer"], "detail": text, "instance": text,
                "code": text, "errors": ["type": "array", "items": fault],
            ],
            "required": ["type", "title", "status", "code"],
        ]
    }
}
