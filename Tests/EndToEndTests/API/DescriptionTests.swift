import JSON
import Testing

extension EndToEnd {
    /// `/openapi.json`: whole, and as tools want it.
    struct DescriptionTests {
        private let document: JSONValue
        private let text: String

        init() throws {
            let answer = try Curl.ask(try Service(), "GET", "/openapi.json")
            text = answer.text
            document = try JSON.read(answer.body)
        }

        private static let validator = """
            import json, sys
            try:
                from openapi_spec_validator import validate
            except ImportError:
                print("not importable")
                sys.exit(0)
            validate(json.load(sys.stdin))
            print("valid")
            """

        /// What the validator of the OpenAPI community says, where it is installed; the tests below need nothing.
        @Test func theValidatorTakesIt() throws {
            let outcome = try Program.tool(
                ["python3", "-c", Self.validator], input: text, ["PATH": Program.searchPath, "HOME": Program.home])
            #expect(outcome.code == 0, "\(outcome.err.suffix(2000))")
            if outcome.out.contains("not importable") {
                print("openapi-spec-validator is not importable: only the tests' own checks were made")
            } else {
                #expect(outcome.out == "valid\n")
            }
        }

        @Test func everyReferenceLeadsSomewhere() {
            let references = Self.references(in: document)
            #expect(references.count > 50)
            for reference in Set(references) {
                #expect(reference.hasPrefix("#/"), "\(reference)")
                let names = reference.dropFirst(2).split(separator: "/").map { String($0) }
                let found = names.reduce(Optional(document)) { value, name in
                    value?[name.replacing("~1", with: "/").replacing("~0", with: "~")]
                }
                #expect(found != nil, "\(reference) leads nowhere")
            }
        }

        @Test func everyOperationIsWhole() throws {
            #expect(document["openapi"]?.stringValue?.hasPrefix("3.1.") == true)
            var ids: Set<String> = []
            for (path, item) in try #require(document["paths"]?.objectValue) {
                let shared = item["parameters"]?.arrayValue ?? []
                for (method, operation) in item.objectValue ?? [:] where method != "parameters" {
                    let name = "\(method) \(path)"
                    let responses = operation["responses"]?.objectValue ?? [:]
                    #expect(!responses.isEmpty, "\(name) has responses")
                    #expect(responses.contains { $0.name.hasPrefix("2") }, "\(name) can succeed")
                    #expect(operation["summary"]?.stringValue?.isEmpty == false, "\(name) says what it does")
                    let id = try #require(operation["operationId"]?.stringValue, "\(name) has an id")
                    #expect(ids.insert(id).inserted, "\(id) is there twice")
                    let declared = (shared + (operation["parameters"]?.arrayValue ?? []))
                        .filter { $0["in"]?.stringValue == "path" }.compactMap { $0["name"]?.stringValue }
                    let needed = path.matches(of: /\{([a-z_]+)\}/).map { String($0.1) }
                    #expect(declared.sorted() == needed.sorted(), "\(name): path parameters")
                    if method == "post" || method == "patch" {
                        #expect(operation["requestBody"] != nil || responses.contains { $0.name == "200" }, "\(name)")
                    }
                }
            }
        }

        private static func references(in value: JSONValue) -> [String] {
            switch value {
            case .array(let items): items.flatMap(references)
            case .object(let object):
                object.flatMap { member in
                    member.name == "$ref" ? [member.value.stringValue ?? ""] : references(in: member.value)
                }
            default: []
            }
        }
    }
}
