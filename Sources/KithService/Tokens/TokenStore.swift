internal import JSON
internal import SQLite

extension Token {
    /// Tokens in the database.
    static let table = Table<Token>(beside: ["hash"])
}

/// Tokens in the database: hashes alone.
enum TokenStore {
    /// How long a token lives where nobody says, in days.
    static let lifeDays: Int64 = 90
    /// How long a token lives at most, in days.
    static let lifeDaysMax: Int64 = 1100
    private static let secondsPerDay: Int64 = 24 * 60 * 60

    /// A token that was just made, with the secret that is shown this once.
    struct Issued: Sendable {
        let id: ID
        let secret: String
    }

    /// Makes a token, for a worker who works here in the role that it is for.
    ///
    /// - Throws: `AppError.conflict` where the worker has left or has another role; `.invalid`; `SQLiteError`.
    static func create(_ draft: Draft<Token>, by access: Access, _ transaction: WriteTransaction) throws -> Issued {
        var draft = draft
        let standard = transaction.now.adding(seconds: lifeDays * secondsPerDay)
        let expires = (draft[Token.expiresAt] ?? standard).wholeSecond
        let latest = transaction.now.adding(seconds: lifeDaysMax * secondsPerDay)
        guard transaction.now < expires, expires <= latest else {
            let detail = "A token ends between now and \(lifeDaysMax) days from now."
            throw AppError.invalid([Fault(pointer: "/expires_at", code: .outOfRange, detail: detail)])
        }
        draft[Token.expiresAt] = expires
        try checkScopes(draft, access)
        let random = try Digest.random(Authentication.secretByteCount)
        let secret = Authentication.prefix + Base64URL.encode(random)
        let hash = Digest.sha256(Array(secret.utf8))
        let id = try Token.table.insert(draft, with: [.blob(hash)], by: access, transaction)
        let worker = draft[Token.worker]
        guard try transaction.db.exists(activeInRole, worker, draft[Token.role]) else {
            throw AppError.conflict(.workerInactive, "The worker has left, or has another role than the token.")
        }
        return Issued(id: id, secret: secret)
    }

    /// Makes sure that scopes are some, each once, and that a token makes none that is for more than itself.
    private static func checkScopes(_ draft: Draft<Token>, _ access: Access) throws(AppError) {
        let pointer = JSONPointer.root.appending("scopes")
        var faults = Faults()
        if let names = draft[Token.scopes]?.arrayValue {
            if names.isEmpty { faults.add(pointer, .empty, "Name at least one scope, or leave scopes out.") }
            for (index, name) in names.enumerated() {
                if names.firstIndex(of: name) != index {
                    faults.add(pointer.appending(index), .repeated, "A scope is named once.")
                }
                if !access.scopes.contains(Scopes(named: [name.stringValue ?? ""])) {
                    faults.add(pointer.appending(index), .outOfRange, beyond)
                }
            }
        } else if access.scopes != .all {
            faults.add(pointer, .required, beyond)
        }
        try faults.throwIfAny()
    }

    private static let beyond = "A token with scopes makes tokens for these, or some of these, alone."

    /// The version of a token.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    static func version(of id: ID, _ reading: ReadTransaction) throws -> Int64 {
        guard let found = try reading.db.one(find, id, row: { $0.int(0) }) else { throw AppError.notFound }
        return found
    }

    /// Makes a token unusable at once.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.conflict` where it was revoked before; `SQLiteError`.
    static func revoke(_ id: ID, version: Int64?, by access: Access, _ transaction: WriteTransaction) throws {
        let found = try transaction.db.one(find, id) { (version: $0.int(0), isRevoked: $0.bool(1)) }
        guard let found else { throw AppError.notFound }
        if let version, version != found.version { throw AppError.stale(currentTag: found.version) }
        guard !found.isRevoked else { throw AppError.conflict(.alreadyRevoked, "The token was revoked before.") }
        try transaction.db.run(setRevoked, id, transaction.nowText)
        try Token.table.touch(id, transaction)
    }

    private static let activeInRole: SQL = "SELECT 1 FROM workers WHERE id = $1 AND active = 1 AND role = $2"
    private static let find: SQL = "SELECT version, revoked_at IS NOT NULL FROM tokens WHERE id = $1"
    private static let setRevoked: SQL = "UPDATE tokens SET revoked_at = $2 WHERE id = $1"
}
