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
        let now = time(nil)
        let isFull = lines.withLock { lines in
            Self.append(record, at: now, to: &lines)
            return lines.count >= Self.bytesMax
        }
        if isFull { flush() }
    }

    private static func append(_ record: AccessRecord, at now: Int, to line: inout [UInt8]) {
        line += String(now).utf8
        line.append(space)
        line += (record.method?.rawValue ?? "-").utf8
        line.append(space)
        line += (record.note ?? "- - -").utf8
        line.append(space)
        line += (record.status.map { String($0.code) } ?? "-").utf8
        line.append(space)
        line += String(record.durationNanoseconds / 1000).utf8
        line += "us ".utf8
        line += String(record.responseBytes).utf8
        line += record.isComplete ? "B\n".utf8 : "B cut\n".utf8
    }

    private static let space = UInt8(ascii: " ")

    /// Writes what is gathered.
    func flush() {
        let gathered = lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
        if !gathered.isEmpty { Terminal.write(gathered, to: STDERR_FILENO) }
    }
}
