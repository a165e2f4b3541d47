internal import JSON
internal import SQLite

/// What one worker of the server keeps for itself: its reader of the database and its buffer for JSON.
public final class WorkerContext {
    let db: Connection
    var writer = JSONWriter(capacityBytes: 64 * 1024)

    /// How large the buffer stays between requests, in bytes.
    static let bufferBytesMax = 1 << 20

    init(db: Connection) {
        self.db = db
    }
}
