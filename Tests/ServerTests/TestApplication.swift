import Dispatch
import HTTP
import Server
import Synchronization

/// A small application for the live tests: each path shows one way of answering.
final class TestApplication: Application {
    final class State {}

    private struct Seen {
        var records: [AccessRecord] = []
        var settled = 0
        var waiting: [Exchange] = []
    }

    let stream: CountedStream
    private let seen = Mutex(Seen())
    private let lane = DispatchQueue(label: "test.later")
    let started = Counter()
    /// How often a worker has said that it has served all that was at hand.
    var settled: Int { seen.withLock { $0.settled } }
    /// What `/hold` waits at, on its worker: no application may, but so a test has the worker look away for a while.
    let gate = DispatchSemaphore(value: 0)

    init(stream: CountedStream = CountedStream(pieces: 3)) { self.stream = stream }

    /// What was reported as completed so far.
    var records: [AccessRecord] { seen.withLock { $0.records } }
    /// The exchanges of `/wait`, which the test answers by itself.
    var waiting: [Exchange] { seen.withLock { $0.waiting } }

    func makeWorkerState() throws -> State { State() }

    func admit(_ head: RequestHead, from peer: Peer?, _ state: State) -> Admission {
        switch head.path.segment(0) {
        case "refused": .refuse(Response(.unauthorized, contentType: "text/plain", body: Array("no".utf8)))
        case "tiny": .accept(bodyBytesMax: 10)
        default: .accept(bodyBytesMax: 1 << 20)
        }
    }

    func respond(to request: Request, _ exchange: Exchange, _ state: State) -> Reply {
        started.add()
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

    func rejected(_ rejection: Rejection) -> Response {
        Response(
            rejection.status, contentType: "application/problem+json",
            body: Array("{\"code\":\"\(rejection.code)\"}".utf8))
    }
}
