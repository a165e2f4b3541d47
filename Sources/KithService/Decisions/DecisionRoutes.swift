/// Decisions over HTTP.
enum DecisionRoutes {
    static let all = CaseRecordRoutes(
        table: Decision.table, parent: DecisionStore.parent,
        sentences: .init(
            create: "Writes down a risk decision: acting and not acting, both weighed.",
            list: "Lists the risk decisions of a case.", find: "Reads a risk decision.",
            update: "Changes a risk decision; what it said before is kept.",
            versions: "Lists what a risk decision says and said before."),
        create: DecisionStore.create, update: DecisionStore.update
    ).routes("decisions", "decision")
}
