internal import HTTP

/// What of one request comes into the trail: decided here for every route, by its declaration.
struct AuditTrace: Sendable {
    let route: Route
    /// Who asks; at first the token's own worker, and then whom a front end acts for.
    var access: Access
    /// What the caller said to be let in; nil where nobody was let in by it.
    var asking: Asking?
    private let request: ID
    private let at: Instant
    private let method: String
    /// The ids in the path and the query: what was asked for, whether it is there or not.
    private var named: [ID]
    /// Whether the path says whose records a list gives.
    private let isUnderRecord: Bool

    /// Begins the trace of a request whose token was found valid.
    init(_ request: ID, _ head: RequestHead, _ path: [String], _ route: Route, _ access: Access, at: Instant) {
        self.request = request
        self.at = at
        self.route = route
        self.access = access
        method = head.method.rawValue
        var named = path.compactMap { ID($0) }
        isUnderRecord = !named.isEmpty
        if !head.query.isEmpty { named += head.query.pairs.compactMap { ID($0.value) } }
        self.named = named
    }

    /// Whether the records of a list are named one by one: of those at the top, where no path says whose they are, and
    /// where the path does not say enough.
    var namesRecords: Bool { route.audit == .everyRecord || (route.audit == .records && !isUnderRecord) }

    /// Names a worker for whom a front end asked in vain.
    mutating func name(_ worker: ID) {
        named.append(worker)
    }

    /// The trace of one operation of a batch: a row of its own, of the same request.
    func operation(_ head: RequestHead, _ path: [String], _ route: Route) -> AuditTrace {
        AuditTrace(request, head, path, route, access, at: at)
    }

    /// The rows of the request: those of what was done in it, and its own.
    func entries(_ status: Status, _ reply: Reply? = nil) -> [AuditEntry] {
        (reply?.operations ?? []) + [entry(status, reply)].compactMap(\.self)
    }

    /// The rows of a request that could not be done.
    func entries(_ status: Status, _ error: any Error) -> [AuditEntry] {
        ((error as? OperationRefused)?.rows ?? []) + [entry(status)].compactMap(\.self)
    }

    /// The row of the request, or nil where it has none.
    ///
    /// - Parameter reply: What was answered, where it was no refusal.
    func entry(_ status: Status, _ reply: Reply? = nil) -> AuditEntry? {
        // Whoever asks too often must not be able to fill the trail by it: such requests are counted.
        guard status != .tooManyRequests, route.audit != .refusals || status == .forbidden else { return nil }
        guard let reply else { return entry(status, about: named) }
        return entry(status, about: named, served: reply.subjects)
    }

    /// A further row of a list that is streamed: it names the records of one piece.
    func piece(_ records: [ID]) -> AuditEntry {
        entry(.ok, about: [], served: records)
    }

    private func entry(_ status: Status, about subjects: [ID], served: [ID] = []) -> AuditEntry {
        AuditEntry(
            request: request, at: at, by: access, purpose: asking?.purpose.rawValue, reason: asking?.reason,
            method: method, route: route.template, subjects: subjects, served: served,
            outcome: Int(status.code))
    }
}
