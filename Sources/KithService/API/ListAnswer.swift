internal import HTTP
internal import JSON
internal import SQLite

/// The parameters that every list takes.
enum ListParameters {
    static let limit = Field("limit", .integer(1...Int64(ListQuery.limitMax)), "How many on a page; 50 unless said.")
    static let cursor = Field("cursor", .sealed, "Where the page begins: what next gave.")
    static let include = Field("include", .line, "total: also count the whole list.").taking(.one(["total"]))
    static let fields = Field("fields", .line, "Which members to give, with commas between; all unless said.")
    static let sort = Field("sort", .line, "In which order.")

    /// Those of a list that has these orders and members.
    static func of(sorts: [Sort], members: [FieldSpec]) -> [FieldSpec] {
        [limit.spec, cursor.spec, include.spec, fields(of: members), sort.taking(.one(sorts.map(\.name))).spec]
    }

    /// That which picks among members.
    static func fields(of members: [FieldSpec]) -> FieldSpec {
        fields.taking(.several(members.map(\.name))).spec
    }
}

/// Answers a request for a list: a page in JSON, a page in CSV, or the whole of it as ndjson.
struct ListAnswer<Source: Listing> {
    /// What a list is of, and how it may be asked for.
    struct Plan: Sendable {
        let list: Source
        let sorts: [Sort]
        /// The parameters for filters that the fields' declaration gives.
        var filters: [FieldSpec] = []
        /// Narrows the list to what is meant by the path and the parameters.
        var narrow: @Sendable (Call, inout ListQuery) throws -> Void = { _, _ in }
    }

    private let plan: Plan
    private let call: Call
    /// The parameters as they stand in a link.
    private let pairs: [(name: String, text: String)]

    init(plan: Plan, call: Call) {
        self.plan = plan
        self.call = call
        pairs = call.request.head.query.pairs.map {
            ($0.name, "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))")
        }
    }

    /// Answers.
    func reply(_ writer: inout JSONWriter) throws -> Reply {
        var query = ListQuery(sort: try sort())
        query.limit = call.parameters[ListParameters.limit].map(Int.init) ?? ListQuery.limitStandard
        query.picks = try picks()
        for spec in plan.filters {
            guard let value = call.parameters.json(spec.name) else { continue }
            query.narrow(.init(spec, is: value))
        }
        try plan.narrow(call, &query)
        query.after = try cursor(query)
        query.includesTotal = try includesTotal()
        switch call.mediaType {
        case .ndjson: return try stream(query)
        case .csv: return try csv(query)
        default: return try page(query, &writer)
        }
    }

    private func page(_ query: ListQuery, _ writer: inout JSONWriter) throws -> Reply {
        writer.beginObject()
        writer.name(PageNames.items)
        var served: [ID] = []
        if call.trace.namesRecords { served.reserveCapacity(query.limit) }
        let next =
            if call.trace.namesRecords {
                try plan.list.writePage(query, call.reading, to: &writer) { served.append($0) }
            } else {
                try plan.list.writePage(query, call.reading, to: &writer, served: nil)
            }
        let sealed = try next.map { try call.service.seal.seal($0, list: fingerprint) }
        if let sealed {
            writer.name(PageNames.next)
            writer.string(sealed)
        }
        if query.includesTotal {
            writer.name(PageNames.total)
            writer.int(try plan.list.count(query, call.reading))
        }
        writer.endObject()
        var reply = Reply.json(writer.bytes())
        reply.subjects = served
        reply.next = sealed.map(link)
        return reply
    }

    private func csv(_ query: ListQuery) throws -> Reply {
        let form = plan.list.csv(query.picks)
        var rows = CSVRows(form.names)
        var served: [ID] = []
        let names = call.trace.namesRecords
        let next = try plan.list.readPage(query, call.reading) { row in
            if names, let id = Source.id(of: row) { served.append(id) }
            form.append(row, &rows)
            return rows.bytes.count
        }
        var reply = Reply(status: .ok, content: .text(.csv, rows.bytes))
        reply.subjects = served
        reply.next = try next.map { link(try call.service.seal.seal($0, list: fingerprint)) }
        return reply
    }

    private func stream(_ query: ListQuery) throws -> Reply {
        for spec in [ListParameters.limit.spec, ListParameters.include.spec, ListParameters.cursor.spec]
        where call.parameters.json(spec.name) != nil {
            throw fault(spec, "A stream gives the whole list: \(spec.name) has no meaning there.")
        }
        let (audit, trace) = (call.service.audit, call.trace)
        let stream = RecordStream(
            plan.list, query, try call.readerForStream(), call.access, call.service.clock
        ) { served in
            if trace.namesRecords, !served.isEmpty { try audit.record(trace.piece(served)) }
        }
        return Reply(status: .ok, content: .stream(.ndjson, stream))
    }

    private func sort() throws(AppError) -> Sort {
        guard let name = call.parameters[ListParameters.sort] else { return plan.sorts[0] }
        guard let sort = plan.sorts.first(where: { $0.name == name }) else {
            throw fault(ListParameters.sort.spec, Decoder.unknown("order", name, among: plan.sorts.map(\.name)))
        }
        return sort
    }

    private func picks() throws(AppError) -> Picks {
        guard let text = call.parameters[ListParameters.fields] else { return .all }
        return try Picks(text, among: plan.list.listed)
    }

    private func includesTotal() throws(AppError) -> Bool {
        guard let include = call.parameters[ListParameters.include] else { return false }
        guard include == "total" else {
            throw fault(ListParameters.include.spec, Decoder.unknown("inclusion", include, among: ["total"]))
        }
        return true
    }

    private func cursor(_ query: ListQuery) throws(AppError) -> Cursor? {
        guard let text = call.parameters[ListParameters.cursor] else { return nil }
        guard let cursor = call.service.seal.open(text, list: fingerprint), cursor.sort == query.sort.name else {
            throw fault(ListParameters.cursor.spec, "This cursor is not one of this list with these filters.")
        }
        return cursor
    }

    private func fault(_ spec: FieldSpec, _ detail: String) -> AppError {
        .invalidQuery([Fault(pointer: "/" + spec.name, code: .malformed, detail: detail)])
    }

    /// What the list is of: its path and all parameters but those that may differ between its pages.
    private var fingerprint: String {
        let worker = call.access.worker?.canonical ?? "-"
        return "\(worker) \(call.target)?\(joined { $0 != "cursor" && $0 != "limit" && $0 != "include" })"
    }

    private func link(_ cursor: String) -> String {
        let others = joined { $0 != "cursor" }
        return "\(call.target)?\(others.isEmpty ? "" : others + "&")cursor=\(cursor)"
    }

    private func joined(_ isWanted: (String) -> Bool) -> String {
        pairs.filter { isWanted($0.name) }.map(\.text).joined(separator: "&")
    }
}

/// The member names of a page, rendered once.
private enum PageNames {
    static let items = JSONName("items")
    static let next = JSONName("next")
    static let total = JSONName("total")
}
