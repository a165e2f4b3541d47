/// Community assets over HTTP.
enum AssetRoutes {
    static let all: [Route] = [
        .create("/v1/assets", Asset.table, .neighbourhood, "Adds an asset: a name and a kind are enough.") {
            _, draft, access, transaction in
            try AssetStore.create(draft, by: access, transaction)
        },
        .list(
            "/v1/assets", Asset.table, .everybody, "Lists assets, by what they are, where, and when they meet.",
            sorts: [.byName, .created, .newest], parameters: AssetSearch.parameters, audit: .refusals
        ) { call, query in
            try AssetSearch.narrow(&query, by: call.parameters)
        },
        .find("/v1/assets/{id}", Asset.table, .everybody, "Reads an asset.", audit: .refusals),
        .update("/v1/assets/{id}", Asset.table, .neighbourhood, "Changes an asset.", update: AssetStore.update),
        .create(
            "/v1/assets/{id}/confirmations", Confirmation.table, .neighbourhood, "Says that an asset is alive."
        ) { path, draft, access, transaction in
            try AssetStore.confirm(path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/assets/{id}/confirmations", Confirmation.table, .everybody, "Lists when an asset was found alive.",
            sorts: [Confirmation.latestFirst], audit: .refusals
        ) { call, query in
            query.narrow(try AssetStore.confirmations.children(of: try call.id(), call.reading))
        },
        .find(
            "/v1/assets/{id}/confirmations/{confirmation}", Confirmation.table, .everybody, "Reads a confirmation.",
            under: AssetStore.confirmations, audit: .refusals),
    ]
}
