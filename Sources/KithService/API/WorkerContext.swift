internal import JSON
internal import SQLite

/// What one worker of the server keeps for itself: its reader of the database and its buffer for JSON.
public final class WorkerContext {
    let reader: Reader
    let renderings: WorkerRenderings
    var writer = JSONWriter(capacityBytes: 64 * 1024)

    /// The tokens that were looked up.
    var knownTokens = KnownTokens()

    /// How large the buffer stays between requests, in bytes.
    static let bufferBytesMax = 1 << 20

    /// The times that authentication compares with, as text, made once a second.
    private var times = (second: Int64.min, now: "", stale: "")

    init(_ reader: Reader, _ renderings: Renderings) {
        self.reader = reader
        self.renderings = WorkerRenderings(renderings, reader)
    }

    /// A time as it is stored, to the second, and what was so long before.
    func texts(of now: Instant, before seconds: Int64 = Authentication.lastUseSeconds) -> (now: String, stale: String) {
        if times.second != now.seconds {
            let stale = now.adding(seconds: -seconds).wholeSecond.canonical
            times = (now.seconds, now.wholeSecond.canonical, stale)
        }
        return (times.now, times.stale)
    }
}
