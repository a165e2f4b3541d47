internal import HTTP
internal import JSON
internal import SQLite

/// One operation of the API: what serves the request is also what `/openapi.json` is made from.
final class Route: Sendable {
    /// What a route does with a request.
    enum Action: Sendable {
        /// Answers anybody, without a token and without personal data.
        case open(@Sendable (Service, WorkerContext) throws -> Reply)
        /// Answers from the worker's own reader, within one read transaction.
        case read(@Sendable (Call, inout JSONWriter) throws -> Reply)
        /// Decodes the request on the worker, and gives the work that the writer is to do.
        case write(@Sendable (Call) throws -> Work)
    }

    /// The part of a request that runs within the writer's transaction.
    typealias Work = @Sendable (WriteTransaction) throws -> Reply

    let method: HTTP.Method
    /// The path, with `{name}` for each parameter.
    let template: String
    /// What it does, in a sentence.
    let summary: String
    /// Who may call it; nil where no token is needed.
    let roles: Roles?
    /// The query parameters it knows.
    let parameters: [FieldSpec]
    /// What the body holds, where it has one.
    let body: RecordSchema?
    /// Whether there must be a body.
    let needsBody: Bool
    /// What a success answers.
    let answer: Answer
    /// What it can answer with, the standard first.
    let offers: [MediaType]
    /// What of its requests comes into the trail.
    let audit: AuditScope
    let action: Action
    /// The collection that the path begins with.
    let collection: String
    /// What a token needs to have among its scopes: the collection that the path begins with, read or written; nil
    /// where no token is needed.
    let scope: String?

    /// Declares an operation.
    init(
        _ method: HTTP.Method, _ template: String, _ summary: String, _ roles: Roles?,
        parameters: [FieldSpec] = [], body: RecordSchema? = nil, needsBody: Bool = true, answer: Answer,
        offers: [MediaType] = [.json], audit: AuditScope = .records, action: Action
    ) {
        self.method = method
        self.template = template
        self.summary = summary
        self.roles = roles
        self.parameters = parameters
        self.body = body
        self.needsBody = needsBody
        self.answer = answer
        self.offers = offers
        self.audit = audit
        self.action = action
        let collection = template.split(separator: "/").first { $0 != "v1" }.map { String($0) } ?? ""
        let verb = if case .write = action { "write" } else { "read" }
        self.collection = collection
        scope = roles.map { _ in "\(collection):\(verb)" }
    }

    /// What a success answers, for the API's description.
    enum Answer: Sendable {
        case record(RecordSchema)
        case created(RecordSchema)
        case list(RecordSchema)
        /// The first of a list, and whether there are more.
        case first(RecordSchema)
        case other(Status, String)
    }

    /// Whether the route changes something and takes an `Idempotency-Key`.
    var takesIdempotencyKey: Bool {
        guard case .write = action else { return false }
        return method == .post
    }

    /// What a request of the route can ask to be let in to: a record that its path begins with.
    var opens: GrantStore.Kind? {
        guard roles == .casework else { return nil }
        if template.hasPrefix("/v1/cases/{id}/notes/{note}") { return .note }
        if template.hasPrefix("/v1/cases/{id}") { return .supportCase }
        return template.hasPrefix("/v1/people/{id}") ? .person : nil
    }

    /// Whether the request must say which version it means to change.
    var needsIfMatch: Bool { method == .patch || method == .put || method == .delete }
}

/// The members of a kind of record, for the API's description.
struct RecordSchema: Sendable {
    let name: String
    let summary: String
    /// The members of a stored record.
    let members: [FieldSpec]
    /// Where the member `record` is one of several kinds of record, which the member `kind` tells: their names and
    /// members; otherwise none.
    private(set) var kinds: [(name: String, record: RecordSchema)] = []
    /// The members that hold a whole record, and of which kind.
    private(set) var records: [(member: String, record: RecordSchema)] = []

    /// Describes a kind of record.
    init<Record: Resource>(_ table: Table<Record>) {
        self.init(name: Record.schemaName, summary: Record.summary, members: table.members)
    }

    /// Describes what a request says that makes no record of its own.
    init<Record: Resource>(request type: Record.Type) {
        self.init(name: Record.schemaName, summary: Record.summary, members: Record.fields.specs)
    }

    /// Describes an answer that is no record.
    init(
        name: String, summary: String, members: [FieldSpec], kinds: [(name: String, record: RecordSchema)] = [],
        records: [(member: String, record: RecordSchema)] = []
    ) {
        self.name = name
        self.summary = summary
        self.members = members
        self.kinds = kinds
        self.records = records
    }
}
