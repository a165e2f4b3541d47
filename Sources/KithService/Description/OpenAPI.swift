internal import HTTP
internal import JSON

/// The OpenAPI 3.1 document, made from the route table and the field declarations that serve the requests.
struct OpenAPI {
    let routes: [Route]
    let schema: JSONSchema

    /// The document as JSON text.
    static func document(of routes: [Route], vocabularies: Vocabularies) -> [UInt8] {
        let document = OpenAPI(routes: routes, schema: JSONSchema(vocabularies: vocabularies)).document()
        return Array(JSON.text(document).utf8)
    }

    private func document() -> JSONValue {
        var paths: [(String, JSONValue)] = []
        for template in templates() {
            let operations = routes.filter { $0.template == template }
                .map { ($0.method.rawValue.lowercased(), operation($0)) }
            paths.append((template, .object(JSONObject(pathParameters(template) + operations))))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Kith", "version": .string(KithVersion.text),
                "summary": "The record-keeper of relational public services: cases, relationships, community assets.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [["token": []]],
            "paths": .object(JSONObject(paths)),
            "components": [
                "securitySchemes": ["token": token],
                "schemas": .object(JSONObject(schemas())),
                "responses": ["Problem": ["description": "What is wrong.", "content": problemContent]],
            ],
        ]
    }

    private var token: JSONValue {
        [
            "type": "http", "scheme": "bearer", "bearerFormat": "kith_…",
            "description": """
            A worker's token. With the token of a front end, which has acts_for, every request names the worker who \
            is signed in there: Kith-On-Behalf-Of, with the worker's id.
            """,
        ]
    }

    private func templates() -> [String] {
        var templates: [String] = []
        for route in routes where !templates.contains(route.template) { templates.append(route.template) }
        return templates
    }

    private func pathParameters(_ template: String) -> [(String, JSONValue)] {
        let names = template.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            String($0.dropFirst().dropLast())
        }
        guard !names.isEmpty else { return [] }
        let parameters = names.map { name -> JSONValue in
            let isID = name != "name"
            return [
                "name": .string(name), "in": "path", "required": true,
                "schema": isID ? .object(JSONObject(schema.schema(.format(.id)))) : ["type": "string"],
            ]
        }
        return [("parameters", .array(parameters))]
    }

    private func operation(_ route: Route) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("operationId", .string(operationID(route))), ("summary", .string(route.summary)),
            ("tags", [.string(route.scope == nil ? "service" : route.collection)]),
        ]
        if let roles = route.roles {
            let names = Role.allCases.filter(roles.allowed.contains).map(\.rawValue).joined(separator: ", ")
            let scope = route.scope.map { " Scope: \($0)." } ?? ""
            members.append(("description", .string("For: \(names).\(scope)")))
        } else {
            members.append(("security", []))
        }
        let parameters = queryParameters(route) + fieldParameters(route)
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        if let body = route.body { members.append(("requestBody", requestBody(body, route))) }
        members.append(("responses", responses(route)))
        return .object(JSONObject(members))
    }

    private func operationID(_ route: Route) -> String {
        let words = route.template.split(separator: "/").map { part -> String in
            part.hasPrefix("{") ? "by_\(part.dropFirst().dropLast())" : String(part.map { $0 == "." ? "_" : $0 })
        }
        return ([route.method.rawValue.lowercased()] + words.filter { $0 != "v1" }).joined(separator: "_")
    }

    private func queryParameters(_ route: Route) -> [JSONValue] {
        route.parameters.map { spec in
            var members: [(String, JSONValue)] = [
                ("name", .string(spec.name)), ("in", "query"), ("description", .string(spec.summary)),
            ]
            if case .several = spec.form { members += [("style", "form"), ("explode", false)] }
            members.append(("schema", .object(JSONObject(schema.parameter(spec)))))
            return .object(JSONObject(members))
        }
    }

    private func fieldParameters(_ route: Route) -> [JSONValue] {
        var fields: [JSONValue] = []
        if route.needsIfMatch {
            fields.append(
                field(
                    "If-Match", "The ETag of the record as it was read; * for any.", isRequired: true,
                    ["type": "string", "pattern": #"^(\*|"[!#-~]*")$"#]))
        }
        if route.takesIdempotencyKey {
            fields.append(
                field(
                    "Idempotency-Key", "A word of the client's own, so that a repeat does nothing twice.",
                    ["type": "string", "pattern": "^[!-~]+$", "maxLength": 200]))
        }
        if route.opens != nil {
            let purposes = AccessPolicy.Purpose.allCases.map { JSONValue.string($0.rawValue) }
            fields.append(
                field(
                    "Kith-Access-Purpose", "For what the caller asks to be let in; together with Kith-Access-Reason.",
                    ["type": "string", "enum": .array(purposes)]))
            fields.append(
                field(
                    "Kith-Access-Reason", "Why; together with Kith-Access-Purpose. The lead worker is told.",
                    ["type": "string", "minLength": 1, "maxLength": 500]))
        }
        return fields
    }

    private func field(
        _ name: String, _ summary: String, isRequired: Bool = false, _ schema: JSONValue = ["type": "string"]
    ) -> JSONValue {
        [
            "name": .string(name), "in": "header", "required": .bool(isRequired), "description": .string(summary),
            "schema": schema,
        ]
    }

    private func requestBody(_ body: RecordSchema, _ route: Route) -> JSONValue {
        let isPatch = route.method == .patch
        let name = isPatch ? body.name + "Change" : body.name + "Draft"
        let content: JSONValue = ["schema": ["$ref": .string("#/components/schemas/\(name)")]]
        let types = isPatch ? ["application/merge-patch+json", "application/json"] : ["application/json"]
        return [
            "required": .bool(route.needsBody),
            "content": .object(JSONObject(types.map { ($0, content) })),
        ]
    }

    private func responses(_ route: Route) -> JSONValue {
        var responses: [(String, JSONValue)] = []
        switch route.answer {
        case .record(let record): responses.append(("200", answer(record, "", route)))
        case .created(let record): responses.append(("201", answer(record, "", route)))
        case .list(let record): responses.append(("200", answer(record, "Page", route)))
        case .first(let record): responses.append(("200", answer(record, "s", route)))
        case .other(let status, let summary):
            responses.append((String(status.code), ["description": .string(summary)]))
        }
        responses.append(("default", ["$ref": "#/components/responses/Problem"]))
        return .object(JSONObject(responses))
    }

    private func answer(_ record: RecordSchema, _ suffix: String, _ route: Route) -> JSONValue {
        let name = record.name + suffix
        let content = route.offers.map { type -> (String, JSONValue) in
            let isJSON = type == .json
            return (type.rawValue, isJSON ? ["schema": ["$ref": .string("#/components/schemas/\(name)")]] : [:])
        }
        return ["description": .string(record.summary), "content": .object(JSONObject(content))]
    }

    private var problemContent: JSONValue {
        ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]]
    }
}
