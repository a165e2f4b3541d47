internal import HTTP
internal import JSON

/// Who asked about a person, over HTTP, in a form that can be given to the person.
enum AccessLogRoutes {
    private static let parameters = [ListParameters.limit.spec, ListParameters.cursor.spec]
    private static let order = "-seq"

    static let all: [Route] = [
        Route(
            .get, "/v1/people/{id}/access-log", "Lists who asked about a person, when and for what purpose.",
            .accessLog, parameters: parameters, answer: .list(AccessLogItem.schema),
            action: .read { call, writer in try answer(call, &writer) })
    ]

    private static func answer(_ call: Call, _ writer: inout JSONWriter) throws -> Reply {
        let person = try call.id()
        return try NumberedPage(call, order: order).reply(&writer) { before, limit, writer in
            var items = try AccessLogStore.list(
                of: person, before: before ?? .max, limit: limit + 1, call.reading)
            let hasMore = items.count > limit
            if hasMore { items.removeLast() }
            writer.beginArray()
            for item in items {
                item.write(
                    what: what(item, call.service), givesName: call.service.settings.accessLogNames, to: &writer)
            }
            writer.endArray()
            return hasMore ? items.last?.seq : nil
        }
    }

    /// What a route does, in the sentence of its declaration; its own name for one of an earlier version.
    private static func what(_ item: AccessLogItem, _ service: Service) -> String {
        let method = item.method == "HEAD" ? "GET" : item.method
        let route = service.routes.first { $0.template == item.route && $0.method.rawValue == method }
        return route?.summary ?? "\(item.method) \(item.route)"
    }
}
