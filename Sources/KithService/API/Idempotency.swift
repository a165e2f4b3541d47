internal import HTTP
internal import SQLite

/// Makes a repeated POST answer what the first one did: the key and its reply stand in the transaction of the work.
struct Idempotency: Sendable {
    /// The longest key, in bytes.
    static let keyBytesMax = 200
    /// How long a key is kept, in seconds.
    static let keptSeconds: Int64 = 24 * 60 * 60

    private let principal: String
    private let key: String
    private let fingerprint: [UInt8]

    /// Reads the key of a request.
    ///
    /// - Throws: `MalformedField` where it is empty, too long, given twice, or not in printable ASCII.
    init(_ request: Request, _ access: Access) throws(MalformedField) {
        let fields = request.head.fields
        guard fields.count(of: .idempotencyKey) == 1, let key = fields.string(.idempotencyKey),
            (1...Self.keyBytesMax).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw MalformedField(
                detail: "An Idempotency-Key is 1 to \(Self.keyBytesMax) visible ASCII characters, given once.")
        }
        self.key = key
        principal = access.workerText ?? ""
        let target = "\(request.head.method.rawValue) \(request.head.path)?"
        fingerprint = Digest.sha256(Array(target.utf8) + request.head.query.rawBytes + [0] + request.body)
    }

    /// The same work, done once for the key.
    func wrap(_ work: @escaping Route.Work) -> Route.Work {
        { transaction in
            if let earlier = try earlierReply(transaction) { return earlier }
            let reply = try work(transaction)
            try keep(reply, transaction)
            return reply
        }
    }

    private func earlierReply(_ transaction: WriteTransaction) throws -> Reply? {
        let oldest = transaction.now.adding(seconds: -Self.keptSeconds).wholeSecond.canonical
        try transaction.db.run("DELETE FROM idempotent_replies WHERE created_at < $1", oldest)
        return try transaction.db.one(
            """
            SELECT request, status, version, location, body FROM idempotent_replies
            WHERE principal = $1 AND key = $2
            """, principal, key
        ) { row in
            guard fingerprint == Array(row.blob(0)) else { throw IdempotencyKeyReused() }
            return Reply(
                status: Status(Int(row.int(1))) ?? .ok, version: row.optionalInt(2), location: row.optionalString(3),
                isReplayed: true, content: .json(Array(row.blob(4))))
        }
    }

    private func keep(_ reply: Reply, _ transaction: WriteTransaction) throws {
        guard case .json(let body) = reply.content, !reply.isSecret else { return }
        try transaction.db.run(
            """
            INSERT INTO idempotent_replies (principal, key, request, created_at, status, version, location, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            principal, key, fingerprint, transaction.now.wholeSecond.canonical, Int(reply.status.code), reply.version,
            reply.location, body)
    }
}
