internal import HTTP
internal import JSON

/// Vocabularies over HTTP: what each list allows, with labels.
enum VocabularyRoutes {
    private static let name = Field("name", .line, "What the list is called.").required().readOnly()
    private static let title = Field("title", .line, "What it is a list of.").required().readOnly()
    private static let configurable = Field("configurable", .flag, "Whether an installation may change it.")
        .required().readOnly()
    private static let terms = Field(
        "terms",
        .list(
            .object(
                Field("code", .line, "What is sent and stored.").required(),
                Field("label", .line, "What people read.").required(),
                Field("inverse", .line, "For a tie: the code seen from the other end."),
                Field("unit_cost", .number(0...1e9), "For a service: what one use costs, in pounds, where known."),
                Field("price_year", .integer(1900...2200), "The year whose prices these are.")), max: 1000),
        "The codes, in order."
    ).required().readOnly()

    private static let schema = RecordSchema(
        name: "Vocabulary", summary: "A list of codes with their labels.",
        members: [name.spec, title.spec, configurable.spec, terms.spec])

    static let all: [Route] = [
        Route(
            .get, "/v1/vocabularies", "Lists all vocabularies.", .everybody,
            answer: .list(schema), audit: .refusals,
            action: .read { call, writer in
                let items = VocabularyName.allCases.map { json(call.service.vocabularies[$0]) }
                writer.value(.object(["items": .array(items)]))
                return .json(writer.bytes())
            }),
        Route(
            .get, "/v1/vocabularies/{name}", "Reads a vocabulary.", .everybody,
            answer: .record(schema), audit: .refusals,
            action: .read { call, writer in
                guard let name = VocabularyName(rawValue: call.path[0]) else { throw AppError.notFound }
                writer.value(json(call.service.vocabularies[name]))
                return .json(writer.bytes())
            }),
    ]

    private static func json(_ vocabulary: Vocabulary) -> JSONValue {
        let terms = vocabulary.terms.map { term in
            let inverse = term.inverse.map { [("inverse", JSONValue.string($0))] } ?? []
            let cost = term.cost.map { [("unit_cost", $0.amount.json), ("price_year", $0.priceYear.json)] } ?? []
            return JSONValue.object(
                JSONObject([("code", .string(term.code)), ("label", .string(term.label))] + inverse + cost))
        }
        return .object(
            JSONObject([
                ("name", .string(vocabulary.name.rawValue)), ("title", .string(vocabulary.title)),
                ("configurable", .bool(vocabulary.isConfigurable)), ("terms", .array(terms)),
            ]))
    }
}
