internal import HTTP
internal import JSON

/// Households and their members over HTTP.
enum HouseholdRoutes {
    private static let schema = RecordSchema(Household.table)
    private static let person = Field("person", Shape<ID>.identity, "A person who lives or lived there.")
    private static let whose = Field(
        "person", Shape<ID>.identity,
        "Whose household it is: they are there, and whoever a barrier parts from them is not. Without it nobody is "
            + "there whom a barrier parts from another.")

    static let all: [Route] =
        [
            Route(
                .post, "/v1/households", "Records who lives together: people whom the caller may read.", .casework,
                body: RecordSchema(request: HouseholdRequest.self), answer: .created(schema), action: .write(create)),
            .list(
                "/v1/households", Household.table, .casework, "Lists households.", sorts: [HouseholdStore.anyOrder],
                parameters: [person.spec]
            ) { call, query in
                if let person = call.parameters[person] { query.narrow(try HouseholdStore.of(person, call.reading)) }
            },
            Route(
                .get, "/v1/households/{id}", "Reads a household.", .casework,
                parameters: [ListParameters.fields(of: Household.table.members)], answer: .record(schema),
                action: .read(find)),
        ] + members

    private static let members: [Route] = [
        .create(
            "/v1/households/{id}/members", HouseholdMember.table, .casework, "Adds somebody to a household."
        ) { path, draft, access, transaction in
            try HouseholdMemberStore.create(in: path[0], draft, by: access, transaction)
        },
        .list(
            "/v1/households/{id}/members", HouseholdMember.table, .casework, "Lists who lives or lived in a household.",
            sorts: [.created, .newest], parameters: [whose.spec], audit: .everyRecord
        ) { call, query in
            query.narrow(try HouseholdMemberStore.parent.children(of: try call.id(), call.reading))
            query.narrow(try HouseholdMemberStore.shown(to: call.reading, as: call.parameters[whose]))
        },
        .find(
            "/v1/households/{id}/members/{resident}", HouseholdMember.table, .casework,
            "Reads a member of a household.",
            under: HouseholdMemberStore.parent),
        .update(
            "/v1/households/{id}/members/{resident}", HouseholdMember.table, .casework,
            "Changes as what somebody lives in a household, or from when to when.", under: HouseholdMemberStore.parent,
            update: HouseholdMemberStore.update),
    ]

    @Sendable private static func create(_ call: Call) throws -> Route.Work {
        let (access, draft) = (call.access, try call.draft(HouseholdRequest.self))
        return { transaction in
            let (id, members) = try HouseholdStore.create(draft, by: access, transaction)
            let reading = transaction.reading(by: access).decided
            var reply = try Route.stored(id, Household.table, reading, status: .created)
            reply.location = "/v1/households/\(id.canonical)"
            reply.subjects = [id] + members
            // A barrier may part them before the same is sent again: a repeat says which household it was, and no more.
            var writer = JSONWriter()
            _ = try Household.table.write(id, reading, picks: .only(["id"]), to: &writer)
            reply.repeatedBody = writer.bytes()
            reply.shown = [RecordName(.household, id)] + members.map { RecordName(.householdMember, $0) }
            return reply
        }
    }

    /// Answers a household; the trail names the members who were shown, or whom it told nothing new of.
    @Sendable private static func find(_ call: Call, _ writer: inout JSONWriter) throws -> Reply {
        let id = try call.id()
        var reply = try Route.one(id, Household.table, call, call.reading, &writer)
        let picked = try call.parameters[ListParameters.fields].map { try Picks($0, among: Household.table.members) }
        if picked?.contains(Household.members.spec.name) ?? true {
            reply.subjects = try HouseholdStore.shownMembers(of: id, call.reading)
        }
        return reply
    }
}
