import Glibc
import JSON

/// A blocking client over a plain socket; every wait ends after `patienceSeconds` at the latest.
final class Client {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let descriptor: Int32
    private let port: UInt16
    private var buffer: [UInt8] = []
    private var start = 0

    init(port: UInt16, patienceSeconds: Int = 20) throws {
        self.port = port
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "socket: \(errno)") }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        var limit = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let reason = errno
            close(descriptor)
            throw Failure(description: "connect: \(reason)")
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Failure(description: "send: \(errno)") }
            sent += count
        }
    }

    /// Says that nothing more will be sent.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Makes the close a reset.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// The text of a request to this server.
    func request(
        _ method: String, _ target: String, token: String? = nil, fields: [String] = [], body: String? = nil
    ) -> String {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)"]
        if let token { lines.append("Authorization: Bearer \(token)") }
        lines += fields
        if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        return (lines + ["", body ?? ""]).joined(separator: "\r\n")
    }

    /// Sends a request and reads its answer.
    func ask(
        _ method: String, _ target: String, token: String? = nil, fields: [String] = [], body: String? = nil
    ) throws -> Answer {
        try send(request(method, target, token: token, fields: fields, body: body))
        guard let answer = try read(isHead: method == "HEAD") else { throw Failure(description: "closed, no answer") }
        return answer
    }

    /// Reads one answer; nil where the server closed before the first byte of one.
    func read(isHead: Bool = false) throws -> Answer? {
        buffer.removeFirst(start)
        start = 0
        guard let end = try position(of: Array("\r\n\r\n".utf8)) else {
            guard start == buffer.count else { throw Failure(description: "closed within a head") }
            return nil
        }
        let lines = String(decoding: buffer[start..<end], as: UTF8.self).split(separator: "\r\n")
        start = end + 4
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Failure(description: "no status line: \(lines)")
        }
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: String(parts.dropFirst().first?.drop { $0 == " " } ?? ""))
        }
        var answer = Answer(status: status, fields: fields, body: [])
        guard !isHead, status >= 200, status != 204, status != 304 else { return answer }
        if answer["transfer-encoding"] == "chunked" {
            answer.body = try readChunks()
        } else if let length = answer["content-length"].flatMap({ Int($0) }) {
            answer.body = try take(length)
        } else {
            throw Failure(description: "an answer without length: \(lines)")
        }
        return answer
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            guard let end = try position(of: [13, 10]) else { throw Failure(description: "closed within a chunk") }
            guard let size = Int(String(decoding: buffer[start..<end], as: UTF8.self), radix: 16) else {
                throw Failure(description: "broken chunk")
            }
            start = end + 2
            body += try take(size)
            guard try take(2) == [13, 10] else { throw Failure(description: "a chunk without its end") }
            if size == 0 { return body }
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while buffer.count - start < count {
            guard try fill() else { throw Failure(description: "closed after \(buffer.count - start) of \(count)") }
        }
        defer { start += count }
        return Array(buffer[start..<start + count])
    }

    /// Where these bytes begin; nil where the stream ends before.
    private func position(of wanted: [UInt8]) throws -> Int? {
        var from = start
        while true {
            while from + wanted.count <= buffer.count {
                if buffer[from] == wanted[0], buffer[from..<from + wanted.count].elementsEqual(wanted) { return from }
                from += 1
            }
            guard try fill() else { return nil }
        }
    }

    /// Reads what has come; false at the end of the stream.
    ///
    /// Positions in the buffer stay as they are.
    private func fill() throws -> Bool {
        try withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { piece in
            while true {
                let count = recv(descriptor, piece.baseAddress, piece.count, 0)
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { throw Failure(description: "recv: \(errno)") }
                buffer += piece[..<count]
                return count > 0
            }
        }
    }
}
