/// Turns the bytes of a connection into requests: a value that knows no socket and gives the same events however the
/// bytes are cut.
///
/// A request comes as `.head`, whereupon the caller says with `acceptBody` how large a body it takes, and then as
/// `.request`. After `.request` comes `reset`; after `.reject` nothing more is read.
public struct RequestParser: Sendable {
    /// What the bytes have led to.
    public enum Event: Sendable {
        /// All bytes were taken and more are needed.
        case needMore
        /// A head is whole; its content, if any, is still to come.
        case head(RequestHead)
        /// A request is whole.
        case request(Request)
        /// The message is refused: answer, then close.
        case reject(Rejection)
    }

    private enum State {
        case head
        case accepting(RequestHead)
        case body(RequestHead)
        case done
        case rejected(Rejection, of: RequestHead?)
    }

    private let limits: Limits
    private var state = State.head
    private var headReader: HeadReader
    private var bodyReader: BodyReader?

    /// Makes a parser for one connection.
    public init(limits: Limits) {
        self.limits = limits
        headReader = HeadReader(limits: limits)
    }

    /// Whether a request has begun and is not whole, so that a deadline is answered 408 and not by a silent close.
    public var hasBegun: Bool {
        switch state {
        case .head: headReader.hasBegun
        case .accepting, .body: true
        case .done, .rejected: false
        }
    }

    /// The head of the request whose content is to come, or was refused; nil where none is whole.
    public var head: RequestHead? {
        switch state {
        case .accepting(let head), .body(let head): head
        case .rejected(_, let head): head
        case .head, .done: nil
        }
    }

    /// Takes bytes from the front of `input`, those of one request at most.
    ///
    /// - Returns: how many bytes were taken (all, unless an event other than `needMore` came first) and the event.
    ///   A request without a body comes from the `consume` behind its `.head`, be it of no bytes.
    public mutating func consume(_ input: UnsafeRawBufferPointer) -> (taken: Int, event: Event) {
        var taken = 0
        do throws(Rejection) {
            let event = try advance(input, &taken)
            return (taken, event)
        } catch {
            state = .rejected(error, of: head)
            return (taken, .reject(error))
        }
    }

    /// Says how large a body the route takes, after `.head` and before the next `consume`.
    ///
    /// Left out, the body may have `Limits.bodyBytesMax` bytes.
    ///
    /// - Parameter bytesMax: the most bytes of content.
    /// - Returns: 413 where the length alone says that the body is too large; the parser then reads nothing more.
    public mutating func acceptBody(bytesMax: Int) -> Rejection? {
        guard case .accepting(let head) = state else { return nil }
        do throws(Rejection) {
            bodyReader = try BodyReader(head.framing, bytesMax: bytesMax, limits: limits)
            state = .body(head)
            return nil
        } catch {
            state = .rejected(error, of: head)
            return error
        }
    }

    /// Makes ready for the next request of the connection.
    public mutating func reset() {
        state = .head
        headReader = HeadReader(limits: limits)
        bodyReader = nil
    }

    private mutating func advance(_ input: UnsafeRawBufferPointer, _ taken: inout Int) throws(Rejection) -> Event {
        switch state {
        case .rejected(let rejection, _): return .reject(rejection)
        case .done:
            reset()
            return try advance(input, &taken)
        case .head:
            guard let head = try headReader.consume(input, taken: &taken) else { return .needMore }
            state = .accepting(head)
            return .head(head)
        case .accepting:
            if let rejection = acceptBody(bytesMax: limits.bodyBytesMax) { throw rejection }
            return try advance(input, &taken)
        case .body(let head):
            guard let body = try bodyReader?.consume(input, taken: &taken) else { return .needMore }
            state = .done
            bodyReader = nil
            return .request(Request(head: head, body: body))
        }
    }
}
