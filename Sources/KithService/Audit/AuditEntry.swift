/// One request as the trail keeps it, before it has its place in the chain.
///
/// It holds ids and words of the source code alone: no payload, no name, no search word.
struct AuditEntry: Sendable, Hashable {
    /// How many subjects one row has at most: a page of a list.
    static let subjectCountMax = ListQuery.limitMax + 8

    /// The request's id.
    let request: ID
    /// When the request came in.
    let at: Instant
    /// The token; nil for an identity provider's, and for the command line.
    let token: ID?
    /// The worker whose token it is.
    let worker: ID?
    /// The worker whom a front end acted for.
    let onBehalfOf: ID?
    /// Why the record was opened, where that had to be said.
    let purpose: String?
    /// The same in the worker's words.
    let reason: String?
    let method: String
    /// The route's template, never the path.
    let route: String
    /// The records that were touched, served or asked for, each once.
    let subjects: [ID]
    /// The status of the answer.
    let outcome: Int

    /// Makes the entry of a request.
    ///
    /// - Parameters:
    ///   - request: Its id, which says when it came in.
    ///   - at: When it came in, for an id that does not say.
    ///   - subjects: In any order; repeats are taken out, and those past `subjectCountMax`.
    ///   - served: The records of a list, each once.
    init(
        request: ID, at: Instant, by access: Access, purpose: String? = nil,
        reason: String? = nil, method: String, route: String, subjects: [ID], served: [ID] = [], outcome: Int
    ) {
        self.request = request
        // The id's own time, so that the order of ids and the order of times are one.
        self.at = (request.madeAt ?? at).wholeSecond
        token = access.token
        worker = access.account ?? access.worker
        onBehalfOf = access.account == nil ? nil : access.worker
        self.purpose = purpose
        self.reason = reason
        self.method = method
        self.route = route
        self.subjects = Self.joined(subjects, served)
        self.outcome = outcome
    }

    /// Most lists are asked for by no id: then nothing has to be looked for twice.
    private static func joined(_ subjects: [ID], _ served: [ID]) -> [ID] {
        if served.isEmpty { return unique(subjects) }
        return subjects.isEmpty && served.count <= subjectCountMax ? served : unique(subjects + served)
    }

    private static func unique(_ ids: [ID]) -> [ID] {
        if ids.count <= AuditAbout.recordCountMax {
            // A few are compared with one another sooner than put into a set.
            return ids.indices.compactMap { ids[..<$0].contains(ids[$0]) ? nil : ids[$0] }
        }
        var seen: Set<ID> = []
        return Array(ids.filter { seen.insert($0).inserted }.prefix(subjectCountMax))
    }
}
