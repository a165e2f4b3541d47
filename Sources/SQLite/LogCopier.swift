internal import CSQLite
internal import Dispatch
internal import Synchronization

/// Copies the write-ahead log into the file on a queue of its own, while the writer goes on.
///
/// `@unchecked Sendable`: the connection is touched on the queue alone.
final class LogCopier: @unchecked Sendable {
    private let path: String
    private let options: Connection.Options
    private let queue = DispatchQueue(label: "kith.log-copier", qos: .utility)
    /// How many pages of the log had been copied when the last copying ended; negative while one is under way.
    private let copiedPages = Atomic(0)
    private var connection: Connection?

    /// Copies the log of a file; it is opened beforehand by `open`.
    init(path: String, options: Connection.Options) {
        self.path = path
        var options = options
        options.walAutocheckpointPages = 0
        options.cacheKiB = Self.cacheKiB
        self.options = options
    }

    /// Copying goes past the page cache.
    private static let cacheKiB = 256

    /// How many pages of the log what was started has copied; nil where it has not ended.
    var copied: Int? {
        let copied = copiedPages.load(ordering: .acquiring)
        return copied < 0 ? nil : copied
    }

    /// Opens the file, so that whoever counts descriptors finds as many at the first copy as before it.
    func open() {
        queue.sync { if connection == nil { connection = try? Connection(path: path, options: options) } }
    }

    /// Begins to copy what is in the log by now.
    func start() {
        copiedPages.store(-1, ordering: .relaxed)
        queue.async { self.copiedPages.store(self.copy(), ordering: .releasing) }
    }

    /// Waits until the copying has ended.
    func wait() {
        queue.sync {}
    }

    /// Waits until the copying has ended, and closes the file.
    func stop() {
        queue.sync { connection = nil }
    }

    /// What goes wrong here is met and told by the writer, who copies what is left.
    ///
    /// - Returns: how many pages of the log have been copied.
    private func copy() -> Int {
        if connection == nil { connection = try? Connection(path: path, options: options) }
        guard let connection else { return 0 }
        var copied: Int32 = 0
        let result = sqlite3_wal_checkpoint_v2(connection.database, "main", SQLITE_CHECKPOINT_PASSIVE, nil, &copied)
        if result != SQLITE_OK { self.connection = nil }
        return max(Int(copied), 0)
    }
}
