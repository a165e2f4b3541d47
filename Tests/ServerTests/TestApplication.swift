import Dispatch
import HTTP
import Messages
import Server
import Synchronization

/// A small application for the live tests: each path shows one way of answering.
final class TestApplication: Application {
    final class State {}

    private struct Seen {
        var records: [AccessRecord] = []
        var settled = 0
        var waiting: [Exchange] = []
        var lines: [String] = []
    }

    let stream: CountedStream
    private let seen = Mutex(Seen())
    private let lane = DispatchQueue(label: "test.later")
    let started = Counter()
    /// How often a worker has said that it has served all that was at hand.
    var settled: Int { seen.withLock { $0.settled } }
    /// What `/hold` waits at, on its worker: no application may, but so a test has the worker look away for a while.
    let gate = DispatchSemaphore(value: 0)

    private let bodyBytesMax: Int
    private let keepsLines: Bool

    /// Makes an application.
    ///
    /// - Parameters:
    ///   - stream: what `/stream` answers with.
    ///   - bodyBytesMax: how large a body is taken, where the path has no limit of its own.
    ///   - keepsLines: whether ``takeLines()`` is told what was heard.
    init(
        stream: CountedStream = CountedStream(pieces: 3), bodyBytesMax: Int = 1 << 20, keepsLines: Bool = false
    ) {
        self.stream = stream
        self.bodyBytesMax = bodyBytesMax
        self.keepsLines = keepsLines
    }

    /// What was reported as completed so far.
    var records: [AccessRecord] { seen.withLock { $0.records } }
    /// The exchanges of `/wait`, which the test answers by itself.
    var waiting: [Exchange] { seen.withLock { $0.waiting } }

    /// What was heard since the last call: a head, a whole request or a refusal a line, as in a ``Transcript``.
    func takeLines() -> [String] {
        seen.withLock { seen in
            defer { seen.lines = [] }
            return seen.lines
        }
    }

    func makeWorkerState() throws -> State { State() }

    func admit(_ head: RequestHead, from peer: Peer?, _ state: State) -> Admission {
        keep(Transcript.line(head))
        return switch head.path.segment(0) {
        case "refused": .refuse(Response(.unauthorized, contentType: "text/plain", body: Array("no".utf8)))
        case "tiny": .accept(bodyBytesMax: 10)
        default: .accept(bodyBytesMax: bodyBytesMax)
        }
    }

    func respond(to request: Request, _ exchange: Exchange, _ state: State) -> Reply {
        started.add()
        keep(Transcript.line(body: request.body))
        var response = Response(.ok, contentType: "text/plain", body: Array("hello".utf8))
        response.note = request.head.path.segment(0)
        switch request.head.path.segment(0) {
        case "echo", "tiny":
            response.body = .bytes(request.body)
        case "peer":
            response.body = .bytes(Array((request.peer?.address ?? "nil").utf8))
        case "none": return .now(Response(.noContent))
        case "unchanged":
            response.status = .notModified
        case "bytes":
            let count = request.head.path.segment(1).flatMap { Int($0) } ?? 0
            response.body = .bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
        case "stream": response.body = .stream(stream)
        case "close": response.close = true
        case "never": return .later
        case "hold": gate.wait()
        case "wait":
            seen.withLock { $0.waiting.append(exchange) }
            return .later
        case "later":
            lane.async { [response] in
                exchange.reply(response)
                exchange.reply(Response(.internalServerError))
            }
            return .later
        default: break
        }
        return .now(response)
    }

    func completed(_ record: AccessRecord, _ state: State) {
        seen.withLock { $0.records.append(record) }
    }

    func settle(_ state: State) {
        seen.withLock { $0.settled += 1 }
    }

    func rejected(_ rejection: Rejection, of head: RequestHead?) -> Response {
        keep(Transcript.line(rejection))
        return Response(
            rejection.status, contentType: "application/problem+json",
            body: Array("{\"code\":\"\(rejection.code)\"}".utf8))
    }

    private func keep(_ line: @autoclosure () -> String) {
        guard keepsLines else { return }
        let line = line()
        seen.withLock { $0.lines.append(line) }
    }
}
