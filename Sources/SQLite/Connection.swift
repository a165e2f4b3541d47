internal import CSQLite
internal import CSQLiteIO

/// One connection to a database file, for one thread at a time; it closes when its last reference goes.
///
/// Statements run with `query`, `one` and `run`; transactions are begun by `transaction` and `readTransaction` alone.
public final class Connection {
    /// The file.
    public let path: String
    /// How it was opened.
    public let options: Options

    @usableFromInline let database: OpaquePointer
    @usableFromInline let scratch: UnsafeMutablePointer<Scratch>
    let statements: StatementCache
    /// Whether a transaction of this module is open on this connection.
    var isInTransaction = false

    /// Whether the write-ahead log is to be emptied after the next commit, because it holds what must be gone.
    public var emptiesLog = false

    /// Opens a file, with every safety that SQLite offers on.
    ///
    /// - Throws: `SQLiteError`, for example `.cannotOpen` or `.notADatabase`.
    public init(path: String, options: Options) throws(SQLiteError) {
        Self.process
        let database = try Self.open(path, options)
        self.path = path
        self.options = options
        self.database = database
        scratch = .allocate(capacity: 1)
        scratch.initialize(to: Scratch())
        statements = StatementCache(database)
        try configure()
    }

    /// A database in memory, for comparing schemas and for tools.
    public convenience init(inMemory: Void) throws(SQLiteError) {
        var options = Options(.create)
        options.journal = .asFound
        try self.init(path: ":memory:", options: options)
    }

    deinit {
        scratch.pointee.free()
        scratch.deallocate()
        // Before the connection: a statement must not outlive it.
        statements.close()
        sqlite3_close_v2(database)
    }

    /// The number of rows changed since the connection was opened, by triggers too.
    public var changesTotal: Int64 { sqlite3_total_changes64(database) }

    /// What holds for all of SQLite in this process, and can be said before its first use alone: no statistics, which
    /// are one lock on every allocation; and caches that a commit need not walk through.
    private static let process: Void = {
        _ = kith_sqlite3_config_no_memory_statistics()
        _ = kith_know_cached_pages()
    }()

    private static func open(_ path: String, _ options: Options) throws(SQLiteError) -> OpaquePointer {
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        switch options.access {
        case .read: flags |= SQLITE_OPEN_READONLY
        case .write: flags |= SQLITE_OPEN_READWRITE
        case .create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
        if options.access == .create { FileSystem.createPrivate(path) }
        // A name that begins with "file:" would be read as a URI.
        let name = path.hasPrefix("file:") ? "./" + path : path
        var database: OpaquePointer?
        let result = sqlite3_open_v2(name, &database, flags, options.vfs)
        guard result == SQLITE_OK, let database else {
            let error = SQLiteError.opening(path, database, result)
            sqlite3_close_v2(database)
            throw error
        }
        return database
    }

    private func configure() throws(SQLiteError) {
        // First of all: the pragmas after it may meet a lock.
        sqlite3_busy_timeout(database, options.busyTimeoutMilliseconds)
        for (option, value) in [
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
            (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
            (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, options.keepsLogOnClose ? 1 : 0),
        ] as [(Int32, Int32)] {
            var now: Int32 = -1
            guard kith_sqlite3_db_config_int(database, option, value, &now) == SQLITE_OK, now == value else {
                throw SQLiteError(code: .misuse, message: "this SQLite does not take the setting \(option)")
            }
        }
        try script("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -\(options.cacheKiB)")
        // Once for each page that comes into the cache; a mapped page never does, and would be walked each time.
        if options.mapBytes == 0 { try script("PRAGMA cell_size_check = ON") }
        try script("PRAGMA mmap_size = \(options.mapBytes); PRAGMA synchronous = FULL")
        if options.journal == .writeAheadLog {
            if options.access != .read {
                // Also asked of a file that is in this mode already: the answer proves that it is a database.
                guard try writeAheadLog() == "wal" else {
                    throw SQLiteError(code: .cannotOpen, message: "\(path) cannot keep a write-ahead log")
                }
                try script("PRAGMA wal_autocheckpoint = \(options.walAutocheckpointPages)")
                try script("PRAGMA journal_size_limit = \(Self.journalBytesKept)")
            } else {
                _ = try pragma("schema_version")
            }
        }
        // What is deleted is overwritten, in pages that are freed whole too: FAST would leave those as they were
        // (https://www.sqlite.org/pragma.html#pragma_secure_delete).
        if options.access != .read { try script("PRAGMA secure_delete = ON") }
        if options.access == .read { try script("PRAGMA query_only = ON") }
        if options.mapBytes > 0 {
            let result = kith_keep_mapping(database)
            guard result == SQLITE_OK else { throw SQLiteError(code: ResultCode(rawValue: result), sql: nil) }
        }
    }

    /// Asks for a write-ahead log, again and again while others ask at the same time.
    ///
    /// The change needs the file alone, and SQLite does not call its busy handler for every lock on the way
    /// (https://www.sqlite.org/c3ref/busy_handler.html): two that open a new file at once would refuse each other.
    private func writeAheadLog() throws(SQLiteError) -> String? {
        var waited: Int32 = 0
        while true {
            do throws(SQLiteError) {
                return try pragma("journal_mode = WAL").first
            } catch {
                guard error.isBusy, waited < options.busyTimeoutMilliseconds else { throw error }
                sqlite3_sleep(Self.busyStepMilliseconds)
                waited += Self.busyStepMilliseconds
            }
        }
    }

    private static let busyStepMilliseconds: Int32 = 10

    /// To what size the log is cut when it starts again from its beginning.
    private static let journalBytesKept = 64 * 1024 * 1024

    /// The first column of the rows that a pragma answers.
    func pragma(_ text: String) throws(SQLiteError) -> [String] {
        var values: [String] = []
        try script("PRAGMA " + text) { values.append($0.string(0)) }
        return values
    }
}
