import HTTP

/// What a parser says to bytes that come in pieces, as lines of text that can be compared.
///
/// It behaves as a connection does: it accepts each body, resets behind each request, and stops at a rejection.
struct Transcript: Equatable, CustomStringConvertible {
    private(set) var lines: [String] = []
    private var parser: RequestParser
    private let bodyBytesMax: Int

    init(limits: Limits = Limits(), bodyBytesMax: Int = 1 << 20) {
        parser = RequestParser(limits: limits)
        self.bodyBytesMax = bodyBytesMax
    }

    /// Feeds pieces one after another.
    init(_ pieces: [ArraySlice<UInt8>], limits: Limits = Limits(), bodyBytesMax: Int = 1 << 20) {
        self.init(limits: limits, bodyBytesMax: bodyBytesMax)
        for piece in pieces { feed(piece) }
    }

    static func == (left: Self, right: Self) -> Bool { left.lines == right.lines }

    var description: String { lines.joined(separator: " | ") }

    /// Feeds one piece; a piece ends anywhere.
    mutating func feed(_ piece: ArraySlice<UInt8>) {
        var rest = piece
        while true {
            let (taken, event) = rest.withUnsafeBytes { parser.consume($0) }
            rest = rest.dropFirst(taken)
            switch event {
            case .needMore:
                if !rest.isEmpty { lines.append("LEFT \(rest.count) BYTES") }
                return
            case .head(let head):
                lines.append(Self.describe(head))
                if let rejection = parser.acceptBody(bytesMax: bodyBytesMax) {
                    lines.append("\(rejection.status.code) \(rejection.code)")
                    return
                }
            case .request(let request):
                lines.append("body \(String(decoding: request.body, as: UTF8.self).debugDescription)")
                parser.reset()
                if rest.isEmpty { return }
            case .reject(let rejection):
                let line = "\(rejection.status.code) \(rejection.code)"
                if lines.last != line { lines.append(line) }
                return
            }
        }
    }

    private static func describe(_ head: RequestHead) -> String {
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
}
