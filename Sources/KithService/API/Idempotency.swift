internal import HTTP
internal import JSON
internal import SQLite

/// Makes a repeated POST answer what the first one did: the key and its reply stand in the transaction of the work.
///
/// Whether the caller may read what the reply shows is decided again for each repeat.
struct Idempotency: Sendable {
    /// The longest key, in bytes.
    static let keyBytesMax = 200
    /// How long a key is kept, in seconds.
    static let keptSeconds: Int64 = 24 * 60 * 60

    /// How many old keys one request takes away.
    private static let purgedMax = 200

    private let access: Access
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
        self.access = access
        principal = access.worker?.canonical ?? ""
        let target = "\(request.head.method.rawValue) \(request.head.path)?"
        fingerprint = Digest.sha256(Array(target.utf8) + request.head.query.rawBytes + [0] + request.body)
    }

    /// A route's work, done once for the key that the request has, where it has one.
    static func wrap(
        _ work: @escaping Route.Work, _ route: Route, _ request: Request, _ access: Access
    ) throws(MalformedField) -> Route.Work {
        guard route.takesIdempotencyKey, request.head.fields.contains(.idempotencyKey) else { return work }
        return try Idempotency(request, access).wrap(work)
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
        try transaction.db.run(Self.purge, oldest, Self.purgedMax)
        let found = try transaction.db.one(Self.find, principal, key, oldest) { row in
            guard fingerprint == Array(row.blob(0)) else { throw IdempotencyKeyReused() }
            var reply = Reply(
                status: Status(Int(row.int(1))) ?? .ok, tag: row.optionalInt(2), location: row.optionalString(3),
                isReplayed: true, content: .json(Array(row.blob(4))))
            reply.shown = try row.optionalString(5).flatMap(Self.names)
            reply.subjects = reply.shown?.map(\.id) ?? []
            return reply
        }
        guard let found else { return nil }
        let reading = transaction.reading(by: access)
        guard let shown = found.shown, try shown.allSatisfy({ try References.isReadable($0, reading) }) else {
            throw AppError.notFound
        }
        return found
    }

    /// The records that a reply shows, as they are kept; nil where one of them is not known any more.
    private static func names(_ text: String) throws -> [RecordName]? {
        let texts = try JSON.read(text).arrayValue ?? []
        let names = texts.compactMap { $0.stringValue.flatMap { RecordName($0) } }
        return names.count == texts.count ? names : nil
    }

    private func keep(_ reply: Reply, _ transaction: WriteTransaction) throws {
        let body: [UInt8]
        switch reply.content {
        case .json(let whole): body = reply.repeatedBody ?? whole
        case .none: body = []
        // Nothing that is created is answered so.
        case .text, .stream: return
        }
        try transaction.db.run(
            Self.insert,
            principal, key, fingerprint, transaction.nowText, Int(reply.status.code), reply.tag,
            reply.location, body, reply.shown.map { JSON.text(.array($0.map { .string($0.text) })) })
    }

    private static let purge: SQL = """
        DELETE FROM idempotent_replies WHERE (principal, key) IN
            (SELECT principal, key FROM idempotent_replies WHERE created_at < $1 LIMIT $2)
        """
    private static let find: SQL = """
        SELECT request, status, version, location, body, records FROM idempotent_replies
        WHERE principal = $1 AND key = $2 AND created_at >= $3
        """
    private static let insert: SQL = """
        INSERT INTO idempotent_replies (principal, key, request, created_at, status, version, location, body, records)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (principal, key) DO UPDATE SET
            request = excluded.request, created_at = excluded.created_at, status = excluded.status,
            version = excluded.version, location = excluded.location, body = excluded.body, records = excluded.records
        """
}
