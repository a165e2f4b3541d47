internal import JSON

/// A row of the trail, as auditors read it.
enum Audit: Resource {
    static let kind = ResourceKind.audit
    static let schemaName = "AuditRow"
    static let summary =
        "One request: who asked for what, when, and how it ended. It holds ids, no names and no content."

    static let seq = Field("seq", .integer(1...Int64.max), "The row's place in the trail; there are no gaps.")
        .required().readOnly()
    static let token = Field(
        "token", .reference(.token), "The token; absent for an identity provider's, and for the command line."
    )
    .readOnly()
    static let worker = Field("worker", .reference(.worker), "The worker whose token it is.").readOnly().filterable()
    static let onBehalfOf = Field(
        "on_behalf_of", .reference(.worker), "The worker whom a front end acted for."
    ).readOnly()
    static let purpose = Field("purpose", .line, "Why the record was opened, where that had to be said.").readOnly()
    static let reason = Field("reason", .text, "The same in the worker's words.").readOnly()
    static let method = Field("method", .line, "The method; KITH for the command line.").required().readOnly()
    static let route = Field("route", .line, "The route's template, never the path: /v1/people/{id}.")
        .required().readOnly().filterable()
    static let subjects = Field(
        "subjects", .list(.identity, max: AuditEntry.subjectCountMax),
        "The records that were touched, served or asked for."
    ).required().readOnly()
    static let outcome = Field("outcome", .integer(0...599), "The status of the answer.")
        .required().readOnly().filterable()
    static let hash = Field("hash", .line, "SHA-256 over the hash of the row before and this row.")
        .required().readOnly()

    static let fields = Fields(
        seq, token, worker, onBehalfOf, purpose, reason, method, route, subjects, outcome, hash)

    /// The latest row first.
    static let newest = Sort(name: "-seq", column: "seq", isDescending: true)
    /// In the order of the trail.
    static let oldest = Sort(name: "seq", column: "seq", isDescending: false)
}
