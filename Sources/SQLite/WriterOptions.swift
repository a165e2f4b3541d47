extension Writer {
    /// The bounds of a writer.
    public struct Options: Sendable {
        /// How many works may wait before further ones are refused as busy.
        public var pendingMax = 4096
        /// How many works share a commit at most.
        public var batchMax = 512
        /// After how long a batch takes no further work and is committed, in milliseconds.
        public var batchMillisecondsMax = 100
        /// After how many pages in the write-ahead log they are copied into the file; 16,000 pages are 64 MB.
        ///
        /// The longer the log, the more of its pages are later states of one page, of which only the last is copied.
        public var checkpointPages = 16_000
        /// Whether most of the log is copied beside the writer, on a queue and with a connection of its own.
        public var copiesBeside = true
        /// Beyond how many pages the log is emptied by force, after waiting for readers; 64,000 pages are 250 MB.
        public var walPagesMax = 64_000
        /// How long an emptying by force waits for readers, in milliseconds.
        public var checkpointWaitMilliseconds: Int32 = 250
        /// How long a log that could not be emptied is left alone before it is tried again, in milliseconds.
        public var emptyingPauseMilliseconds = 5000
        /// How the file is opened; SQLite's own checkpoints are always off, for the writer makes them.
        ///
        /// The cache holds what is written again and again: the ends of tables, and the indexes of a council's cases.
        public var connection = {
            var options = Connection.Options(.create)
            options.cacheKiB = 32 * 1024
            return options
        }()

        /// The usual bounds.
        public init() {}
    }

    /// What the writer tells beside the completions; each is called on the writer's queue and must be quick.
    public struct Hooks: Sendable {
        /// Behind the works of a transaction and before its commit: the place for what they leave to be written.
        ///
        /// Where it throws, none of them is committed; where that was no fault of the storage, each of them is tried
        /// again by itself.
        public var finishing: @Sendable (Connection) throws(SQLiteError) -> Void = { _ in }
        /// After a transaction could not be begun or was not committed, and before its works are told.
        public var failed: @Sendable (SQLiteError) -> Void = { _ in }
        /// After a commit is on disk and before its first completion: the place to bump versions of caches.
        public var committed: @Sendable (_ works: Int) -> Void = { _ in }
        /// After the last completion of a batch: the place to wake each waiting worker once.
        public var answered: @Sendable () -> Void = {}
        /// Something for the operator.
        public var notice: @Sendable (Notice) -> Void = { _ in }

        /// Hooks that do nothing.
        public init() {}
    }

    /// Something for the operator.
    public enum Notice: Sendable, Equatable {
        /// A reader keeps the write-ahead log from being emptied; it has so many pages by now.
        case logHeldByReader(pages: Int)
        /// A checkpoint failed; the log keeps everything, and the next one tries again.
        case checkpointFailed(SQLiteError)
        /// A whole batch was not committed.
        case batchFailed(SQLiteError)
        /// The connection was opened afresh after faults of the storage.
        case reopened
    }
}
