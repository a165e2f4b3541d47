/// An organisation that people get sent to and fro between: council housing, probation, a GP.
enum Agency: Resource {
    static let kind = ResourceKind.agency
    static let summary = "An organisation that people get sent to and fro between."

    static let name = Field("name", .line, "What it is called.").required()
    static let agencyKind = Field("kind", .line, "What kind of organisation it is, in a word or two.")
    static let url = Field("url", .format(.url), "Its website.")
    static let note = Field("note", .text, "What is good to know of it.")

    static let fields = Fields(name, agencyKind, url, note)
    static let sortName: Field<String>? = name
}
