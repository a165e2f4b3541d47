internal import HTTP
internal import JSON

/// What a machine asks about the service itself.
enum SystemRoutes {
    static let all: [Route] = [
        Route(
            .get, "/live", "Says that the process runs.", nil,
            answer: .other(.ok, "It runs."),
            action: .open { _, _ in .json(Array(#"{"live":true}"#.utf8)) }),
        Route(
            .get, "/ready", "Says whether requests can be served.", nil,
            answer: .other(.ok, "They can; 503 where not."),
            action: .open { service, context in Readiness(service, context.reader).reply() }),
        Route(
            .get, "/openapi.json", "Describes this API.", nil,
            answer: .other(.ok, "An OpenAPI 3.1 document."),
            action: .open { service, _ in .json(service.openAPI()) }),
        Route(
            .get, "/docs", "Shows the description of this API to people.", nil,
            answer: .other(.ok, "A page."), offers: [.html],
            action: .open { service, _ in
                Reply(status: .ok, content: .text(.html, service.docs()))
            }),
        Route(
            .get, "/metrics", "Counts, as Prometheus reads them.", .administration,
            answer: .other(.ok, "Prometheus text."), offers: [.metrics], audit: .refusals,
            action: .read { call, _ in
                Reply(status: .ok, content: .text(.metrics, Array(call.service.metrics.text().utf8)))
            }),
    ]
}
