import Dispatch
import Glibc
import Synchronization

/// Standard error of a program that must not wait for whoever reads it.
///
/// Lines are gathered, and written together by a queue of their own. Where nobody reads them the queue waits and
/// nothing else does; what does not fit by then is counted and left out.
final class StandardError: Sendable {
    /// The process's own.
    static let shared = StandardError()

    /// How many bytes are worth a write.
    private static let flushBytes = 32_768
    /// How long the last lines have to be written, in seconds.
    private static let finishSeconds = 2

    private struct Waiting {
        var bytes: [UInt8] = []
        var leftOutCount = 0
        var isAsked = false
    }

    private let waiting = Mutex(Waiting())
    private let writing = DispatchQueue(label: "kith.standard-error")

    /// Adds a line; never waits.
    ///
    /// - Parameters:
    ///   - waitingBytesMax: Beyond how many bytes that wait it is left out.
    ///   - append: Writes the line, with its end.
    func add(waitingBytesMax: Int, _ append: (inout [UInt8]) -> Void) {
        let isFull = waiting.withLock { waiting in
            guard waiting.bytes.count < waitingBytesMax else {
                waiting.leftOutCount += 1
                return false
            }
            append(&waiting.bytes)
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

    /// Writes what is gathered, as far as somebody takes it in time: the end of the process does not hang on it.
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
}
