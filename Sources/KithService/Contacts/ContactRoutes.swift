/// Contacts over HTTP.
enum ContactRoutes {
    private static let parent = Parent(Contact.table, Contact.supportCase)

    static let all: [Route] = [
        .create(
            "/v1/cases/{id}/contacts", Contact.table, .casework, "Writes down what happened: one line is enough."
        ) { path, draft, access, transaction in
            try ContactStore.create(in: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/cases/{id}/contacts", Contact.table, .casework, "Lists the contacts of a case.",
            sorts: [Contact.latestFirst, Contact.earliestFirst], narrow: CaseRoutes.narrowToCase),
        .find("/v1/cases/{id}/contacts/{contact}", Contact.table, .casework, "Reads a contact.", under: parent),
        .update(
            "/v1/cases/{id}/contacts/{contact}", Contact.table, .casework,
            "Corrects a contact; what it said before is kept.", under: parent, update: ContactStore.update),
    ]
}
