/// Workers who stand around each other.
enum Team: Resource {
    static let kind = ResourceKind.team
    static let summary = "Workers who stand around each other."

    static let name = Field("name", .line, "What it is called.").required()

    static let fields = Fields(name)
    static let sortName: Field<String>? = name
}
