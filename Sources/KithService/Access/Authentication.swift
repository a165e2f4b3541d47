internal import HTTP
internal import SQLite

/// Finds out from a request's token who asks.
enum Authentication {
    /// What every token begins with, so that a leaked one can be found.
    static let prefix = "kith_"
    /// How much of a token cannot be guessed, in bytes.
    static let secretByteCount = 32
    /// The longest Authorization field that is looked at, in bytes.
    static let fieldBytesMax = 512
    /// How often the last use of a token is written down, in seconds.
    static let lastUseSeconds: Int64 = 60

    private static let scheme = Array("bearer ".utf8)

    private static let findToken = SQL(
        fixed: """
            SELECT tokens.id, tokens.worker, tokens.role, tokens.expires_at, tokens.last_used_at
            FROM tokens JOIN workers ON workers.id = tokens.worker
            WHERE tokens.hash = $1 AND tokens.revoked_at IS NULL AND workers.active = 1
            """)

    /// Who asks.
    ///
    /// Tokens are looked up by their hash: how long that takes says nothing about which bytes of a guess were right.
    ///
    /// - Throws: `TokenNeeded` where there is no token, or none that is valid; `SQLiteError`.
    static func access(of fields: HTTP.Fields, _ service: Service, _ db: Connection) throws -> Access {
        guard fields.count(of: .authorization) == 1,
            let hash = fields.withFirst(.authorization, { hash(ofField: $0) }), let hash
        else { throw TokenNeeded() }
        let now = service.clock.now()
        let found = try db.one(findToken, hash) { row -> Access? in
            guard let token = ID(row.string(0)), let worker = ID(row.string(1)),
                let role = Role(rawValue: row.string(2)),
                let expires = try? Instant(row.string(3)), now < expires
            else { return nil }
            let lastUse = row.optionalString(4).flatMap { try? Instant($0) }
            if lastUse.map({ now.seconds - $0.seconds >= lastUseSeconds }) ?? true {
                noteUse(of: token, service, now)
            }
            return Access(worker: worker, role: role, token: token)
        }
        guard let access = found ?? nil else { throw TokenNeeded() }
        return access
    }

    /// Writes down that a token is in use, at most once in `lastUseSeconds`; no request waits for it.
    private static func noteUse(of token: ID, _ service: Service, _ now: Instant) {
        let text = now.wholeSecond.canonical
        let before = now.adding(seconds: -lastUseSeconds).wholeSecond.canonical
        service.database.writeAside { db in
            try db.run(
                """
                UPDATE tokens SET last_used_at = $2
                WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)
                """, token.canonical, text, before)
        }
    }

    /// The hash of the token in an Authorization field, or nil where there is none.
    private static func hash(ofField value: UnsafeRawBufferPointer) -> [UInt8]? {
        guard value.count > scheme.count, value.count <= fieldBytesMax,
            zip(value, scheme).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 })
        else { return nil }
        return Digest.sha256(UnsafeRawBufferPointer(rebasing: value[scheme.count...]))
    }
}
