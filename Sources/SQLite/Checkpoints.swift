internal import CSQLite

/// When the write-ahead log is copied into the file, and by whom.
///
/// Most of it is copied beside the writer, by a connection of its own, so that no commit waits for it. What has come in
/// meanwhile is then copied by the writer between two batches: only while nobody appends can the log be done with, and
/// the next commit begin it anew.
struct Checkpoints {
    private let pagesWanted: Int
    private let pagesMax: Int
    /// How many pages the writer copies by itself, once the others have been copied.
    private let pagesLeftMax: Int
    private let waitMilliseconds: Int32
    private let pause: Duration
    private let notice: @Sendable (Writer.Notice) -> Void
    private let pages = LogPages()
    private let copier: LogCopier?
    private var isCopying = false
    private var lastCopied = 0
    private var lastPages = 0
    private var next: Int
    /// Before when a log that could not be emptied is not tried again: each try keeps the writer from its work.
    private var pausedUntil: ContinuousClock.Instant?

    init(_ path: String, _ options: Writer.Options, _ notice: @escaping @Sendable (Writer.Notice) -> Void) {
        pagesWanted = max(options.checkpointPages, 1)
        pagesLeftMax = pagesWanted / 256
        pagesMax = max(options.walPagesMax, pagesWanted)
        waitMilliseconds = options.checkpointWaitMilliseconds
        pause = .milliseconds(options.emptyingPauseMilliseconds)
        next = pagesWanted
        copier = options.copiesBeside ? LogCopier(path: path, options: options.connection) : nil
        self.notice = notice
    }

    /// Has the connection tell the length of the log after each of its commits.
    func watch(_ connection: Connection) {
        pages.watch(connection.database)
        copier?.open()
    }

    /// Checkpoints if the log is long enough by now.
    mutating func run(on connection: Connection) {
        let now = pages.count
        if now < lastPages { next = pagesWanted }
        lastPages = now
        let empties = connection.emptiesLog && pausedUntil.map { ContinuousClock.now >= $0 } ?? true
        guard now >= next || empties else { return }
        let isForced = now >= pagesMax || empties
        if let copier, !isForced {
            guard isCopying else {
                isCopying = true
                return copier.start()
            }
            guard let copied = copier.copied else { return }
            // Again, as long as the writer would still be kept from its work for long.
            if now - copied > pagesLeftMax, copied > lastCopied {
                lastCopied = copied
                return copier.start()
            }
        }
        // Two cannot copy at once; beyond the limit the writer waits.
        if isForced { copier?.wait() }
        isCopying = false
        lastCopied = 0
        let left = checkpoint(connection, isForced ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE)
        if left == 0, isForced {
            connection.emptiesLog = false
            pausedUntil = nil
            pages.count = 0
            lastPages = 0
            next = pagesWanted
        } else {
            // Where nothing is left, the next commit starts the log again from its beginning, and is seen to have.
            next = now + pagesWanted
            guard isForced else { return }
            if empties { pausedUntil = .now + pause }
            if left != nil { notice(.logHeldByReader(pages: now)) }
        }
    }

    /// Empties the log, as far as readers let it.
    mutating func finish(on connection: Connection) {
        copier?.stop()
        if let left = checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE), left > 0 {
            notice(.logHeldByReader(pages: pages.count))
        }
    }

    /// - Returns: how many pages of the log are not in the file yet; nil where the disk failed, of which it tells.
    private func checkpoint(_ connection: Connection, _ mode: Int32) -> Int? {
        var log: Int32 = 0
        var copied: Int32 = 0
        sqlite3_busy_timeout(connection.database, waitMilliseconds)
        defer { sqlite3_busy_timeout(connection.database, connection.options.busyTimeoutMilliseconds) }
        let result = sqlite3_wal_checkpoint_v2(connection.database, "main", mode, &log, &copied)
        guard result == SQLITE_OK || result & 0xFF == SQLITE_BUSY else {
            notice(.checkpointFailed(SQLiteError.unbound(connection.database, sql: nil)))
            return nil
        }
        return result == SQLITE_OK ? Int(log - copied) : max(Int(log - copied), 1)
    }
}
