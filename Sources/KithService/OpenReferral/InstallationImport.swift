internal import Logging
internal import SQLite

extension Installation {
    /// Imports a feed of Open Referral UK into the database, whose schema is up to date.
    ///
    /// - Parameters:
    ///   - source: What the feed is called: a record is only ever changed from the source that it came from.
    ///   - read: Gives the next bytes of the feed, about as many as it is asked for, and none at its end.
    ///   - report: Told of each record, in their order, after it is in the database.
    ///   - progress: Told how far the import is, from time to time.
    /// - Returns: What became of the feed as a whole.
    /// - Throws: `ImportError` where the input is no feed; `SQLiteError` where the database fails;
    ///   `Vocabulary.Unusable`; what `read` and `report` throw. Records that were reported of stay in the database.
    public func importOpenReferral(
        source: String = OpenReferralImport.sourceStandard, read: (Int) throws -> [UInt8],
        report: (ImportEntry) throws -> Void, progress: (OpenReferralImport.Progress) -> Void
    ) throws -> ImportSummary {
        let logger = logger
        let database = try Database(path: databasePath) { error in
            logger.error("a write failed that nobody waits for", metadata: ["cause": "\(error)"])
        }
        defer { database.close() }
        let clock = SystemClock()
        let feed = OpenReferralImport(
            into: database, source: source, vocabularies: try serviceSettings().vocabularies(), clock: clock,
            ids: SystemIDSource(clock: clock))
        return try feed.run(read: read, report: report, progress: progress)
    }
}
