internal import JSON
internal import SQLite

extension Installation {
    /// How long a token lives at most, in days.
    public static let tokenDaysMax = Int(TokenStore.lifeDaysMax)

    /// A token as the command line lists it.
    public struct TokenSummary: Sendable {
        /// The members of the token's record that are there, in their order.
        public let members: [(name: String, value: String)]
        /// The record as JSON text.
        public let json: String
    }

    /// Makes a token, and the worker of that name where there is none in that role.
    ///
    /// - Parameters:
    ///   - name: The worker's name, which is also the token's label.
    ///   - role: The ceiling of what the token may do.
    ///   - days: How long it lives; 90 unless said.
    ///   - scopes: What it is for; all that the role allows where there are none.
    ///   - actsFor: For a front end: whom it may act for.
    /// - Returns: The token, which is kept nowhere.
    /// - Throws: `SettingsFault` where the role is not known, several workers have the name, or the worker has left;
    ///   `SQLiteError`.
    public func createToken(
        name: String, role: String, days: Int?, scopes: [String] = [], actsFor: String? = nil
    ) throws -> String {
        var wanted = try Self.tokenDraft(role: role, scopes: scopes, actsFor: actsFor)
        wanted[Token.label] = name
        let decoded = try decode(Worker.self, ["name": .string(name), "role": .string(role)])
        do {
            return try issue(wanted, days, to: decoded, named: name)
        } catch AppError.conflict(_, let detail) {
            throw SettingsFault(detail)
        } catch AppError.invalid(let faults) {
            throw SettingsFault(faults.map(\.detail).joined(separator: "\n"))
        }
    }

    private func issue(
        _ wanted: Draft<Token>, _ days: Int?, to decoded: Draft<Worker>, named name: String
    ) throws -> String {
        try perform { transaction in
            let workers = try Self.workers(named: name, wanted[Token.role] ?? "", transaction.db)
            guard workers.count < 2 else {
                throw SettingsFault(
                    "There are \(workers.count) workers of this name and role: make the token over the API.")
            }
            let worker = try workers.first ?? Worker.table.insert(decoded, by: .operatorOfTheFile, transaction)
            var draft = wanted
            draft[Token.worker] = worker
            if let days { draft[Token.expiresAt] = transaction.now.adding(seconds: Int64(days) * 86_400) }
            let issued = try TokenStore.create(draft, by: .operatorOfTheFile, transaction)
            let entry = AuditEntry(command: "kith token create", subjects: [issued.id, worker], transaction)
            try AuditStore.append([entry], transaction.db)
            return issued.secret
        }
    }

    /// Every token, the newest first, without secrets.
    public func listTokens() throws -> [TokenSummary] {
        try perform { transaction in
            var query = ListQuery(sort: .newest)
            query.limit = ListQuery.limitMax
            var summaries: [TokenSummary] = []
            repeat {
                query.after = try Token.table.readPage(query, transaction.reading(by: .operatorOfTheFile)) { row in
                    var writer = JSONWriter()
                    writer.beginObject()
                    Token.table.write(row, picks: .all, to: &writer)
                    writer.endObject()
                    let record = try JSON.read(writer.bytes()).objectValue ?? [:]
                    let members = record.map { ($0.name, $0.value.stringValue ?? JSON.text($0.value)) }
                    summaries.append(TokenSummary(members: members, json: JSON.text(.object(record))))
                    return 0
                }
            } while query.after != nil
            return summaries
        }
    }

    /// Makes a token unusable at once.
    ///
    /// - Throws: `SettingsFault` where there is no such token, or it was revoked before; `SQLiteError`.
    public func revokeToken(_ id: String) throws {
        guard let id = ID(id) else { throw SettingsFault("This is not a token's id: kith token list shows them.") }
        do {
            try perform { transaction in
                try TokenStore.revoke(id, version: nil, by: .operatorOfTheFile, transaction)
                let entry = AuditEntry(command: "kith token revoke", subjects: [id], transaction)
                try AuditStore.append([entry], transaction.db)
            }
        } catch AppError.notFound {
            throw SettingsFault("There is no token of this id: kith token list shows them.")
        } catch AppError.conflict(_, let detail) {
            throw SettingsFault(detail)
        }
    }

    private func decode<Record: Resource>(_ type: Record.Type, _ object: JSONObject) throws -> Draft<Record> {
        var decoder = Decoder(vocabularies: try serviceSettings().vocabularies())
        let draft = Draft<Record>(decoder.members(of: object, Record.fields.specs, at: .root))
        guard decoder.faults.isEmpty else {
            throw SettingsFault(
                decoder.faults.all.map { "\($0.pointer.dropFirst()): \($0.detail)" }.joined(separator: "\n"))
        }
        return draft
    }

    private static func workers(named name: String, _ role: String, _ db: Connection) throws -> [ID] {
        var workers: [ID] = []
        try db.query("SELECT id FROM workers WHERE name = $1 AND role = $2 AND active = 1", name, role) { row in
            if let id = ID(row.string(0)) { workers.append(id) }
        }
        return workers
    }
}

extension Installation {
    /// Does a work in one committed transaction of a database of its own.
    func perform<Value: Sendable>(_ work: @escaping @Sendable (WriteTransaction) throws -> Value) throws -> Value {
        let database = try Database(path: databasePath) { _ in }
        defer { database.close() }
        let clock = SystemClock()
        return try database.perform(clock, SystemIDSource(clock: clock), work)
    }
}
