/// Writes answers as they go over the wire (RFC 9112), with one framing each.
public enum ResponseSerializer {
    /// What the connection has to do behind the bytes that were written.
    public struct Rest: Sendable {
        /// The content that is still to come, or nil where all is written.
        public var stream: (any BodyStream)?
        /// Whether the stream's pieces go out as chunks; else they go out bare, and the close ends them.
        public var isChunked: Bool
        /// Whether the connection is to be closed when all is sent.
        public var closes: Bool
    }

    /// The interim answer to `Expect: 100-continue`; never sent to HTTP/1.0.
    public static let continueBytes = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Appends an answer: its head, and its content where that is bytes.
    ///
    /// To HEAD it writes exactly what GET would bring, without the content. 204 and 304 have no content and no framing.
    /// A stream that is not wanted is cancelled here.
    ///
    /// - Parameters:
    ///   - response: the answer.
    ///   - out: where the bytes go, behind what is there.
    ///   - method: what was asked; nil where no request could be read.
    ///   - minorVersion: the client's; to 0 there are no chunks.
    ///   - keepAlive: whether the connection may live on, by the request and by the server.
    ///   - date: the instant as `HTTPDate` writes it, made once a second.
    public static func append(
        _ response: Response, to out: inout [UInt8], method: Method?, minorVersion: Int, keepAlive: Bool, date: [UInt8]
    ) -> Rest {
        var rest = Rest(stream: nil, isChunked: false, closes: response.close || !keepAlive)
        var content: [UInt8] = []
        var length: Int?
        switch response.body {
        case .none: length = 0
        case .bytes(let bytes):
            content = bytes
            length = bytes.count
        case .stream(let stream):
            rest.stream = stream
            rest.isChunked = minorVersion > 0
            // Without chunks and without a length only the close says where the content ends.
            if !rest.isChunked, !response.status.hasNoContent { rest.closes = true }
        }
        reserve(&out, response.fields.bytes.count + content.count + 200)
        out.append(contentsOf: StatusLine.bytes(response.status))
        append("Date: ", date, to: &out)
        out.append(contentsOf: response.fields.bytes)
        if !response.status.hasNoContent {
            if let length {
                append("Content-Length: ", to: &out)
                append(decimal: length, to: &out)
                append("\r\n", to: &out)
            } else if rest.isChunked {
                append("Transfer-Encoding: chunked\r\n", to: &out)
            }
        }
        if rest.closes {
            append("Connection: close\r\n", to: &out)
        } else if minorVersion == 0 {
            append("Connection: keep-alive\r\n", to: &out)
        }
        append("\r\n", to: &out)
        if method == .head || response.status.hasNoContent {
            rest.stream?.cancel()
            rest.stream = nil
        } else {
            out.append(contentsOf: content)
        }
        return rest
    }

    /// Appends a piece of a stream as one chunk; an empty piece is left out, for it would end the content.
    public static func appendChunk(_ piece: [UInt8], to out: inout [UInt8]) {
        guard !piece.isEmpty else { return }
        reserve(&out, piece.count + 20)
        append(hex: piece.count, to: &out)
        append("\r\n", to: &out)
        out.append(contentsOf: piece)
        append("\r\n", to: &out)
    }

    /// Appends the chunk that ends the content.
    public static func appendLastChunk(to out: inout [UInt8]) {
        append("0\r\n\r\n", to: &out)
    }

    /// Makes room, and doubles it, so that many small answers in one buffer do not move it each time.
    private static func reserve(_ out: inout [UInt8], _ count: Int) {
        let needed = out.count + count
        if needed > out.capacity { out.reserveCapacity(max(needed, out.capacity * 2)) }
    }

    private static func append(_ text: StaticString, to out: inout [UInt8]) {
        out.append(contentsOf: ASCII.raw(text))
    }

    private static func append(_ name: StaticString, _ value: [UInt8], to out: inout [UInt8]) {
        append(name, to: &out)
        out.append(contentsOf: value)
        append("\r\n", to: &out)
    }

    private static func append(decimal number: Int, to out: inout [UInt8]) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            out.append(UInt8(truncatingIfNeeded: 0x30 + number / divisor % 10))
            divisor /= 10
        }
    }

    private static func append(hex number: Int, to out: inout [UInt8]) {
        var shift = 0
        while number >> shift >= 16 { shift += 4 }
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: number >> shift & 15)
            out.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
            shift -= 4
        }
    }
}
