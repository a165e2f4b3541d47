package import HTTP

/// One row of a table: a message and what comes of it.
package struct Message: Sendable, CustomStringConvertible {
    /// What comes of a message.
    package enum Outcome: Sendable, Equatable {
        /// The last event is a rejection: status and code.
        case refused(String)
        /// The last event is a request with this body.
        case request(body: String)
        /// The first event is a head that reads so in a transcript.
        case head(String)
        /// Nothing can be said yet.
        case nothingYet

        /// Whether the lines of a transcript say so.
        package func isMet(by lines: [String]) -> Bool {
            switch self {
            case .refused(let answer): lines.last == answer
            case .request(let body): lines.last == Transcript.line(body: Array(body.utf8))
            case .head(let head): lines.first == head
            case .nothingYet: lines.isEmpty
            }
        }
    }

    package let name: String
    package let bytes: [UInt8]
    package let outcome: Outcome
    package var limits = Limits()
    package var bodyBytesMax = 1 << 20

    package var description: String { name }

    package init(_ name: String, _ text: String, _ outcome: Outcome) {
        self.init(name, Array(text.utf8), outcome)
    }

    package init(_ name: String, _ bytes: [UInt8], _ outcome: Outcome) {
        self.name = name
        self.bytes = bytes
        self.outcome = outcome
    }

    /// The same with other limits.
    func with(bodyBytesMax: Int? = nil, _ change: (inout Limits) -> Void = { _ in }) -> Self {
        var copy = self
        change(&copy.limits)
        if let bodyBytesMax { copy.bodyBytesMax = bodyBytesMax }
        return copy
    }

    /// A GET of `/` with these field lines, each with its line end.
    static func fields(_ name: String, _ lines: String, _ outcome: Outcome) -> Self {
        Self(name, "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n", outcome)
    }

    /// A request line and a Host.
    static func line(_ line: String, _ outcome: Outcome) -> Self {
        Self(line.debugDescription, "\(line)\r\nHost: a\r\n\r\n", outcome)
    }

    /// A chunked POST with this content.
    static func chunked(_ name: String, _ content: String, _ outcome: Outcome) -> Self {
        Self(name, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(content)", outcome)
    }
}
