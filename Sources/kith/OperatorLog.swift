import Glibc
import Logging

/// What the service tells its operator, a line an event on standard error: the time (UTC), how grave it is, its facts
/// by name, and the words.
struct OperatorLog: LogHandler {
    /// How many bytes wait to be written at most: more than lines of requests may, which so never take its room.
    private static let waitingBytesMax = AccessLog.waitingBytesMax + (256 << 10)

    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    /// Makes a log of events that are at least so grave.
    init(label: String, _ logLevel: Logger.Level) {
        self.label = label
        self.logLevel = logLevel
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        var line = "\(Self.now()) \(event.level) \(label):"
        for (name, value) in facts { line += " \(name)=\(value)" }
        if let error = event.error { line += " error=\(error)" }
        line += " \(event.message)"
        StandardError.shared.add(waitingBytesMax: Self.waitingBytesMax) { bytes in
            // Whatever a text holds, an event is a line.
            bytes += line.utf8.lazy.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 }
            bytes.append(UInt8(ascii: "\n"))
        }
        StandardError.shared.flush()
    }

    private static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { text in
            let count = strftime(text.baseAddress, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
            return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
