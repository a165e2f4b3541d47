internal import HTTP
internal import JSON

/// What is due by retention rules, over HTTP.
enum RetentionRoutes {
    private static let order = "class"

    static let all: [Route] = [
        Route(
            .get, "/v1/retention",
            "Lists what the retention rules say is to go, of what the caller may read: ids and the rule.", .supervision,
            parameters: [ListParameters.limit.spec, ListParameters.cursor.spec], answer: .list(RetentionItem.schema),
            action: .read { call, writer in try answer(call, &writer) }),
        Route(
            .post, "/v1/retention", "Confirms that something goes which is due: it is erased.", .supervision,
            body: RecordSchema(request: RetentionConfirmation.self), answer: .created(RecordSchema(Erasure.table)),
            action: .write { call in
                let (access, rules) = (call.access, call.service.retentionRules)
                let draft = try call.draft(RetentionConfirmation.self)
                return { transaction in
                    try ErasureRoutes.decided(
                        try RetentionStore.confirm(draft, rules, by: access, transaction), by: access, transaction)
                }
            }),
    ]

    private static func answer(_ call: Call, _ writer: inout JSONWriter) throws -> Reply {
        let limit = call.parameters[ListParameters.limit].map(Int.init) ?? ListQuery.limitStandard
        let list = "\(call.access.worker?.canonical ?? "-") \(call.target)"
        var after = try after(call, list)
        var items: [RetentionItem] = []
        let rules = call.service.retentionRules.all
        let first = after.flatMap { after in rules.firstIndex { $0.name == after.rule } } ?? 0
        for rule in rules[first...] where items.count <= limit {
            let id = after?.rule == rule.name ? after?.id : nil
            items += try RetentionStore.due(rule, after: id, limit: limit + 1 - items.count, call.reading)
            after = nil
        }
        let hasMore = items.count > limit
        if hasMore { items.removeLast() }
        writer.beginObject()
        writer.name("items")
        writer.beginArray()
        for item in items { item.write(to: &writer) }
        writer.endArray()
        var next: String?
        if hasMore, let last = items.last {
            let sealed = try call.service.seal.seal(
                Cursor(sort: order, key: last.rule.name, id: last.id.canonical), list: list)
            writer.name("next")
            writer.string(sealed)
            next = "\(call.target)?limit=\(limit)&cursor=\(sealed)"
        }
        writer.endObject()
        var reply = Reply.json(writer.bytes())
        reply.next = next
        reply.subjects = items.map(\.id)
        return reply
    }

    private static func after(_ call: Call, _ list: String) throws -> (rule: String, id: ID?)? {
        guard let text = call.parameters[ListParameters.cursor] else { return nil }
        guard let cursor = call.service.seal.open(text, list: list), cursor.sort == order else {
            let detail = "This cursor is not one of this list."
            throw AppError.invalidQuery([Fault(pointer: "/cursor", code: .malformed, detail: detail)])
        }
        return (cursor.key, ID(cursor.id))
    }
}
