package import HTTP

/// What a parser says to bytes that come in pieces, as lines of text that can be compared.
///
/// It behaves as a connection does: it accepts each body, resets behind each request, and stops at a rejection.
package struct Transcript: Equatable, CustomStringConvertible {
    package private(set) var lines: [String] = []
    /// The heads of the requests that became whole.
    package private(set) var requests: [RequestHead] = []
    /// The head whose content was not whole at the end.
    package private(set) var unfinished: RequestHead?
    /// Why nothing more was read.
    package private(set) var refusal: Rejection?
    private var parser: RequestParser
    private let bodyBytesMax: Int

    package init(limits: Limits = Limits(), bodyBytesMax: Int = 1 << 20) {
        parser = RequestParser(limits: limits)
        self.bodyBytesMax = bodyBytesMax
    }

    /// Feeds pieces one after another.
    package init(_ pieces: [ArraySlice<UInt8>], limits: Limits = Limits(), bodyBytesMax: Int = 1 << 20) {
        self.init(limits: limits, bodyBytesMax: bodyBytesMax)
        for piece in pieces { feed(piece) }
    }

    package static func == (left: Self, right: Self) -> Bool { left.lines == right.lines }

    /// The line of a head that was read.
    package static func line(_ head: RequestHead) -> String {
        let query = head.query.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let fields = head.fields.map { line in
            String(decoding: line.name, as: UTF8.self) + ":" + String(decoding: line.value, as: UTF8.self)
        }
        return [
            head.method.rawValue, head.isAsteriskForm ? "*" : head.path.description, query, "1.\(head.minorVersion)",
            "\(head.framing)", head.keepAlive ? "stays" : "closes", head.expectsContinue ? "waits" : "",
            String(decoding: head.host, as: UTF8.self), fields.joined(separator: ";"),
        ].joined(separator: ",")
    }

    /// The line of a request that became whole with this body.
    package static func line(body: [UInt8]) -> String {
        "body \(String(decoding: body, as: UTF8.self).debugDescription)"
    }

    /// The line of a message that was refused.
    package static func line(_ rejection: Rejection) -> String { "\(rejection.status.code) \(rejection.code)" }

    package var description: String { lines.joined(separator: " | ") }

    /// Whether the bytes end within a message that has begun.
    package var isCutOff: Bool { parser.hasBegun }

    /// Feeds one piece; a piece ends anywhere.
    package mutating func feed(_ piece: ArraySlice<UInt8>) {
        var rest = piece
        while true {
            let (taken, event) = rest.withUnsafeBytes { parser.consume($0) }
            rest = rest.dropFirst(taken)
            switch event {
            case .needMore:
                if !rest.isEmpty { lines.append("LEFT \(rest.count) BYTES") }
                return
            case .head(let head):
                lines.append(Self.line(head))
                unfinished = head
                if let rejection = parser.acceptBody(bytesMax: bodyBytesMax) { return refuse(rejection) }
            case .request(let request):
                lines.append(Self.line(body: request.body))
                requests.append(request.head)
                unfinished = nil
                parser.reset()
                if rest.isEmpty { return }
            case .reject(let rejection):
                return refuse(rejection)
            }
        }
    }

    private mutating func refuse(_ rejection: Rejection) {
        if lines.last != Self.line(rejection) { lines.append(Self.line(rejection)) }
        refusal = rejection
    }
}
