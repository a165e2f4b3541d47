internal import HTTP
internal import JSON

/// Tokens over HTTP, for administrators.
enum TokenRoutes {
    private static let secret = Field("token", .line, "The token itself, shown this once.").readOnly()

    private static let issued = RecordSchema(
        name: "IssuedToken", summary: "A token that was just made, with its secret.",
        members: Token.table.members + [secret.spec])

    static let all: [Route] = [
        Route(
            .post, "/v1/tokens", "Makes a token, and shows it this once.", .administration,
            body: RecordSchema(Token.table),
            answer: .created(issued),
            action: .write { call in
                let draft = try call.draft(Token.self)
                let access = call.access
                return { transaction in
                    let issued = try TokenStore.create(draft, by: access, transaction)
                    var reply = try show(issued, transaction.reading(by: access))
                    reply.location = "/v1/tokens/\(issued.id.canonical)"
                    reply.subjects = [issued.id]
                    return reply
                }
            }),
        .list(
            "/v1/tokens", Token.table, .administration, "Lists tokens.", sorts: [.newest, .created],
            audit: .requests),
        .find("/v1/tokens/{id}", Token.table, .administration, "Reads a token, without its secret."),
        .update("/v1/tokens/{id}", Token.table, .administration, "Changes a token's label."),
        Route(
            .delete, "/v1/tokens/{id}", "Revokes a token at once.", .administration,
            answer: .other(.noContent, "The token is revoked."),
            action: .write { call in
                let id = try call.id()
                let version = try TokenStore.version(of: id, call.reading)
                try call.requireMatch(version)
                let access = call.access
                return { transaction in
                    try TokenStore.revoke(id, version: version, by: access, transaction)
                    return Reply(status: .noContent, content: .none)
                }
            }),
    ]

    /// The record of a token that was just made, with its secret behind it.
    private static func show(_ token: TokenStore.Issued, _ reading: ReadTransaction) throws -> Reply {
        let (record, text, version) = try Token.table.record(token.id, reading)
        let whole = JSONObject(record.map { ($0.name, $0.value) } + [(secret.spec.name, .string(token.secret))])
        var reply = Reply.json(Array(JSON.text(.object(whole)).utf8), status: .created, tag: version)
        reply.repeatedBody = Array(text.utf8)
        reply.shown = [RecordName(.token, token.id)]
        return reply
    }
}
