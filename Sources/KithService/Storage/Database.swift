internal import Glibc
internal import SQLite

/// The database of a service: one writer, and as many readers as there are workers.
public final class Database: Sendable {
    private let path: String
    private let writer: Writer
    private let options: Writer.Options
    private let onFailure: @Sendable (any Error) -> Void

    /// Opens a database whose schema is up to date.
    ///
    /// - Parameters:
    ///   - path: The database file.
    ///   - onFailure: Told of a failure of writes for which nobody waits.
    /// - Throws: `SQLiteError`.
    init(
        path: String, options: Writer.Options = Writer.Options(), onFailure: @escaping @Sendable (any Error) -> Void
    ) throws {
        self.path = path
        self.onFailure = onFailure
        self.options = options
        writer = try Writer(path: path, options: options)
    }

    /// Opens a reader, for one thread.
    func makeReader() throws -> Connection {
        try Connection(path: path, options: .reader)
    }

    /// Hands a work to the writer.
    ///
    /// - Parameter completion: Called on the writer's queue, after the commit or the failure.
    /// - Throws: `WriterError.busy` or `.stopped`, and then nothing is ever called.
    func write<Value: Sendable>(
        _ clock: any Clock, _ ids: any IDSource, _ work: @escaping @Sendable (WriteTransaction) throws -> Value,
        completion: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) throws {
        try writer.submit(
            { try work(WriteTransaction(db: $0, now: clock.now(), ids: ids)) }, completion: completion)
    }

    /// Does a work and waits for its commit: for commands and tests, never on a worker.
    func perform<Value: Sendable>(
        _ clock: any Clock, _ ids: any IDSource, _ work: @escaping @Sendable (WriteTransaction) throws -> Value
    ) throws -> Value {
        try writer.perform { try work(WriteTransaction(db: $0, now: clock.now(), ids: ids)) }
    }

    /// Hands the writer a small work that nobody waits for; where it is too busy, the work is left undone.
    func writeAside(_ work: @escaping @Sendable (Connection) throws -> Void) {
        do {
            try writer.submit(work) { [onFailure] result in
                if case .failure(let error) = result { onFailure(error) }
            }
        } catch {
            onFailure(error)
        }
    }

    /// How much room the disk must have for `/ready` to say so, in bytes.
    static let freeBytesMin = 64 << 20

    /// How much room the database's disk has, in bytes; nil where the system does not say.
    func freeBytes() -> Int? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int(facts.f_bavail) * Int(facts.f_frsize)
    }

    /// Whether the writer still takes work.
    func takesWrites() -> Bool {
        writer.pendingCount < options.pendingMax
    }

    /// A key of 32 random bytes, made when it is first asked for.
    func secret(_ name: String) throws -> [UInt8] {
        let fresh = try Digest.random(Digest.byteCount)
        return try writer.perform { db in
            try db.run("INSERT INTO secrets (name, key) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name, fresh)
            let stored = try db.one("SELECT key FROM secrets WHERE name = $1", name) { Array($0.blob(0)) }
            return stored ?? fresh
        }
    }

    /// Finishes what waits, empties the write-ahead log and closes the file.
    public func close() {
        writer.stop()
    }
}
