internal import JSON

/// A page of a list whose place is a number that counts down.
struct NumberedPage {
    private let call: Call
    private let order: String
    private let list: String

    /// Answers a call.
    ///
    /// - Parameter order: What the list is sorted by, for its cursors.
    init(_ call: Call, order: String) {
        self.order = order
        self.call = call
        list = "\(call.access.worker?.canonical ?? "-") \(call.target)"
    }

    /// Answers.
    ///
    /// - Parameter items: Writes the array of the items below a place, so many at most; gives the place of the last one
    ///   where there are more behind it.
    func reply(
        _ writer: inout JSONWriter,
        items: (_ before: Int64?, _ limit: Int, inout JSONWriter) throws -> Int64?
    ) throws -> Reply {
        let limit = call.parameters[ListParameters.limit].map(Int.init) ?? ListQuery.limitStandard
        writer.beginObject()
        writer.name("items")
        let last = try items(try before(), limit, &writer)
        var next: String?
        if let last {
            let sealed = try call.service.seal.seal(Cursor(sort: order, key: String(last), id: ""), list: list)
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

    private func before() throws -> Int64? {
        guard let text = call.parameters[ListParameters.cursor] else { return nil }
        guard let cursor = call.service.seal.open(text, list: list), cursor.sort == order,
            let place = Int64(cursor.key)
        else {
            let detail = "This cursor is not one of this list."
            throw AppError.invalidQuery([Fault(pointer: "/cursor", code: .malformed, detail: detail)])
        }
        return place
    }
}
