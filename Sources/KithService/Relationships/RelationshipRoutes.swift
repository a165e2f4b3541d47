/// Relationships and their accounts over HTTP.
enum RelationshipRoutes {
    /// A party at either end.
    private static let party = Field("party", Shape<ID>.identity, "The id of a party at either end.")

    static let all: [Route] = [
        .create(
            "/v1/relationships", Relationship.table, .casework, "Ties two parties to each other.",
            prepare: { call, draft in
                var draft = draft
                draft[Relationship.inverse] = draft[Relationship.tie].flatMap(call.service.vocabularies.inverse(of:))
                return draft
            },
            create: { _, draft, access, transaction in
                try RelationshipStore.create(draft, by: access, transaction)
            }),
        .list(
            "/v1/relationships", Relationship.table, .casework, "Lists relationships.", sorts: [.created, .newest],
            parameters: [party.spec]
        ) { call, query in
            if let party = call.parameters[party] { query.narrow(RelationshipStore.touching(party)) }
        },
        .find("/v1/relationships/{id}", Relationship.table, .casework, "Reads a relationship."),
        .update("/v1/relationships/{id}", Relationship.table, .casework, "Says since or until when a tie holds."),
        .create(
            "/v1/relationships/{id}/accounts", Account.table, .casework, "Adds what somebody says about a tie."
        ) { path, draft, access, transaction in
            try RelationshipStore.addAccount(to: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/relationships/{id}/accounts", Account.table, .casework, "Lists what was said about a tie.",
            sorts: [Account.latestFirst, Account.earliestFirst]
        ) { call, query in
            query.narrow(try RelationshipStore.accounts.children(of: try call.id(), call.reading))
        },
        .find(
            "/v1/relationships/{id}/accounts/{account}", Account.table, .casework, "Reads one account.",
            under: RelationshipStore.accounts),
    ]
}
