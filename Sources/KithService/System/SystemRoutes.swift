internal import HTTP
internal import JSON

/// What a machine asks about the service itself.
enum SystemRoutes {
    static let all: [Route] = [
        Route(
            method: .get, template: "/live", summary: "Says that the process runs.", roles: nil,
            answer: .other(.ok, "It runs."),
            action: .open { _, _ in .json(Array(#"{"live":true}"#.utf8)) }),
        Route(
            method: .get, template: "/ready", summary: "Says whether requests can be served.", roles: nil,
            answer: .other(.ok, "They can; 503 where not."),
            action: .open { service, context in Readiness(service, context.db).reply() }),
        Route(
            method: .get, template: "/openapi.json", summary: "Describes this API.", roles: nil,
            answer: .other(.ok, "An OpenAPI 3.1 document."), offers: [.json, .openAPI],
            action: .open { service, _ in .json(service.openAPI()) }),
        Route(
            method: .get, template: "/docs", summary: "Shows the description of this API to people.", roles: nil,
            answer: .other(.ok, "A page."), offers: [.html],
            action: .open { service, _ in
                Reply(status: .ok, content: .text(.html, DocsPage.html(service.routes, service.vocabularies)))
            }),
        Route(
            method: .get, template: "/metrics", summary: "Counts, as Prometheus reads them.", roles: .administration,
            answer: .other(.ok, "Prometheus text."), offers: [.metrics],
            action: .read { call, _ in
                Reply(status: .ok, content: .text(.metrics, Array(call.service.metrics.text().utf8)))
            }),
    ]
}
