internal import CSQLite

/// When the writer copies the write-ahead log into the file: after the answers are out, so that no answer waits for it.
struct Checkpoints {
    private let pagesWanted: Int
    private let pagesMax: Int
    private let waitMilliseconds: Int32
    private let notice: @Sendable (Writer.Notice) -> Void
    private let pages = LogPages()
    private var lastPages = 0
    private var next: Int

    init(_ options: Writer.Options, _ notice: @escaping @Sendable (Writer.Notice) -> Void) {
        pagesWanted = max(options.checkpointPages, 1)
        pagesMax = max(options.walPagesMax, pagesWanted)
        waitMilliseconds = options.checkpointWaitMilliseconds
        next = pagesWanted
        self.notice = notice
    }

    /// Has the connection tell the length of the log after each of its commits.
    func watch(_ connection: Connection) {
        pages.watch(connection.database)
    }

    /// Checkpoints if the log is long enough by now.
    mutating func run(on connection: Connection) {
        let now = pages.count
        if now < lastPages { next = pagesWanted }
        lastPages = now
        guard now >= next else { return }
        let isForced = now >= pagesMax
        let left = checkpoint(connection, isForced ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE)
        if left == 0, isForced {
            pages.count = 0
            lastPages = 0
            next = pagesWanted
        } else {
            // Where nothing is left, the next commit starts the log again from its beginning, and is seen to have.
            next = now + pagesWanted
            if isForced { notice(.logHeldByReader(pages: now)) }
        }
    }

    /// Empties the log, as far as readers let it.
    mutating func finish(on connection: Connection) {
        if checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE) != 0 {
            notice(.logHeldByReader(pages: pages.count))
        }
    }

    /// - Returns: how many pages of the log are not in the file yet.
    private func checkpoint(_ connection: Connection, _ mode: Int32) -> Int {
        var log: Int32 = 0
        var copied: Int32 = 0
        sqlite3_busy_timeout(connection.database, waitMilliseconds)
        defer { sqlite3_busy_timeout(connection.database, connection.options.busyTimeoutMilliseconds) }
        let result = sqlite3_wal_checkpoint_v2(connection.database, "main", mode, &log, &copied)
        guard result == SQLITE_OK || result & 0xFF == SQLITE_BUSY else {
            notice(.checkpointFailed(SQLiteError.unbound(connection.database, sql: nil)))
            return max(Int(log - copied), 1)
        }
        return result == SQLITE_OK ? Int(log - copied) : max(Int(log - copied), 1)
    }
}
