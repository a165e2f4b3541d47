/// Cover and the team around the worker, over HTTP.
enum CaseTeamRoutes {
    static let all: [Route] = [
        .create(
            "/v1/cases/{id}/cover", Cover.table, .casework, "Lets a worker stand in for the lead for some days."
        ) { path, draft, access, transaction in
            try CoverStore.create(in: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/cases/{id}/cover", Cover.table, .casework, "Lists who stands or stood in.", sorts: [.newest, .created]
        ) { call, query in
            query.narrow(try CoverStore.parent.children(of: try call.id(), call.reading))
        },
        .find(
            "/v1/cases/{id}/cover/{cover}", Cover.table, .casework, "Reads a cover.", under: CoverStore.parent),
        .update(
            "/v1/cases/{id}/cover/{cover}", Cover.table, .casework, "Changes the days of a cover.",
            under: CoverStore.parent, update: CoverStore.update),
        .create(
            "/v1/cases/{id}/team", TeamMember.table, .casework, "Adds somebody to the team around the worker."
        ) { path, draft, access, transaction in
            try TeamMemberStore.create(in: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/cases/{id}/team", TeamMember.table, .casework, "Lists the team around the worker.",
            sorts: [.created, .newest]
        ) { call, query in
            query.narrow(try TeamMemberStore.parent.children(of: try call.id(), call.reading))
        },
        .find(
            "/v1/cases/{id}/team/{member}", TeamMember.table, .casework, "Reads a member of the team.",
            under: TeamMemberStore.parent),
        .update(
            "/v1/cases/{id}/team/{member}", TeamMember.table, .casework, "Changes what a member brings, or the days.",
            under: TeamMemberStore.parent, update: TeamMemberStore.update),
    ]
}
