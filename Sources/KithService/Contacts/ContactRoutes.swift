/// Contacts over HTTP.
enum ContactRoutes {
    static let all: [Route] = [
        .create(
            "/v1/cases/{id}/contacts", Contact.table, .casework, "Writes down what happened: one line is enough."
        ) { path, draft, access, transaction in
            try ContactStore.create(in: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/cases/{id}/contacts", Contact.table, .casework, "Lists the contacts of a case.",
            sorts: [Contact.latestFirst, Contact.earliestFirst]
        ) { call, query in
            query.narrow(try ContactStore.parent.children(of: try call.id(), call.reading))
        },
        .find(
            "/v1/cases/{id}/contacts/{contact}", Contact.table, .casework, "Reads a contact.",
            under: ContactStore.parent),
        .update(
            "/v1/cases/{id}/contacts/{contact}", Contact.table, .casework,
            "Corrects a contact; what it said before is kept.", under: ContactStore.parent,
            update: ContactStore.update),
        .versions(
            "/v1/cases/{id}/contacts/{contact}/versions", Contact.table, .casework,
            "Lists what a contact says and said before.", under: ContactStore.parent),
    ]
}
