/// Pulls over HTTP.
enum PullRoutes {
    static let all = CaseRecordRoutes(
        table: Pull.table, parent: PullStore.parent,
        sentences: .init(
            create: "Writes down that help was asked for: one line is enough.",
            list: "Lists the help that was asked for in a case.", find: "Reads what help was asked for.",
            update: "Changes a pull, or says what came of it: a refusal becomes a barrier.",
            versions: "Lists what a pull says and said before."),
        create: PullStore.create, update: PullStore.update
    ).routes("pulls", "pull")
}
