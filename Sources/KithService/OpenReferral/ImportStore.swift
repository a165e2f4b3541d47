internal import JSON
internal import SQLite

/// Assets from outside in the database: what is known of where they came from.
enum ImportStore {
    /// What was done with a record.
    enum Outcome: Sendable, Hashable {
        case added, changed, unchanged
        /// Why nothing was done, in plain words.
        case refused(String)
    }

    /// What is stored about an asset that has the id of a record.
    private struct Stored {
        let version: Int64
        let source: String?
        let hash: [UInt8]?
        let versionAtImport: Int64?
    }

    /// Begins a run: forgets which records the run before has seen.
    ///
    /// They are kept in a temporary table, which SQLite puts on disk when it grows.
    static func begin(_ db: Connection) throws {
        try db.run(
            """
            CREATE TEMP TABLE IF NOT EXISTS import_seen (id TEXT NOT NULL PRIMARY KEY, hash BLOB NOT NULL) WITHOUT ROWID
            """
        )
        try db.run("DELETE FROM temp.import_seen")
    }

    /// Ends a run.
    static func end(_ db: Connection) throws {
        try db.run("DELETE FROM temp.import_seen")
    }

    /// Adds an asset, or changes it to what its source says now; a record that says nothing new writes nothing.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func take(
        _ id: ID, _ draft: Draft<Asset>, source: String, _ transaction: WriteTransaction
    ) throws -> Outcome {
        let db = transaction.db
        let hash = self.hash(of: draft)
        if let seen = try db.one(
            "SELECT hash FROM temp.import_seen WHERE id = $1", id.canonical, row: { Array($0.blob(0)) })
        {
            return seen == hash
                ? .unchanged : .refused("has the id of an earlier record of this feed, and says other things")
        }
        let outcome = try write(id, draft, hash, source: source, transaction)
        if case .refused = outcome { return outcome }
        try db.run("INSERT INTO temp.import_seen (id, hash) VALUES ($1, $2)", id.canonical, hash)
        return outcome
    }

    private static func write(
        _ id: ID, _ draft: Draft<Asset>, _ hash: [UInt8], source: String, _ transaction: WriteTransaction
    ) throws -> Outcome {
        let stored = try find(id, transaction.db)
        guard let stored else {
            guard try !transaction.db.exists("SELECT 1 FROM parties WHERE id = $1", id.canonical) else {
                return .refused("its id is that of a person, a worker or an agency here")
            }
            let keepingID = WriteTransaction(
                db: transaction.db, now: transaction.now, ids: SourceID(id: id), afterwards: transaction.afterwards)
            _ = try AssetStore.create(draft, by: .operatorOfTheFile, keepingID)
            try remember(id, hash, source, transaction.db)
            return .added
        }
        guard let known = stored.source else { return .refused("its id is that of an asset that was added here") }
        guard known == source else { return .refused("its id is that of an asset from \(known)") }
        guard stored.hash != hash else { return .unchanged }
        guard stored.version == stored.versionAtImport else {
            return .refused("changed here since it was imported, so it was left as it is")
        }
        try AssetStore.update(id, version: stored.version, to: draft, by: .operatorOfTheFile, transaction)
        try remember(id, hash, source, transaction.db)
        return .changed
    }

    private static func find(_ id: ID, _ db: Connection) throws -> Stored? {
        try db.one(
            "SELECT version, source, source_hash, source_version FROM assets WHERE id = $1", id.canonical
        ) { row in
            Stored(
                version: row.int(0), source: row.optionalString(1), hash: row.isNull(2) ? nil : Array(row.blob(2)),
                versionAtImport: row.optionalInt(3))
        }
    }

    private static func remember(_ id: ID, _ hash: [UInt8], _ source: String, _ db: Connection) throws {
        try db.run(
            "UPDATE assets SET source = $2, source_hash = $3, source_version = version WHERE id = $1",
            id.canonical, source, hash)
    }

    /// The SHA-256 of what a record says, in the order of the fields.
    private static func hash(of draft: Draft<Asset>) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for spec in Asset.fields.specs {
            guard let value = draft.json(spec) else { continue }
            writer.name(spec.jsonName)
            writer.value(value)
        }
        writer.endObject()
        return Digest.sha256(writer.bytes())
    }
}
