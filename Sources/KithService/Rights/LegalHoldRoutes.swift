/// Legal holds over HTTP.
enum LegalHoldRoutes {
    static let all: [Route] = [
        .create(
            "/v1/legal-holds", LegalHold.table, .supervision,
            "Keeps a person's record or a case from being erased, until somebody says that the hold has ended."
        ) { _, draft, access, transaction in
            try LegalHoldStore.create(draft, by: access, transaction)
        },
        .list("/v1/legal-holds", LegalHold.table, .casework, "Lists legal holds.", sorts: [.newest, .created]),
        .find("/v1/legal-holds/{id}", LegalHold.table, .casework, "Reads a legal hold."),
        .update(
            "/v1/legal-holds/{id}", LegalHold.table, .supervision, "Changes a legal hold, or says that it has ended.",
            update: LegalHoldStore.update),
    ]
}
