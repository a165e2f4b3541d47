import Glibc
import HTTP
import Server

/// One line a request on standard error: method, route, status, duration and ids; never a name, a value or a query.
final class AccessLog: Sendable {
    /// How many bytes wait to be written at most.
    static let waitingBytesMax = 1 << 20

    private let isOn: Bool

    /// Makes a log that writes, or one that does nothing.
    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// Adds the line of a request; never waits.
    func write(_ record: AccessRecord) {
        guard isOn else { return }
        let now = time(nil)
        StandardError.shared.add(waitingBytesMax: Self.waitingBytesMax) { Self.append(record, at: now, to: &$0) }
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
}
