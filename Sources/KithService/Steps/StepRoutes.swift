/// Steps over HTTP.
enum StepRoutes {
    private static let done = Field("done", .flag, "Whether they are done.")

    static let all = CaseRecordRoutes(
        table: Step.table, parent: StepStore.parent,
        sentences: .init(
            create: "Writes down what was agreed: one line is enough.", list: "Lists the steps of a case.",
            find: "Reads a step.", update: "Changes a step, or says that it is done.",
            versions: "Lists what a step says and said before."),
        parameters: [done.spec],
        narrow: { call, query in
            if let done = call.parameters[done] { query.narrow(StepStore.done(done)) }
        },
        create: StepStore.create, update: StepStore.update
    ).routes("steps", "step")
}
