import Dispatch
import HTTP
import Synchronization

@testable import KithService

/// A service whose writer is kept waiting, so that what is sent in the meantime shares one transaction.
final class Held {
    /// An answer that comes when it comes.
    final class Late: Sendable {
        private let done = DispatchSemaphore(value: 0)
        private let response = Mutex<Response?>(nil)

        func answer(_ response: Response) {
            self.response.withLock { $0 = response }
            done.signal()
        }

        func wait() -> Response? {
            done.wait()
            return response.withLock { $0 }
        }
    }

    private let test: TestService
    private let context: WorkerContext
    private let gate = DispatchSemaphore(value: 0)

    init(_ test: TestService) throws {
        self.test = test
        context = try test.service.makeContext()
        let (gate, begun) = (gate, DispatchSemaphore(value: 0))
        test.service.database.writeAside { _ in
            begun.signal()
            gate.wait()
        }
        begun.wait()
    }

    /// Sends a request, and does not wait.
    func send(_ method: HTTP.Method, _ target: String, _ body: String, _ token: String) throws -> Late {
        var fields = HTTP.Fields()
        fields.append("Authorization", "Bearer \(token)")
        fields.append("Content-Type", "application/json")
        let late = Late()
        let request = Request(
            head: try RequestHead(method: method, target: target, fields: fields), body: Array(body.utf8))
        if let now = test.service.respond(to: request, context, later: { late.answer($0) }) { late.answer(now) }
        test.service.settle(context)
        return late
    }

    func release() { gate.signal() }
}
