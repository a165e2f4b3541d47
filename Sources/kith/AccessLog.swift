import Dispatch
import Glibc
import HTTP
import Server
import Synchronization

/// One line a request on standard error: method, route, status, duration and ids; never a name, a value or a query.
///
/// Lines are gathered, and written together by a queue of their own: when enough are there, and whenever `flush` is
/// called. Where nobody reads them the queue waits and nothing else does; what does not fit by then is counted and left
/// out.
final class AccessLog: Sendable {
    /// How many bytes are worth a write.
    private static let flushBytes = 32_768
    /// How many bytes wait to be written at most.
    private static let waitingBytesMax = 1 << 20
    /// How long the last lines have to be written, in seconds.
    private static let finishSeconds = 2

    private struct Waiting {
        var bytes: [UInt8] = []
        var leftOutCount = 0
        var isAsked = false
    }

    private let isOn: Bool
    private let waiting = Mutex(Waiting())
    private let writing = DispatchQueue(label: "kith.access-log")

    /// Makes a log that writes, or one that does nothing.
    init(isOn: Bool) {
        self.isOn = isOn
    }

    /// Adds the line of a request; never waits.
    func write(_ record: AccessRecord) {
        guard isOn else { return }
        let now = time(nil)
        let isFull = waiting.withLock { waiting in
            guard waiting.bytes.count < Self.waitingBytesMax else {
                waiting.leftOutCount += 1
                return false
            }
            Self.append(record, at: now, to: &waiting.bytes)
            return waiting.bytes.count >= Self.flushBytes
        }
        if isFull { flush() }
    }

    /// Has what is gathered written; never waits.
    func flush() {
        let isFirst = waiting.withLock { waiting in
            defer { waiting.isAsked = true }
            return !waiting.isAsked
        }
        if isFirst { writing.async { self.writeOut() } }
    }

    /// Writes what is gathered, as far as somebody takes it in time: the end of the service does not hang on it.
    func finish() {
        let done = DispatchSemaphore(value: 0)
        writing.async {
            self.writeOut()
            done.signal()
        }
        _ = done.wait(timeout: .now() + .seconds(Self.finishSeconds))
    }

    private func writeOut() {
        var gathered = waiting.withLock { waiting in
            defer { waiting = Waiting() }
            return waiting
        }
        if gathered.leftOutCount > 0 {
            gathered.bytes += "\(gathered.leftOutCount) lines were left out here: nobody read them.\n".utf8
        }
        if !gathered.bytes.isEmpty { Terminal.write(gathered.bytes, to: STDERR_FILENO) }
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
