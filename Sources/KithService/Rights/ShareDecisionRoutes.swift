/// Decisions to share over HTTP.
enum ShareDecisionRoutes {
    static let all: [Route] = [
        .create(
            "/v1/share-decisions", ShareDecision.table, .casework,
            "Records that something was shared, or not shared, and why."
        ) { _, draft, access, transaction in
            try ShareDecisionStore.create(draft, by: access, transaction)
        },
        .list(
            "/v1/share-decisions", ShareDecision.table, .casework, "Lists what was shared and not shared.",
            sorts: [.newest, .created]),
        .find("/v1/share-decisions/{id}", ShareDecision.table, .casework, "Reads a decision to share or not to."),
        .update(
            "/v1/share-decisions/{id}", ShareDecision.table, .casework, "Corrects a decision to share or not to.",
            update: ShareDecisionStore.update),
    ]
}
