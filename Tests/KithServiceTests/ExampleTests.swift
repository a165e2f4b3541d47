import HTTP
import JSON
import Testing

@testable import KithService

/// What the API's description says of forms of text is what the service takes: each example is run.
@Suite struct ExampleTests {
    /// The forms of text in a shape, at whatever depth.
    private func formats(in kind: ShapeKind) -> [TextFormat] {
        switch kind {
        case .format(let format): [format]
        case .list(let element, _): formats(in: element)
        case .object(let specs, _): specs.flatMap { formats(in: $0.kind) }
        default: []
        }
    }

    private func specs(of schema: RecordSchema) -> [FieldSpec] {
        schema.members + schema.kinds.flatMap { specs(of: $0.record) } + schema.records.flatMap { specs(of: $0.record) }
    }

    @Test func everyExampleIsTakenAsItStands() throws {
        var names: Set<String> = []
        for route in try TestService().service.routes {
            for format in (route.parameters + (route.body.map(specs) ?? [])).flatMap({ formats(in: $0.kind) }) {
                guard names.insert(format.name).inserted else { continue }
                guard case .success(let text) = format.canonical(format.example) else {
                    Issue.record("\(format.name) does not take its own example: \(format.example)")
                    continue
                }
                #expect(text == format.example, "\(format.name)")
                if let pattern = format.pattern {
                    #expect(try Regex(pattern).firstMatch(in: format.example) != nil, "\(format.name)")
                }
                if let codes = format.codes { #expect(codes().contains(format.example), "\(format.name)") }
            }
        }
        #expect(names.count > 8, "\(names)")
    }

    /// `type` of a problem leads to its place on the page.
    @Test func everyProblemHasItsPlaceInTheDocumentation() throws {
        let page = try TestService().ask("GET", "/docs", as: nil).text
        for kind in Problems.kinds { #expect(page.contains("id=\"problem-\(kind.code)\""), "\(kind.code)") }
    }
}
