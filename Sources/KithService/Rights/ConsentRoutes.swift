/// Consents over HTTP.
enum ConsentRoutes {
    static let all: [Route] = [
        .create("/v1/consents", Consent.table, .casework, "Records what a person agreed to.") {
            _, draft, access, transaction in
            try ConsentStore.create(draft, by: access, transaction)
        },
        .list("/v1/consents", Consent.table, .casework, "Lists what people agreed to.", sorts: [.newest, .created]),
        .find("/v1/consents/{id}", Consent.table, .casework, "Reads what a person agreed to."),
        .update(
            "/v1/consents/{id}", Consent.table, .casework, "Says that a consent was withdrawn, or corrects it.",
            update: ConsentStore.update),
    ]
}
