internal import JSON
internal import SQLite

extension Asset {
    /// Assets in the database.
    static let table = Table<Asset>(derived: [
        .init(column: "lat") { AssetSearch.coordinate("lat", of: $0) },
        .init(column: "lng") { AssetSearch.coordinate("lng", of: $0) },
        .init(column: "confirmed_on") { draft in
            draft[confirmed]?.objectValue?["on"]?.stringValue.map { .text($0) } ?? .null
        },
    ])
}

extension Confirmation {
    /// Confirmations in the database.
    static let table = Table<Confirmation>()
}

/// Assets in the database.
enum AssetStore {
    /// The asset that a confirmation is of.
    static let confirmations = Parent(of: Confirmation.self, Confirmation.asset, .asset)

    /// Adds an asset.
    ///
    /// - Throws: `AppError.invalid`; `SQLiteError`.
    static func create(_ draft: Draft<Asset>, by access: Access, _ transaction: WriteTransaction) throws -> ID {
        let id = try Asset.table.insert(draft, by: access, transaction)
        try writeIndexes(id, draft, transaction.db)
        return id
    }

    /// Changes an asset to what the draft says.
    ///
    /// - Throws: `AppError.notFound`, `.stale`, `.invalid`; `SQLiteError`.
    static func update(
        _ id: ID, version: Int64, to draft: Draft<Asset>, by access: Access, _ transaction: WriteTransaction
    ) throws {
        try Asset.table.update(id, version: version, to: draft, by: access, transaction)
        try writeIndexes(id, draft, transaction.db)
    }

    /// Writes down that an asset was found alive, and shows the latest such day on it.
    ///
    /// - Throws: `AppError.notFound`, `.invalid`; `SQLiteError`.
    static func confirm(
        _ asset: ID, _ draft: Draft<Confirmation>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        try confirmations.require(asset, transaction.reading(by: access))
        var draft = draft
        draft[Confirmation.asset] = asset
        draft[Confirmation.on] = draft[Confirmation.on] ?? transaction.now.dateInUTC
        draft[Confirmation.by] = draft[Confirmation.by] ?? access.worker
        try Moment.requirePast(draft[Confirmation.on], Confirmation.on, transaction)
        let id = try Confirmation.table.insert(draft, by: access, transaction)
        try showLatestConfirmation(of: asset, transaction)
        return id
    }

    private static func showLatestConfirmation(of asset: ID, _ transaction: WriteTransaction) throws {
        let latest = try transaction.db.one(latestConfirmation, asset) { row in
            (on: row.string(0), by: row.string(1), how: row.string(2))
        }
        guard let latest else { return }
        let shown: JSONValue = ["on": .string(latest.on), "by": .string(latest.by), "how": .string(latest.how)]
        try transaction.db.run(show, asset, JSON.text(shown), latest.on)
        try Asset.table.touch(asset, transaction)
    }

    private static func writeIndexes(_ id: ID, _ draft: Draft<Asset>, _ db: Connection) throws {
        try AssetText.write(id, draft, db)
        try db.run(deleteBases, id)
        let bases = draft[Asset.gathersAround]?.arrayValue?.compactMap { $0["basis"]?.stringValue } ?? []
        for basis in Set(bases).sorted() { try db.run(insertBasis, id, basis) }
        try db.run(deleteDays, id)
        for day in Season.days(of: draft) { try db.run(insertDay, id, day.weekday, day.first, day.last) }
    }
}

extension AssetStore {
    private static let latestConfirmation: SQL = """
        SELECT "on", "by", how FROM confirmations WHERE asset = $1 ORDER BY "on" DESC, id DESC LIMIT 1
        """
    private static let show: SQL = "UPDATE assets SET confirmed = $2, confirmed_on = $3 WHERE id = $1"
    private static let deleteBases: SQL = "DELETE FROM asset_bases WHERE asset = $1"
    private static let insertBasis: SQL = "INSERT INTO asset_bases (asset, basis) VALUES ($1, $2)"
    private static let deleteDays: SQL = "DELETE FROM asset_days WHERE asset = $1"
    private static let insertDay: SQL = """
        INSERT INTO asset_days (asset, weekday, valid_from, valid_to) VALUES ($1, $2, $3, $4)
        """
}
