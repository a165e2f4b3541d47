/// A person with an account.
enum Worker: Resource {
    static let kind = ResourceKind.worker
    static let summary = "A person with an account: somebody who works with people, or keeps the service going."

    static let name = Field("name", .line, "What the worker is called.").required()
    static let role = Field("role", .code(.role), "The ceiling of what the worker may do.").required().filterable()
    static let team = Field("team", .reference(.team), "The team that the worker belongs to.").filterable()
    static let agency = Field("agency", .reference(.agency), "The organisation that employs the worker.").filterable()
    static let active = Field("active", .flag, "Whether the worker still works here.").standard(true).filterable()
    static let caseloadNote = Field("caseload_note", .text, "What to know before asking the worker to take on more.")

    static let fields = Fields(name, role, team, agency, active, caseloadNote)
    static let sortName: Field<String>? = name
}
