internal import JSON

/// What a worker signs in with.
///
/// Its secret is shown once, when it is made, and kept as a hash alone.
enum Token: Resource {
    static let kind = ResourceKind.token
    static let summary = "What a worker signs in with. The secret is shown once, when the token is made."

    static let worker = Field("worker", .reference(.worker), "Whose token it is.").required().fixed().filterable()
    static let label = Field("label", .line, "What the token is for, so that the right one can be revoked.").required()
    static let role = Field("role", .code(.role), "The ceiling of what the token may do.").required().fixed()
    static let expiresAt = Field("expires_at", .instant, "When it ends by itself; 90 days from now unless said.")
        .fixed()
    static let scopes = Field(
        "scopes", .list(.format(.scope)), "What the token is for; all that the role allows unless said."
    ).fixed()
    static let actsFor = Field(
        "acts_for", .code(.actsFor),
        "For a front end: the workers for whom it may ask, each named in Kith-On-Behalf-Of. It needs scopes."
    ).fixed()
    static let revokedAt = Field("revoked_at", .instant, "When it was revoked.").readOnly()
    static let lastUsedAt = Field("last_used_at", .instant, "When it was last used, to the minute.").readOnly()

    static let fields = Fields(worker, label, role, scopes, actsFor, expiresAt, revokedAt, lastUsedAt)

    static func check(_ draft: Draft<Token>, _ faults: inout Faults) {
        if draft[actsFor] != nil, draft[scopes] == nil {
            faults.add(.root.appending("scopes"), .required, "A token with acts_for needs scopes.")
        }
    }
}
