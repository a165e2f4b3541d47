import Glibc
import Server

/// A blocking test client over a plain socket; every wait ends after ten seconds at the latest.
final class Client {
    struct Failure: Error { var what: String }

    let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Makes a client that is not connected yet.
    init(family: Int32, receiveBufferBytes: Int32? = nil) throws {
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(what: "socket: \(errno)") }
        if var size = receiveBufferBytes { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4) }
        var one: Int32 = 1
        if family != AF_UNIX { setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Makes a client and connects it.
    convenience init(_ address: BoundAddress, receiveBufferBytes: Int32? = nil) throws {
        let family =
            switch address {
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            case .unix: AF_UNIX
            }
        try self.init(family: family, receiveBufferBytes: receiveBufferBytes)
        try connect(address)
    }

    func connect(_ address: BoundAddress) throws {
        guard Self.connect(descriptor, address) == 0 else { throw Failure(what: "connect: \(errno)") }
    }

    deinit { close(descriptor) }

    func send(_ text: String, piece: Int = .max) throws { try send(Array(text.utf8), piece: piece) }

    func send(_ bytes: [UInt8], piece: Int = .max) throws {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let part = Array(bytes.prefix(piece))
            let count = Glibc.send(descriptor, part, part.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { throw Failure(what: "send: \(errno)") }
            bytes = bytes.dropFirst(count)
        }
    }

    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Whether something of the server's is there to be read, or comes within a time.
    func hasInput(withinMilliseconds limit: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, limit) > 0
    }

    /// Makes the close a reset.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Reads one answer; nil where the server closed before the first byte of one.
    func read(isHead: Bool = false) throws -> ClientResponse? {
        guard let end = try fill(until: { Self.find("\r\n\r\n", in: $0) }) else {
            guard buffer.isEmpty else { throw Failure(what: "closed within a head") }
            return nil
        }
        let head = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeFirst(end + 4)
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Failure(what: "no status line: \(head)")
        }
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: String(parts.dropFirst().first?.drop { $0 == " " } ?? ""))
        }
        var response = ClientResponse(status: status, fields: fields, body: [])
        guard !isHead, status >= 200, status != 204, status != 304 else { return response }
        if response.field("Transfer-Encoding") == "chunked" {
            response.body = try readChunks()
        } else if let length = response.field("Content-Length").flatMap({ Int($0) }) {
            response.body = try take(length)
        } else {
            _ = try fill { _ in nil }
            response.body = buffer
            buffer = []
        }
        return response
    }

    /// Reads a small answer in one piece and keeps nothing of it.
    func readStatus() -> Int? {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { piece in
            let count = recv(descriptor, piece.baseAddress, piece.count, 0)
            guard count > 12 else { return nil }
            return Int(String(decoding: piece[9..<12], as: UTF8.self))
        }
    }

    /// Reads answers until the server closes.
    func readAll(isHead: Bool = false) throws -> [ClientResponse] {
        var responses: [ClientResponse] = []
        while let response = try read(isHead: isHead) { responses.append(response) }
        return responses
    }

    /// Reads so many bytes as they come.
    func take(_ count: Int) throws -> [UInt8] {
        guard try fill(until: { $0.count >= count ? count : nil }) != nil else {
            throw Failure(what: "closed after \(buffer.count) of \(count) bytes")
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    /// Whether the server has closed, without sending another byte.
    func isClosedByServer() throws -> Bool {
        try fill { $0.isEmpty ? nil : 0 } == nil && buffer.isEmpty
    }

    private func readChunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            guard let end = try fill(until: { Self.find("\r\n", in: $0) }),
                let size = Int(String(decoding: buffer[..<end], as: UTF8.self), radix: 16)
            else { throw Failure(what: "broken chunk") }
            buffer.removeFirst(end + 2)
            body += try take(size)
            guard try take(2) == [13, 10] else { throw Failure(what: "chunk without its end") }
            if size == 0 { return body }
        }
    }

    /// Reads until `found` finds what it looks for; nil at the end of the stream.
    private func fill(until found: ([UInt8]) -> Int?) throws -> Int? {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let position = found(buffer) { return position }
            let count = recv(descriptor, &piece, piece.count, 0)
            if count == 0 { return nil }
            guard count > 0 else { throw Failure(what: "recv: \(errno)") }
            buffer += piece[..<count]
        }
    }

    private static func find(_ text: String, in bytes: [UInt8]) -> Int? {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        return (0...bytes.count - wanted.count).first {
            bytes[$0] == wanted[0] && Array(bytes[$0..<$0 + wanted.count]) == wanted
        }
    }

    private static func connect(_ descriptor: Int32, _ address: BoundAddress) -> Int32 {
        switch address {
        case .ipv4(let host, let port):
            var inet = sockaddr_in()
            inet.sin_family = sa_family_t(AF_INET)
            inet.sin_port = port.bigEndian
            inet_pton(AF_INET, host, &inet.sin_addr)
            return connect(descriptor, &inet)
        case .ipv6(let host, let port):
            var inet = sockaddr_in6()
            inet.sin6_family = sa_family_t(AF_INET6)
            inet.sin6_port = port.bigEndian
            inet_pton(AF_INET6, host, &inet.sin6_addr)
            return connect(descriptor, &inet)
        case .unix(let path):
            var local = sockaddr_un()
            local.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &local.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
            return connect(descriptor, &local)
        }
    }

    private static func connect<T>(_ descriptor: Int32, _ address: inout T) -> Int32 {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<T>.size))
            }
        }
    }
}
