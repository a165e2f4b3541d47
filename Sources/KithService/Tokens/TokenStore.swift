internal import SQLite

/// Tokens in the database: hashes alone.
enum TokenStore {
    /// How long a token lives where nobody says, in days.
    static let lifeDays: Int64 = 90
    private static let secondsPerDay: Int64 = 24 * 60 * 60

    /// A token that was just made, with the secret that is shown this once.
    struct Issued: Sendable {
        let id: ID
        let secret: String
    }

    /// Makes a token.
    ///
    /// - Throws: `AppError.conflict` where the worker no longer works here; `.invalid`; `SQLiteError`.
    static func create(_ draft: Draft<Token>, by access: Access, _ transaction: WriteTransaction) throws -> Issued {
        var draft = draft
        draft[Token.expiresAt] = draft[Token.expiresAt] ?? transaction.now.adding(seconds: lifeDays * secondsPerDay)
        let random = try Digest.random(Authentication.secretByteCount)
        let secret = Authentication.prefix + Base64URL.encode(random)
        let hash = Digest.sha256(Array(secret.utf8))
        let id = try Token.table.insert(draft, with: [.blob(hash)], by: access, transaction)
        if let worker = draft[Token.worker] { try requireActive(worker, transaction.db) }
        return Issued(id: id, secret: secret)
    }

    /// The version of a token.
    ///
    /// - Throws: `AppError.notFound`; `SQLiteError`.
    static func version(of id: ID, _ db: Connection) throws -> Int64 {
        guard let version = try db.one("SELECT version FROM tokens WHERE id = $1", id.canonical, row: { $0.int(0) })
        else { throw AppError.notFound }
        return version
    }

    /// Makes a token unusable at once.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.conflict` where it was revoked before; `SQLiteError`.
    static func revoke(_ id: ID, version: Int64?, _ transaction: WriteTransaction) throws {
        let found = try transaction.db.one(
            "SELECT version, revoked_at IS NOT NULL FROM tokens WHERE id = $1", id.canonical
        ) { (version: $0.int(0), isRevoked: $0.bool(1)) }
        guard let found else { throw AppError.notFound }
        if let version, version != found.version { throw AppError.stale(currentVersion: found.version) }
        guard !found.isRevoked else { throw AppError.conflict(.alreadyRevoked, "The token was revoked before.") }
        let now = transaction.now.wholeSecond.canonical
        try transaction.db.run("UPDATE tokens SET revoked_at = $2 WHERE id = $1", id.canonical, now)
        try Token.table.touch(id, transaction)
    }

    private static func requireActive(_ worker: ID, _ db: Connection) throws {
        guard try db.exists("SELECT 1 FROM workers WHERE id = $1 AND active = 1", worker.canonical) else {
            throw AppError.conflict(.workerInactive, "This worker does not work here any more.")
        }
    }
}
