internal import HTTP
internal import JSON

/// Cases over HTTP.
enum CaseRoutes {
    /// `lead=` in lists of cases: the caller's own unless it says otherwise.
    private static let lead = Field("lead", .line, "Whose cases: a worker's id, or any; the caller's unless said.")
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
        move("/v1/cases/{id}/state", "Moves a case to a state, in any direction.") { try $0.draft(Move.self) },
        move("/v1/cases/{id}/reopen", "Opens a case at rest again, with the worker who led it.") { _ in
            CaseStore.move(to: CaseState.hello)
        },
        .list(
            "/v1/cases/{id}/moves", Move.table, .casework, "Lists the moves of a case.", sorts: [.newest, .created],
            narrow: narrowToCase),
        Route(
            method: .get, template: "/v1/cases/{id}/lead", summary: "Reads who leads a case today.", roles: .casework,
            parameters: [ListParameters.fields.spec], answer: .record(RecordSchema(Lead.table)),
            action: .read { call, writer in
                try Route.one(try CaseStore.activeLead(of: try call.id(), call.db), Lead.table, call, &writer)
            }),
        .list(
            "/v1/cases/{id}/leads", Lead.table, .casework, "Lists who led a case, from when to when.",
            sorts: [.newest, .created], narrow: narrowToCase),
    ]

    /// Narrows a list to what belongs to the case of the path.
    @Sendable static func narrowToCase(_ call: Call, _ query: inout ListQuery) throws {
        query.narrow(try CaseStore.belonging(to: try call.id(), call.db))
    }

    @Sendable private static func narrow(_ call: Call, _ query: inout ListQuery) throws {
        let lead = call.parameters[lead] ?? call.access.workerText ?? ""
        if lead != "any" {
            guard let id = ID(lead) else {
                let detail = "lead is a worker's id, or any."
                throw AppError.invalidQuery([Fault(pointer: "/lead", code: .malformed, detail: detail)])
            }
            query.narrow(CaseStore.led(by: id))
        }
        if let person = call.parameters[person] { query.narrow(CaseStore.about(person)) }
    }

    private static func move(
        _ template: String, _ summary: String, draft: @escaping @Sendable (Call) throws -> Draft<Move>
    ) -> Route {
        Route(
            method: .post, template: template, summary: summary, roles: .casework, body: RecordSchema(Move.table),
            answer: .record(RecordSchema(Case.table)),
            action: .write { call in
                let (id, access, draft) = (try call.id(), call.access, try draft(call))
                return { transaction in
                    try CaseStore.move(id, draft, by: access, transaction)
                    return try Route.stored(id, Case.table, transaction, status: .ok)
                }
            })
    }
}
