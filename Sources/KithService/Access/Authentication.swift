internal import HTTP
internal import SQLite

/// Finds out from a request's token who asks.
enum Authentication {
    /// What every token begins with, so that a leaked one can be found.
    static let prefix = "kith_"
    /// How much of a token cannot be guessed, in bytes.
    static let secretByteCount = 32
    /// The longest Authorization field that is looked at, in bytes: an identity provider's tokens are long.
    static let fieldBytesMax = JSONWebToken.bytesMax + 64
    /// How often the last use of a token is written down, in seconds.
    static let lastUseSeconds: Int64 = 60

    private static let scheme = Array("bearer ".utf8)

    /// A token counts while its worker works here in the role that it was made for.
    private static let findToken: SQL = """
        SELECT tokens.id, tokens.worker, tokens.role, tokens.expires_at, coalesce(tokens.last_used_at, ''),
            tokens.scopes, tokens.acts_for
        FROM tokens JOIN workers ON workers.id = tokens.worker
        WHERE tokens.hash = $1 AND tokens.revoked_at IS NULL AND workers.active = 1 AND workers.role = tokens.role
        """

    private static let noteUse: SQL = """
        UPDATE tokens SET last_used_at = $2 WHERE id = $1 AND coalesce(last_used_at, '') <= $3
        """

    /// Who asks.
    ///
    /// Tokens are looked up by their hash: how long that takes says nothing about which bytes of a guess were right.
    ///
    /// - Throws: `TokenNeeded` where there is no token, or none that is valid; `TooManyRequests`, `TooManyWrongTokens`;
    ///   `SQLiteError`.
    static func access(
        of request: Request, _ service: Service, _ context: WorkerContext, at now: Instant
    ) throws -> Access {
        let fields = request.head.fields
        // A request without a token is no guess, and refusing it is as cheap as it gets.
        guard fields.contains(.authorization) else { throw TokenNeeded() }
        let address = service.limiters.trustedProxies.client(of: request).client
        let hash = Self.hash(of: fields)
        try service.limiters.admit(hash, from: address, at: now)
        do {
            guard let hash else { throw TokenNeeded() }
            guard let access = try service.oidc?.access(of: fields, context.reader.connection) else {
                return try access(of: hash, from: address, service, context, at: now)
            }
            service.limiters.remember(hash, from: address, at: now)
            return access
        } catch let error as TokenNeeded {
            try service.limiters.refuse(hash, from: address, at: now)
            throw error
        }
    }

    /// Who asks with a request that was let in before and goes on: it is no further request, and no guess.
    ///
    /// - Throws: `TokenNeeded`; `SQLiteError`.
    static func again(
        of request: Request, _ service: Service, _ context: WorkerContext, at now: Instant
    ) throws -> Access {
        let fields = request.head.fields
        if let access = try service.oidc?.access(of: fields, context.reader.connection) { return access }
        guard let hash = hash(of: fields), let known = try find(hash, context),
            known.expiresAt > context.texts(of: now).now
        else { throw TokenNeeded() }
        return known.access
    }

    /// Who asks with a token of the service's own.
    private static func access(
        of hash: [UInt8], from address: NetworkAddress, _ service: Service, _ context: WorkerContext, at now: Instant
    ) throws -> Access {
        let (nowText, staleText) = context.texts(of: now, before: lastUseSeconds)
        guard var known = try find(hash, context), known.expiresAt > nowText, let token = known.access.token else {
            throw TokenNeeded()
        }
        if known.lastUsedAt <= staleText {
            // No request waits for this; at most one in `lastUseSeconds` changes anything.
            service.database.writeAside { try $0.run(noteUse, token, nowText, staleText) }
        }
        if known.seenFrom != address {
            service.limiters.remember(hash, from: address, at: now)
            known.seenFrom = address
            context.knownTokens.keep(hash, known)
        }
        return known.access
    }

    private static func find(_ hash: [UInt8], _ context: WorkerContext) throws -> KnownTokens.Known? {
        if let known = context.knownTokens.find(hash, in: context.reader.generation) { return known }
        let found = try context.reader.connection.one(findToken, hash) { row -> KnownTokens.Known? in
            guard let token = ID(row.text(0)), let worker = ID(row.text(1)), let role = Role(rawValue: row.string(2))
            else { return nil }
            let access = Access(
                worker: worker, role: role, token: token,
                scopes: row.isNull(5) ? .all : Scopes(stored: Array(row.text(5))),
                actsFor: row.optionalString(6).flatMap(ActsFor.init(rawValue:)))
            return KnownTokens.Known(access: access, expiresAt: row.string(3), lastUsedAt: row.string(4))
        }
        guard let known = found ?? nil else { return nil }
        context.knownTokens.keep(hash, known)
        return known
    }

    /// The hash of a request's token, or nil where there is none, or more than one.
    private static func hash(of fields: HTTP.Fields) -> [UInt8]? {
        guard fields.count(of: .authorization) == 1 else { return nil }
        return fields.withFirst(.authorization) { hash(ofField: $0) } ?? nil
    }

    /// The hash of the token in an Authorization field, or nil where there is none.
    private static func hash(ofField value: UnsafeRawBufferPointer) -> [UInt8]? {
        guard value.count > scheme.count, value.count <= fieldBytesMax,
            zip(value, scheme).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 })
        else { return nil }
        let token = value[scheme.count...].drop { $0 == UInt8(ascii: " ") }
        return Digest.sha256(UnsafeRawBufferPointer(rebasing: token))
    }
}
