internal import JSON
internal import SQLite

/// The import of a feed of Open Referral UK: reads it piece by piece, in constant memory, and tells what became of each
/// record.
///
/// A record that cannot be taken stops nothing. A second run of the same feed writes nothing.
public struct OpenReferralImport: Sendable {
    /// What a feed is called where nobody says.
    public static let sourceStandard = "open-referral"
    /// How many records go into one transaction, and of how many bytes about.
    static let batchCount = 200
    static let batchBytesMax = 8 << 20
    /// The longest record, in bytes.
    static let recordBytesMax = 4 << 20
    /// How many bytes are asked for at a time.
    static let chunkBytes = 64 << 10
    /// The members that hold the records of a page, in v1 and in v3.
    static let pageMembers = ["content", "contents"]

    private let database: Database
    private let source: String
    private let vocabularies: Vocabularies
    private let clock: any Clock
    private let ids: any IDSource

    /// How far an import is.
    public struct Progress: Sendable, Hashable {
        /// How many bytes have been read.
        public let bytesRead: Int
        /// How many records have been dealt with.
        public let records: Int
    }

    /// Prepares an import.
    ///
    /// - Parameters:
    ///   - database: Where to.
    ///   - source: What the feed is called: a record is only ever changed from the source that it came from.
    init(
        into database: Database, source: String = sourceStandard, vocabularies: Vocabularies, clock: any Clock,
        ids: any IDSource
    ) {
        self.database = database
        self.source = source
        self.vocabularies = vocabularies
        self.clock = clock
        self.ids = ids
    }

    /// Imports a feed.
    ///
    /// - Parameters:
    ///   - read: Gives the next bytes of the feed, about as many as it is asked for, and none at its end.
    ///   - report: Told of each record, in their order, after it is in the database.
    ///   - progress: Told how far the import is, from time to time.
    /// - Returns: What became of the feed as a whole.
    /// - Throws: `ImportError` where the input is no feed; `SQLiteError` where the database fails; what `read` and
    ///   `report` throw. Records that were reported of stay in the database.
    public func run(
        read: (Int) throws -> [UInt8], report: (ImportEntry) throws -> Void, progress: (Progress) -> Void = { _ in }
    ) throws -> ImportSummary {
        try database.perform(clock, ids) { transaction in
            try ImportStore.begin(transaction.db)
            let entry = AuditEntry(command: "kith import open-referral", subjects: [], transaction)
            try AuditStore.append([entry], transaction.db)
        }
        var splitter = JSONSplitter(pageMembers: Self.pageMembers, elementBytesMax: Self.recordBytesMax)
        var opening = FeedOpening()
        var summary = ImportSummary()
        var batch: [Prepared] = []
        var batchBytes = 0
        var hasServices = false
        func add(_ piece: FeedPiece) throws {
            batch.append(prepare(piece))
            batchBytes += piece.byteCount
            if batch.count >= Self.batchCount || batchBytes >= Self.batchBytesMax { try flush() }
        }
        func flush() throws {
            for (prepared, entry) in zip(batch, try take(batch)) {
                hasServices = hasServices || prepared.looksLikeOne
                summary.count(entry)
                if entry.outcome != .refused { summary.count(leftOut: prepared.record?.leftOut ?? []) }
                try report(entry)
            }
            (batch, batchBytes) = ([], 0)
            progress(Progress(bytesRead: summary.bytesRead, records: summary.records))
        }
        while true {
            let bytes = try read(Self.chunkBytes)
            if bytes.isEmpty { break }
            try splitter.feed(try opening.check(bytes)) { try add(FeedPiece($0)) }
            summary.bytesRead += bytes.count
        }
        try opening.finish()
        for piece in splitter.finish() { try add(FeedPiece(piece)) }
        try flush()
        try database.perform(clock, ids) { try ImportStore.end($0.db) }
        guard hasServices || summary.records == 0 else { throw ImportError.noServices }
        return summary
    }

    /// One piece of the feed, read, before anything is written.
    private struct Prepared: Sendable {
        let piece: FeedPiece
        let record: OpenReferralRecord?
        /// Why there is no record.
        let reason: String?
        var looksLikeOne = false
    }

    private func prepare(_ piece: FeedPiece) -> Prepared {
        switch piece.reading() {
        case .failure(let unreadable):
            return Prepared(piece: piece, record: nil, reason: unreadable.reason)
        case .success(let object):
            let record = OpenReferralRecord(
                object, source: source, today: clock.now().dateInUTC, vocabularies: vocabularies)
            return Prepared(
                piece: piece, record: record, reason: nil, looksLikeOne: OpenReferralRecord.looksLikeOne(object))
        }
    }

    /// Takes some records in one transaction, each so that it can fail alone.
    private func take(_ batch: [Prepared]) throws -> [ImportEntry] {
        guard !batch.isEmpty else { return [] }
        let source = source
        return try database.perform(clock, ids) { transaction in
            try batch.map { prepared in
                guard let record = prepared.record else {
                    return prepared.piece.entry(.refused, reason: prepared.reason)
                }
                let outcome: ImportStore.Outcome
                switch record.verdict {
                case .refused(let reason): outcome = .refused(reason)
                case .asset(let id, let draft): outcome = try Self.take(id, draft, source: source, transaction)
                }
                return switch outcome {
                case .added: prepared.piece.entry(.added, record)
                case .changed: prepared.piece.entry(.changed, record)
                case .unchanged: prepared.piece.entry(.unchanged, record)
                case .refused(let reason): prepared.piece.entry(.refused, record, reason: reason)
                }
            }
        }
    }

    /// Writes one record, undone alone where it breaks a rule of the database.
    private static func take(
        _ id: ID, _ draft: Draft<Asset>, source: String, _ transaction: WriteTransaction
    ) throws -> ImportStore.Outcome {
        do {
            return try transaction.db.savepoint {
                try ImportStore.take(id, draft, source: source, transaction)
            }
        } catch AppError.invalid(let faults) {
            return .refused(faults.map { "\($0.pointer): \($0.detail)" }.joined(separator: " "))
        } catch let error as SQLiteError where error.isConstraint {
            return .refused("breaks a rule of the database: \(error.message)")
        }
    }
}
