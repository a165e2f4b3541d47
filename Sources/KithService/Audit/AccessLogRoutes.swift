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
        let limit = call.parameters[ListParameters.limit].map(Int.init) ?? ListQuery.limitStandard
        let list = "\(call.access.worker?.canonical ?? "-") \(call.target)"
        var items = try AccessLogStore.list(
            of: person, before: try before(call, list), limit: limit + 1, call.reading)
        let hasMore = items.count > limit
        if hasMore { items.removeLast() }
        writer.beginObject()
        writer.name("items")
        writer.beginArray()
        for item in items {
            item.write(
                what: what(item, call.service), givesName: call.service.settings.accessLogNames, to: &writer)
        }
        writer.endArray()
        var next: String?
        if hasMore, let last = items.last {
            let sealed = try call.service.seal.seal(Cursor(sort: order, key: String(last.seq), id: ""), list: list)
            writer.name("next")
            writer.string(sealed)
            let more = call.parameters[ListParameters.limit].map { "limit=\($0)&" } ?? ""
            next = "\(call.target)?\(more)cursor=\(sealed)"
        }
        writer.endObject()
        var reply = Reply.json(writer.bytes())
        reply.next = next
        return reply
    }

    private static func before(_ call: Call, _ list: String) throws -> Int64 {
        guard let text = call.parameters[ListParameters.cursor] else { return .max }
        guard let cursor = call.service.seal.open(text, list: list), cursor.sort == order, let seq = Int64(cursor.key)
        else {
            let detail = "This cursor is not one of this list."
            throw AppError.invalidQuery([Fault(pointer: "/cursor", code: .malformed, detail: detail)])
        }
        return seq
    }

    /// What a route does, in the sentence of its declaration; its own name for one of an earlier version.
    private static func what(_ item: AccessLogItem, _ service: Service) -> String {
        let method = item.method == "HEAD" ? "GET" : item.method
        let route = service.routes.first { $0.template == item.route && $0.method.rawValue == method }
        return route?.summary ?? "\(item.method) \(item.route)"
    }
}
