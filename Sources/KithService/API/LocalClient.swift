internal import Dispatch
internal import HTTP
internal import Synchronization

/// Asks a service from within the process, as a client would over a socket: the same parser, the same pipeline.
struct LocalClient {
    private let service: Service
    private let context: WorkerContext

    /// Makes a client with a worker's context of its own.
    ///
    /// - Throws: `SQLiteError` where the database cannot be opened.
    init(_ service: Service) throws {
        self.service = service
        context = try service.makeContext()
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Parameters:
    ///   - fields: Field lines beside `Host` and `Content-Length`, as they are sent.
    ///   - peer: From where it is to come; from this machine unless said.
    /// - Throws: `Rejection` where the message is no request.
    func ask(_ method: String, _ target: String, fields: [String] = [], body: [UInt8] = [], peer: Peer? = nil) throws
        -> Response
    {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: localhost"] + fields + ["Content-Length: \(body.count)"]
        var request = try Self.parse(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        request.peer = peer
        let done = DispatchSemaphore(value: 0)
        let late = Mutex<Response?>(nil)
        let now = service.respond(to: request, context) { response in
            late.withLock { $0 = response }
            done.signal()
        }
        service.settle(context)
        if let now { return now }
        done.wait()
        return late.withLock { $0 } ?? Response(.internalServerError)
    }

    /// The request that a message is.
    private static func parse(_ message: [UInt8]) throws -> Request {
        var parser = RequestParser(limits: Limits())
        return try message.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while true {
                let (taken, event) = parser.consume(UnsafeRawBufferPointer(rebasing: rest))
                rest = rest.dropFirst(taken)
                switch event {
                case .head: if let refusal = parser.acceptBody(bytesMax: bytes.count) { throw refusal }
                case .request(let request): return request
                case .reject(let rejection): throw rejection
                case .needMore: throw Rejection(.badRequest, "incomplete", "The message is not whole.")
                }
            }
        }
    }
}
