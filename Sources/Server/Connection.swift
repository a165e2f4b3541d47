import HTTP

/// One connection as a pure state machine: bytes, replies and time go in, what the shell must do comes out.
///
/// It knows no socket and no clock. The shell asks ``next`` what is wanted, does it, and tells the outcome.
struct Connection {
    private enum Phase {
        case idle, head, admitting, body, responding, streaming, closing, lingering, closed
    }

    /// What is known of the request in hand, for its answer and its record.
    private struct Current {
        var method: Method?
        var minorVersion = 1
        var keepAlive = false
        var expectsContinue = false
        var framing = RequestHead.Framing.none
        var exchange: UInt64 = 0
        var requestBytes = 0
        var isChunked = false
        var began: Nanoseconds
    }

    /// The bytes and replies that wait to be sent.
    var output = ConnectionOutput()
    /// Bytes behind the request in hand.
    var leftover = Leftover()
    /// The stream whose pieces are being sent.
    var stream: OutgoingStream?

    private let times: ConnectionTimes
    private(set) var parser: RequestParser
    private var phase = Phase.idle
    private var current: Current
    private var refusal: Response?
    private var isPeerFinished = false
    /// Whether the server is ending.
    private var isDraining = false
    private var isBlocked = false
    /// Whether the parser holds part of the empty line that may stand before a request, which is no beginning.
    private var hasPartialLine = false
    private var phaseDeadline: Nanoseconds
    private var bodyDeadline: Nanoseconds = 0
    private var bodyPace: Pace?
    private var writePace: Pace?
    private var receivedCount = 0
    private var sentCount = 0
    private var discardedCount = 0
    private var records: [AccessRecord] = []

    /// Makes a connection that has no request yet.
    init(limits: Limits, times: ConnectionTimes, now: Nanoseconds) {
        self.times = times
        parser = RequestParser(limits: limits)
        current = Current(began: now)
        phaseDeadline = now &+ times.idle
    }

    /// When `expired` is to be called.
    ///
    /// While the client does not take what it was sent, nothing is read from it: the deadlines of reading stand still.
    var deadline: Nanoseconds {
        let write = isBlocked ? writePace?.windowEnd ?? DeadlineWheel.never : DeadlineWheel.never
        switch phase {
        case .idle, .head, .body: return isBlocked ? write : phaseDeadline
        case .responding: return min(phaseDeadline, write)
        case .streaming: return min(stream?.pausedUntil ?? DeadlineWheel.never, write)
        case .admitting, .closing: return write
        case .lingering: return phaseDeadline
        case .closed: return DeadlineWheel.never
        }
    }

    /// What is wanted now.
    var next: ConnectionWant {
        switch phase {
        case .closed: return .close
        case .lingering: return isPeerFinished ? .close : .discard
        case .idle, .head, .body:
            if !leftover.isEmpty, output.takesMore, !isBlocked { return .parse }
        default: break
        }
        if !output.isEmpty { return isBlocked ? .room : .send }
        switch phase {
        case .idle: return isPeerFinished ? .close : hasPartialLine ? .read : .rest
        case .head, .body: return .read
        case .admitting, .responding: return .reply
        case .streaming: return stream?.pausedUntil == nil ? .pull : .reply
        default: return .shutdown
        }
    }

    /// Whether a body is being read, so that large reads pay.
    var isReadingBody: Bool { phase == .body }

    /// The exchange that waits for its answer; 0 where none does.
    var awaitedExchange: UInt64 { phase == .responding ? current.exchange : 0 }

    /// Takes bytes from the front of `input`: those up to the next event, none while an answer is awaited or unsent.
    mutating func parse(_ input: UnsafeRawBufferPointer, now: Nanoseconds) -> (taken: Int, step: ConnectionStep) {
        guard phase == .idle || phase == .head || phase == .body, output.takesMore, !isBlocked else {
            return (0, .more)
        }
        if input.isEmpty, phase != .body { return (0, .more) }
        let (taken, event) = parser.consume(input)
        receivedCount += taken
        if phase == .idle {
            current = Current(began: now)
            hasPartialLine = !parser.hasBegun && taken > 0
            if parser.hasBegun {
                phase = .head
                phaseDeadline = now &+ times.head
            }
        }
        switch event {
        case .needMore:
            return (taken, .more)
        case .head(let head):
            phase = .admitting
            hasPartialLine = false
            current.method = head.method
            current.minorVersion = head.minorVersion
            current.keepAlive = head.keepAlive
            current.expectsContinue = head.expectsContinue
            current.framing = head.framing
            return (taken, .admit(head))
        case .request(let request):
            parser.reset()
            phase = .responding
            current.requestBytes = request.body.count
            phaseDeadline = now &+ times.response
            return (taken, .respond(request))
        case .reject(let rejection):
            phase = .responding
            return (taken, .reject(rejection))
        }
    }

    /// The application wants the request.
    ///
    /// - Parameters:
    ///   - bodyBytesMax: the largest body it takes.
    ///   - hasInput: whether bytes behind the head are there already; a 100 would then be pointless.
    ///   - now: the time.
    /// - Returns: the refusal of a body that is too large.
    mutating func accept(bodyBytesMax: Int, hasInput: Bool, now: Nanoseconds) -> Rejection? {
        if let rejection = parser.acceptBody(bytesMax: bodyBytesMax) {
            phase = .responding
            return rejection
        }
        phase = .body
        guard current.framing != .none else { return nil }
        if current.expectsContinue, !hasInput { output.bytes.append(contentsOf: ResponseSerializer.continueBytes) }
        bodyDeadline = now &+ times.body
        let pace = Pace(now: now, window: times.paceWindow, unitsMin: times.bodyBytesMin, units: receivedCount)
        bodyPace = pace
        phaseDeadline = min(bodyDeadline, pace.windowEnd)
        return nil
    }

    /// The application does not want the request, and has said why.
    ///
    /// A small body is read first and thrown away, so that the connection can live on; before any other the answer goes
    /// out at once and the connection ends (RFC 9112 §9.3: an unread body must not be read as the next request).
    ///
    /// - Returns: the response where it is to be given to `reply` now, nil where it is kept until the body was read.
    mutating func refuse(_ response: Response, now: Nanoseconds) -> Response? {
        var bodyBytesMax = 0
        if case .length(let count) = current.framing { bodyBytesMax = count }
        let isSmall = current.framing != .chunked && bodyBytesMax <= times.refusedBodyBytesMax
        if isSmall, !current.expectsContinue, accept(bodyBytesMax: bodyBytesMax, hasInput: true, now: now) == nil {
            refusal = response
            return nil
        }
        phase = .responding
        var response = response
        response.close = true
        return response
    }

    /// The refusal that was kept until the body had been read; taken when the request is whole.
    mutating func takeRefusal() -> Response? {
        defer { refusal = nil }
        return refusal
    }

    /// Notes the exchange under which a later reply will come.
    mutating func awaitReply(_ exchange: UInt64) {
        current.exchange = exchange
    }

    /// Puts an answer to the request in hand into the output.
    ///
    /// - Parameters:
    ///   - response: the answer; one to a ``ConnectionStep/reject(_:)`` must have `close` set.
    ///   - now: the time.
    ///   - date: the value of the `Date` field.
    ///   - isDraining: whether the server is ending, so that this is the connection's last answer.
    mutating func reply(_ response: Response, now: Nanoseconds, date: [UInt8], isDraining: Bool) {
        if isDraining { self.isDraining = true }
        let countBefore = output.count
        let rest = write(response, keepAlive: current.keepAlive && !isDraining, date: date)
        stream = rest.stream.map { OutgoingStream($0, isDraining: isDraining) }
        current.keepAlive = !rest.closes
        current.isChunked = rest.isChunked
        var record = record(note: response.note, status: response.status)
        record.responseBytes = output.count - countBefore
        records.append(record)
        current.exchange = 0
        if stream == nil { endReply(now: now) } else { phase = .streaming }
    }

    /// Puts a piece of the stream into the output; nil ends the stream.
    mutating func piece(_ bytes: [UInt8]?, now: Nanoseconds) {
        let countBefore = output.count
        if let bytes {
            stream?.gave(bytes, now: now)
            if current.isChunked {
                ResponseSerializer.appendChunk(bytes, to: &output.bytes)
            } else {
                output.bytes.append(contentsOf: bytes)
            }
        } else {
            if current.isChunked { ResponseSerializer.appendLastChunk(to: &output.bytes) }
            stream?.body.cancel()
            stream = nil
            endReply(now: now)
        }
        if !records.isEmpty { records[records.count - 1].responseBytes += output.count - countBefore }
    }

    /// So many bytes of the output were sent.
    mutating func sent(_ count: Int) {
        sentCount += count
        output.advance(count)
    }

    /// The socket takes no more; `unacknowledged` bytes of what was sent the client has not taken yet.
    mutating func blocks(unacknowledged: Int, now: Nanoseconds) {
        isBlocked = true
        writePace = Pace(
            now: now, window: times.write, unitsMin: times.writeBytesMin, units: sentCount - unacknowledged)
    }

    /// The socket takes more again.
    mutating func roomAgain(now: Nanoseconds) {
        guard isBlocked else { return }
        isBlocked = false
        writePace = nil
        switch phase {
        case .idle: phaseDeadline = now &+ idleTime
        case .head: phaseDeadline = now &+ times.head
        case .body: phaseDeadline = min(max(phaseDeadline, now &+ times.paceWindow), max(bodyDeadline, now))
        default: break
        }
    }

    /// The client sends nothing more; it may still read.
    mutating func peerCloses() -> ConnectionStep {
        isPeerFinished = true
        switch phase {
        case .head, .body:
            return reject(Rejection(.badRequest, "incomplete_message", "The message ended before it was whole."))
        case .idle: phase = .closed
        default: break
        }
        return .more
    }

    /// The deadline has come.
    ///
    /// - Parameter unacknowledged: how many of the bytes sent the client has not taken yet.
    mutating func expired(now: Nanoseconds, unacknowledged: Int) -> ConnectionStep {
        if isBlocked, let end = writePace?.windowEnd, end <= now {
            if writePace?.isKept(now: now, units: sentCount - unacknowledged) != true { phase = .closed }
            return .more
        }
        guard deadline <= now else { return .more }
        switch phase {
        case .idle, .lingering: phase = .closed
        case .streaming: stream?.wakes()
        case .head:
            return reject(Rejection(.requestTimeout, "head_timeout", "The request took too long to come in."))
        case .body:
            if now < bodyDeadline, bodyPace?.isKept(now: now, units: receivedCount) == true {
                phaseDeadline = min(bodyDeadline, bodyPace?.windowEnd ?? bodyDeadline)
                return .more
            }
            return reject(Rejection(.requestTimeout, "body_timeout", "The content came in too slowly."))
        case .responding:
            return reject(
                Rejection(.serviceUnavailable, "response_timeout", "The service took too long; try again later."))
        default: break
        }
        return .more
    }

    /// The server is ending: a connection without a request waits a short while for one, no longer, and a live stream
    /// ends.
    mutating func drains(now: Nanoseconds) {
        isDraining = true
        if stream?.drains() == true { current.keepAlive = false }
        if phase == .idle { phaseDeadline = min(phaseDeadline, now &+ times.drainIdle) }
    }

    /// The write side was shut down; what still comes is thrown away for a while, so that the answer is not lost to a
    /// reset (RFC 9112 §9.6).
    mutating func lingers(now: Nanoseconds) {
        phase = .lingering
        phaseDeadline = now &+ times.linger
        leftover = Leftover()
    }

    /// So many bytes were thrown away.
    mutating func discarded(_ count: Int) {
        discardedCount += count
        if discardedCount > times.lingerBytesMax { phase = .closed }
    }

    /// Refuses the connection itself, before any request.
    mutating func refuseConnection() {
        phase = .responding
    }

    /// Whether the kernel has taken answers whole whose records are still here.
    var hasSentRecords: Bool { output.isEmpty && records.count > (stream == nil ? 0 : 1) }

    /// The records of the answers that the kernel has taken whole.
    mutating func takeRecords(now: Nanoseconds) -> [AccessRecord] {
        guard hasSentRecords else { return [] }
        let open = stream == nil ? nil : records.popLast()
        var done = records
        records = open.map { [$0] } ?? []
        for index in done.indices { done[index].durationNanoseconds = now &- done[index].durationNanoseconds }
        return done
    }

    /// Ends the connection wherever it stands.
    ///
    /// - Returns: the records of the exchanges that were not finished.
    mutating func abandon(now: Nanoseconds) -> [AccessRecord] {
        stream?.body.cancel()
        stream = nil
        if phase == .body || phase == .admitting || phase == .responding {
            records.append(record(note: nil, status: nil))
        }
        phase = .closed
        for index in records.indices {
            records[index].durationNanoseconds = now &- records[index].durationNanoseconds
            records[index].isComplete = false
        }
        defer { records = [] }
        return records
    }

    /// Writes an answer into the output.
    ///
    /// A large body is not copied there: its head is written as for HEAD, which has the same fields, and the body goes
    /// out from where it lies.
    private mutating func write(_ response: Response, keepAlive: Bool, date: [UInt8]) -> ResponseSerializer.Rest {
        guard case .bytes(let content) = response.body, content.count >= ConnectionOutput.separateBytesMin,
            current.method != .head, !response.status.hasNoContent
        else {
            return ResponseSerializer.append(
                response, to: &output.bytes, method: current.method, minorVersion: current.minorVersion,
                keepAlive: keepAlive, date: date)
        }
        output.tail = content
        return ResponseSerializer.append(
            response, to: &output.bytes, method: .head, minorVersion: current.minorVersion, keepAlive: keepAlive,
            date: date)
    }

    private mutating func endReply(now: Nanoseconds) {
        phase = current.keepAlive ? .idle : .closing
        phaseDeadline = now &+ idleTime
    }

    /// How long the connection may be without a request: an answer that promised to keep it open may have been on its
    /// way when the server began to end.
    private var idleTime: Nanoseconds { isDraining ? times.drainIdle : times.idle }

    private mutating func reject(_ rejection: Rejection) -> ConnectionStep {
        phase = .responding
        refusal = nil
        current.exchange = 0
        return .reject(rejection)
    }

    /// A record whose duration still holds the moment of the beginning.
    private func record(note: String?, status: Status?) -> AccessRecord {
        AccessRecord(
            exchangeID: current.exchange, method: current.method, note: note, status: status,
            requestBytes: current.requestBytes, responseBytes: 0, durationNanoseconds: current.began, isComplete: true,
            peer: nil)
    }
}
