/// Notes over HTTP.
enum NoteRoutes {
    private static let about = Field("about", Shape<ID>.identity, "A person whom they are about by name.")

    static let all: [Route] = [
        .create(
            "/v1/cases/{id}/notes", Note.table, .casework, "Adds to the story of a case: one line is enough."
        ) { path, draft, access, transaction in
            try NoteStore.create(in: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/cases/{id}/notes", Note.table, .casework, "Lists the notes of a case.", sorts: [.newest, .created],
            parameters: [about.spec]
        ) { call, query in
            query.narrow(try NoteStore.parent.children(of: try call.id(), call.reading))
            if let person = call.parameters[about] { query.narrow(NoteStore.about(person)) }
        },
        .find("/v1/cases/{id}/notes/{note}", Note.table, .casework, "Reads a note.", under: NoteStore.parent),
        .update(
            "/v1/cases/{id}/notes/{note}", Note.table, .casework, "Corrects a note; what it said before is kept.",
            under: NoteStore.parent, update: NoteStore.update),
        .versions(
            "/v1/cases/{id}/notes/{note}/versions", Note.table, .casework, "Lists what a note says and said before.",
            under: NoteStore.parent),
        .act(
            "/v1/cases/{id}/notes/{note}/dispute", Dispute.self, Note.table, .casework,
            "Writes down what a person says against a note, which shows with it from then on.", under: NoteStore.parent
        ) { path, draft, access, transaction in
            try NoteStore.dispute(path, draft, by: access, transaction)
        },
    ]
}
