internal import HTTP
internal import JSON

/// The search for people over HTTP.
enum PersonSearchRoutes {
    private static let person = Field("person", .object(), "The person, as read by itself.").required()
    private static let matches = Field(
        "matches",
        .list(
            .object(
                Field("member", .line, "What of the request was met: name, born, postcode, identifier.").required(),
                Field("asked", .line, "What was asked for: of a name, one word.").required(),
                Field("found", .line, "What it met.").required(),
                Field("how", .line, "same, nickname, beginning, one_slip, sound, two_slips, or within.").required())),
        "Why the person was found."
    ).required()

    /// Somebody who was found.
    static let schema = RecordSchema(
        name: "PersonHit", summary: "Somebody who was found, and why.", members: [person.spec, matches.spec],
        records: [(person.spec.name, RecordSchema(Person.table))])

    static let all: [Route] = [
        Route(
            .post, "/v1/people/search",
            "Finds people by what is known of them, the surest first: name, born, postcode, identifier.", .casework,
            body: RecordSchema(request: PersonQuery.self), answer: .first(schema), action: .read(search))
    ]

    @Sendable private static func search(_ call: Call, _ writer: inout JSONWriter) throws -> Reply {
        let query = try call.draft(PersonQuery.self)
        let (search, service, access) = (PersonSearch(query), call.service, call.access)
        let hits = try PersonSearchStore.find(search, call.reading)
        let limit = query[PersonQuery.limit].map(Int.init) ?? PersonQuery.limitStandard
        let reply = try answer(hits, limit: limit, call.reading, &writer)
        // Some time behind the answer, which is the same, and as soon there, whether somebody is known or not.
        if search.isTelling {
            service.database.writeAfterwards(
                service.clock, service.ids, [{ try MeetingStore.tell(search, by: access, $0) }])
        }
        return reply
    }

    /// The answer of people who were found as the caller may read them, with the reasons.
    ///
    /// - Parameter limit: How many are given; whether there are more is said.
    static func answer(
        _ hits: [PersonHit], limit: Int, _ reading: ReadTransaction, _ writer: inout JSONWriter
    ) throws -> Reply {
        writer.beginObject()
        writer.name(Names.items)
        writer.beginArray()
        for hit in hits.prefix(limit) { try write(hit, reading.decided, &writer) }
        writer.endArray()
        writer.name(Names.more)
        writer.bool(hits.count > limit)
        writer.endObject()
        var reply = Reply.json(writer.bytes())
        reply.subjects = hits.prefix(limit).map(\.person)
        return reply
    }

    private static func write(_ hit: PersonHit, _ reading: ReadTransaction, _ writer: inout JSONWriter) throws {
        writer.beginObject()
        writer.name(person.spec.jsonName)
        _ = try Person.table.write(hit.person, reading, to: &writer)
        writer.name(matches.spec.jsonName)
        writer.value(
            .array(
                hit.matches.map { match in
                    .object(
                        JSONObject([
                            ("member", .string(match.member)), ("asked", .string(match.asked)),
                            ("found", .string(match.found)), ("how", .string(match.how.rawValue)),
                        ]))
                }))
        writer.endObject()
    }

    private enum Names {
        static let items = JSONName("items")
        static let more = JSONName("more")
    }
}
