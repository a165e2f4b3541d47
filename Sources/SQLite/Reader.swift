/// The reads of one thread: those that follow closely on each other share one snapshot of the database.
///
/// Beginning and ending a read transaction takes two system calls and a lock that all connections of the process share,
/// which together cost more than reading a record. So a transaction, once begun, serves the next reads too, until
/// `release`. It is never older than the writer's last commit when a read begins, so whoever was answered by the writer
/// reads what was written; a commit of another process is seen after `sharedMax` at the latest.
public final class Reader {
    /// For how long a snapshot takes further reads, unless said.
    public static let sharedMaxStandard = Duration.milliseconds(1)

    /// What reads.
    public let connection: Connection
    private let commits: CommitCount
    private let sharedMax: Duration
    private var begun: (commits: UInt64, at: ContinuousClock.Instant)?
    private var depth = 0
    private var dataVersion: Int64 = -1
    /// Goes up with each snapshot before which anybody has committed anything: what was read in one generation holds
    /// in all of it.
    public private(set) var generation: UInt64 = 0

    /// Reads with a connection that nothing else uses, of a file that one writer of this process writes.
    ///
    /// - Parameters:
    ///   - commits: that writer's.
    ///   - sharedMax: for how long a snapshot takes further reads: as late may another process's commit be seen.
    public init(_ connection: Connection, _ commits: CommitCount, sharedMax: Duration = sharedMaxStandard) {
        self.connection = connection
        self.commits = commits
        self.sharedMax = sharedMax
    }

    /// Runs the body on one unchanging state of the database.
    ///
    /// A read within a read sees the same state.
    ///
    /// - Throws: what the body throws, and `SQLiteError`.
    public func read<Value>(_ body: () throws -> Value) throws -> Value {
        if depth == 0 { try beginUnlessCurrent() }
        depth += 1
        defer { depth -= 1 }
        do {
            return try body()
        } catch let error as SQLiteError {
            // What went wrong may be the snapshot's own: the next read begins anew.
            if depth == 1 { release() }
            throw error
        }
    }

    /// Ends the snapshot, if one is open, so that the write-ahead log can be emptied past it.
    ///
    /// To be called when no further read is at hand, and before the thread waits for anything.
    public func release() {
        guard begun != nil else { return }
        begun = nil
        // A read has nothing that a failed end could lose.
        connection.rollback()
    }

    private func beginUnlessCurrent() throws {
        // Counted before the snapshot is taken: a commit in between makes it newer than it says, never older.
        let count = commits.value
        let now = ContinuousClock.now
        if let begun {
            if begun.commits == count, now < begun.at + sharedMax { return }
            release()
        }
        try connection.begin(.deferred)
        begun = (count, now)
        // Changes with every commit of another connection, and this one makes none
        // (https://www.sqlite.org/pragma.html#pragma_data_version).
        let version: Int64?
        do {
            version = try connection.one(Self.findDataVersion) { $0.int(0) }
        } catch {
            release()
            throw error
        }
        if version != dataVersion {
            dataVersion = version ?? -1
            generation += 1
        }
    }

    private static let findDataVersion: SQL = "PRAGMA data_version"
}
