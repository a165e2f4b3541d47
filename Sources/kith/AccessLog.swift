import Glibc
import HTTP
import Server
import Synchronization

/// One line a request on standard error: method, route, status, duration and ids; never a name, a value or a query.
///
/// Lines are gathered and written together: when enough are there, and whenever `flush` is called.
final class AccessLog: Sendable {
    private static let bytesMax = 32_768

    private let isOn: Bool
    private let lines = Mutex<[UInt8]>([])

    /// Makes a log that writes, or one that does nothing.
    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// Adds the line of a request.
    func write(_ record: AccessRecord) {
        guard isOn else { return }
        let line =
            "\(time(nil)) \(record.method?.rawValue ?? "-") \(record.note ?? "- - -") "
            + "\(record.status.map { String($0.code) } ?? "-") \(record.durationNanoseconds / 1000)us "
            + "\(record.responseBytes)B\(record.isComplete ? "" : " cut")\n"
        let isFull = lines.withLock { lines in
            lines += line.utf8
            return lines.count >= Self.bytesMax
        }
        if isFull { flush() }
    }

    /// Writes what is gathered.
    func flush() {
        let gathered = lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
        if !gathered.isEmpty { Terminal.write(gathered, to: STDERR_FILENO) }
    }
}
