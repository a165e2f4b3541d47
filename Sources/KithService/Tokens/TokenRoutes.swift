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
            method: .post, template: "/v1/tokens", summary: "Makes a token, and shows it this once.",
            roles: .administration, body: RecordSchema(Token.table),
            answer: .created(issued),
            action: .write { call in
                let draft = try call.draft(Token.self)
                let access = call.access
                return { transaction in
                    let issued = try TokenStore.create(draft, by: access, transaction)
                    var reply = try show(issued, transaction)
                    reply.location = "/v1/tokens/\(issued.id.canonical)"
                    return reply
                }
            }),
        .list("/v1/tokens", Token.table, .administration, "Lists tokens.", sorts: [.newest, .created]),
        .find("/v1/tokens/{id}", Token.table, .administration, "Reads a token, without its secret."),
        .update("/v1/tokens/{id}", Token.table, .administration, "Changes a token's label."),
        Route(
            method: .delete, template: "/v1/tokens/{id}", summary: "Revokes a token at once.", roles: .administration,
            answer: .other(.noContent, "The token is revoked."),
            action: .write { call in
                let id = try call.id()
                let version = try TokenStore.version(of: id, call.db)
                try call.requireMatch(version)
                return { transaction in
                    try TokenStore.revoke(id, version: version, transaction)
                    return Reply(status: .noContent, content: .none)
                }
            }),
    ]

    /// The record of a token that was just made, with its secret behind it.
    private static func show(_ token: TokenStore.Issued, _ transaction: WriteTransaction) throws -> Reply {
        var record = JSONWriter()
        let version = try Token.table.write(token.id, transaction.db, to: &record)
        let members = try JSON.read(record.bytes()).objectValue?.map { ($0.name, $0.value) } ?? []
        let whole = JSONObject(members + [(secret.spec.name, .string(token.secret))])
        var reply = Reply.json(Array(JSON.text(.object(whole)).utf8), status: .created, version: version)
        reply.isSecret = true
        return reply
    }
}
