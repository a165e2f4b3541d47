internal import HTTP
internal import JSON

/// Cases over HTTP.
enum CaseRoutes {
    /// `lead=` in lists of cases: the caller's own unless it says otherwise.
    private static let lead = Field("lead", .line, "Whose cases: a worker's id, or any; the caller's unless said.")
        .taking(.pattern("^(any|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"))
    private static let person = Field("person", .reference(.person), "A person whom the case is for.")
    static let all: [Route] = [
        .create(
            "/v1/cases", Case.table, .casework, "Opens a case: whom it is for, and how they and we met."
        ) { _, draft, access, transaction in
            try CaseStore.create(draft, by: access, transaction)
        },
        .list(
            "/v1/cases", Case.table, .casework, "Lists cases, the caller's own unless said otherwise.",
            sorts: [.newest, .created], parameters: [lead.spec, person.spec], narrow: narrow),
        .find("/v1/cases/{id}", Case.table, .casework, "Reads a case, with its latest contacts."),
        .update("/v1/cases/{id}", Case.table, .casework, "Changes a case.", update: CaseStore.update),
        .versions(
            "/v1/cases/{id}/versions", Case.table, .casework,
            "Lists what a case says and said before: what mattered, in each version."),
        .act(
            "/v1/cases/{id}/state", Move.self, Case.table, .casework, "Moves a case to a state, in any direction."
        ) { path, draft, access, transaction in
            try CaseStore.move(path[0], draft, by: access, transaction)
        },
        .act(
            "/v1/cases/{id}/reopen", Reopening.self, Case.table, .casework,
            "Opens a case at rest again, with the worker who led it.", needsBody: false
        ) { path, draft, access, transaction in
            try CaseStore.reopen(path[0], note: draft[Reopening.note], by: access, transaction)
        },
        .list(
            "/v1/cases/{id}/moves", Move.table, .casework, "Lists the moves of a case.", sorts: [.newest, .created]
        ) { call, query in
            query.narrow(try CaseStore.moves.children(of: try call.id(), call.reading))
        },
        Route(
            .get, "/v1/cases/{id}/lead", "Reads who leads a case today.", .casework,
            parameters: [ListParameters.fields(of: Lead.table.members)], answer: .record(RecordSchema(Lead.table)),
            action: .read { call, writer in
                let supportCase = try call.id()
                try Case.table.require(supportCase, call.reading)
                let id = try LeadStore.active(of: supportCase, call.reading)
                // The period changes with the worker: its version alone would name two of them alike.
                return try Route.one(id, Lead.table, call, call.reading.decided, &writer, isTagged: false)
            }),
        .list(
            "/v1/cases/{id}/leads", Lead.table, .casework, "Lists who led a case, from when to when.",
            sorts: [.newest, .created]
        ) { call, query in
            query.narrow(try CaseStore.leads.children(of: try call.id(), call.reading))
        },
    ]

    @Sendable private static func narrow(_ call: Call, _ query: inout ListQuery) throws {
        let lead = call.parameters[lead] ?? call.access.worker?.canonical ?? ""
        if lead != "any" {
            guard let id = ID(lead) else {
                let detail = "lead is a worker's id, or any."
                throw AppError.invalidQuery([Fault(pointer: "/lead", code: .malformed, detail: detail)])
            }
            query.narrow(CaseStore.led(by: id, call.access))
        }
        if let person = call.parameters[person] { query.narrow(CaseStore.about(person)) }
    }
}
