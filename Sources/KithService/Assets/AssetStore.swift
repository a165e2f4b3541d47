internal import JSON
internal import SQLite

/// Assets in the database.
enum AssetStore {
    /// What lists of assets can be narrowed by beside the fields that say so themselves.
    enum Filter {
        static let text = Field("q", .line, "Words that the asset's name, description, theme or place begin with.")
        static let near = Field("near", .format(.position), "A position, lat,lng in degrees.")
        static let within = Field("within", .number(1...100_000), "How far from there, in metres; 2,000 unless said.")
        static let around = Field("gathers_around", .code(.basis), "What kind of thing it gathers around.")
        static let openOn = Field("open_on", .date, "A day on which it meets.")
        static let staleAfter = Field("stale_after", .date, "Not confirmed on or after this day, or never.")

        static let all = [text.spec, near.spec, within.spec, around.spec, openOn.spec, staleAfter.spec]
        static let withinStandard = 2_000.0
    }

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

    /// Narrows a list as the parameters ask.
    static func narrow(_ query: inout ListQuery, by parameters: Parameters) {
        if let text = parameters[Filter.text] { query.narrow(AssetText.matches(text)) }
        if let near = parameters[Filter.near].flatMap({ try? Position($0) }) {
            let within = parameters[Filter.within] ?? Filter.withinStandard
            query.narrow(AssetPlace.near(near, within: within))
        }
        if let basis = parameters[Filter.around] {
            query.narrow(.init("id IN (SELECT asset FROM asset_bases WHERE basis = ?)", basis))
        }
        if let day = parameters[Filter.openOn] {
            query.narrow(
                .init(
                    "id IN (SELECT asset FROM asset_days WHERE weekday = ? AND valid_from <= ? AND valid_to >= ?)",
                    Int64(day.weekday), day, day))
        }
        if let day = parameters[Filter.staleAfter] {
            query.narrow(.init("confirmed_on IS NULL OR confirmed_on < ?", day))
        }
    }

    /// Writes down that an asset was found alive, and shows the latest such day on it.
    ///
    /// - Throws: `AppError.notFound`, `.invalid`; `SQLiteError`.
    static func confirm(
        _ asset: ID, _ draft: Draft<Confirmation>, by access: Access, _ transaction: WriteTransaction
    ) throws -> ID {
        guard try exists(asset, transaction.db) else { throw AppError.notFound }
        var draft = draft
        draft[Confirmation.asset] = asset
        draft[Confirmation.on] = draft[Confirmation.on] ?? transaction.now.dateInUTC
        draft[Confirmation.by] = draft[Confirmation.by] ?? access.worker
        let id = try Confirmation.table.insert(draft, by: access, transaction)
        try showLatestConfirmation(of: asset, transaction)
        return id
    }

    /// Whether there is such an asset.
    static func exists(_ id: ID, _ db: Connection) throws -> Bool {
        try db.exists("SELECT 1 FROM assets WHERE id = $1", id.canonical)
    }

    /// The condition of the confirmations of an asset.
    ///
    /// - Throws: `AppError.notFound` where the asset is not there; `SQLiteError`.
    static func confirmations(of id: ID, _ db: Connection) throws -> ListQuery.Condition {
        guard try exists(id, db) else { throw AppError.notFound }
        return ListQuery.Condition("asset = ?", id)
    }

    private static func showLatestConfirmation(of asset: ID, _ transaction: WriteTransaction) throws {
        var latest: JSONValue?
        try transaction.db.query(
            """
            SELECT "on", "by", how FROM confirmations WHERE asset = $1 ORDER BY "on" DESC, id DESC LIMIT 1
            """, asset.canonical
        ) { row in
            latest = .object(
                JSONObject([
                    ("on", .string(row.string(0))), ("by", .string(row.string(1))), ("how", .string(row.string(2))),
                ]))
        }
        guard let latest else { return }
        try transaction.db.run(
            "UPDATE assets SET confirmed = $2, confirmed_on = $3 WHERE id = $1", asset.canonical, JSON.text(latest),
            latest.objectValue?["on"]?.stringValue)
        try Asset.table.touch(asset, transaction)
    }

    private static func writeIndexes(_ id: ID, _ draft: Draft<Asset>, _ db: Connection) throws {
        try AssetText.write(id, draft, db)
        try db.run("DELETE FROM asset_bases WHERE asset = $1", id.canonical)
        let bases = draft[Asset.gathersAround]?.arrayValue?.compactMap { $0.objectValue?["basis"]?.stringValue } ?? []
        for basis in Set(bases) {
            try db.run("INSERT INTO asset_bases (asset, basis) VALUES ($1, $2)", id.canonical, basis)
        }
        try db.run("DELETE FROM asset_days WHERE asset = $1", id.canonical)
        for day in Season.days(of: draft) {
            try db.run(
                "INSERT INTO asset_days (asset, weekday, valid_from, valid_to) VALUES ($1, $2, $3, $4)",
                id.canonical, day.weekday, day.first, day.last)
        }
    }
}
