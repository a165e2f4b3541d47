import HTTP

@testable import Server

/// A shell without sockets around the state machine: a clock moved by hand, a client whose window is set by hand.
struct ConnectionRig {
    /// How the application of the rig answers.
    var bodyBytesMax = 1000
    var isRefusing = false
    var answersLater = false
    var response = Response(.ok, contentType: "text/plain", body: Array("hello".utf8))
    /// How many bytes the client's window takes before it is full.
    var room = Int.max
    /// What the client has received, as text.
    private(set) var received = ""
    private(set) var requests: [String] = []
    private(set) var rejections: [String] = []
    private(set) var records: [AccessRecord] = []
    private(set) var isShutDown = false
    private(set) var isClosed = false
    private(set) var pulls = 0
    /// The time, in seconds.
    var seconds = 1.0
    var connection: Connection

    private var unacknowledged = 0
    private var isDraining = false

    init(_ change: (inout ServerConfiguration) -> Void = { _ in }) {
        var configuration = ServerConfiguration()
        change(&configuration)
        connection = Connection(
            limits: configuration.limits, times: ConnectionTimes(configuration), now: 1_000_000_000)
    }

    var now: Nanoseconds { MonotonicClock.nanoseconds(seconds: seconds) }

    /// The statuses the client has seen.
    var statuses: [String] {
        received.split(separator: "HTTP/1.1 ", omittingEmptySubsequences: true).map { String($0.prefix(3)) }
            .filter { $0.allSatisfy(\.isNumber) }
    }

    /// Sends text to the connection, in pieces of the size.
    mutating func send(_ text: String, piece: Int = .max) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let part = Array(bytes.prefix(piece))
            bytes = bytes.dropFirst(part.count)
            guard connection.next == .read || connection.next == .rest else {
                if connection.next == .discard { connection.discarded(part.count) }
                continue
            }
            part.withUnsafeBytes { feed($0) }
            drive()
        }
    }

    mutating func endSending() {
        take(connection.peerCloses(), hasInput: false)
        drive()
    }

    /// Moves the clock, and expires the deadline as often as it comes.
    mutating func wait(_ time: Double) {
        let end = seconds + time
        while !isClosed {
            let deadline = connection.deadline
            guard deadline != DeadlineWheel.never, Double(deadline) / 1e9 <= end else { break }
            seconds = max(seconds, Double(deadline) / 1e9 + 1e-9)
            take(connection.expired(now: now, unacknowledged: unacknowledged), hasInput: false)
            drive()
        }
        seconds = end
    }

    /// The client reads so much of what was sent, and no more after that.
    mutating func clientReads(_ count: Int) {
        room += count
        connection.roomAgain(now: now)
        drive()
    }

    /// The server begins to end.
    mutating func drains() {
        isDraining = true
        connection.drains(now: now)
        drive()
    }

    /// The answer comes, from another thread as it were.
    mutating func reply() {
        connection.reply(response, now: now, date: Array("DATE".utf8), isDraining: isDraining)
        drive()
    }

    mutating func drive() {
        while !isClosed {
            switch connection.next {
            case .parse:
                var leftover = connection.leftover
                connection.leftover = Leftover()
                leftover.advance(leftover.withBytes { parse($0) })
                connection.leftover = leftover
            case .send: write()
            case .pull:
                pulls += 1
                connection.piece(try? connection.stream?.next(), now: now)
                records += connection.takeRecords(now: now)
            case .shutdown:
                isShutDown = true
                connection.lingers(now: now)
            case .close:
                isClosed = true
                records += connection.abandon(now: now)
            case .read, .rest, .discard, .room, .reply: return
            }
        }
    }

    private mutating func write() {
        let count = min(room, connection.output.count)
        guard count > 0 else { return connection.blocks(unacknowledged: unacknowledged, now: now) }
        received += connection.output.withUnsent { first, second in
            String(decoding: (Array(first) + Array(second)).prefix(count), as: UTF8.self)
        }
        if room != .max { room -= count }
        connection.sent(count)
        records += connection.takeRecords(now: now)
    }

    private mutating func feed(_ input: UnsafeRawBufferPointer) {
        let taken = parse(input)
        if taken < input.count { connection.leftover.keep(UnsafeRawBufferPointer(rebasing: input[taken...])) }
    }

    private mutating func parse(_ input: UnsafeRawBufferPointer) -> Int {
        var total = 0
        while true {
            let (taken, step) = connection.parse(UnsafeRawBufferPointer(rebasing: input[total...]), now: now)
            total += taken
            if case .more = step { return total }
            take(step, hasInput: total < input.count)
        }
    }

    private mutating func take(_ step: ConnectionStep, hasInput: Bool) {
        switch step {
        case .more: break
        case .admit:
            if isRefusing {
                let refused = connection.refuse(Response(.notFound), now: now)
                if let refused { answer(refused) }
            } else if let rejection = connection.accept(bodyBytesMax: bodyBytesMax, hasInput: hasInput, now: now) {
                take(.reject(rejection), hasInput: false)
            }
        case .respond(let request):
            if let refusal = connection.takeRefusal() { return answer(refusal) }
            requests.append(request.head.method.rawValue + " " + String(decoding: request.body, as: UTF8.self))
            connection.awaitReply(UInt64(requests.count))
            if !answersLater { answer(response) }
        case .reject(let rejection):
            rejections.append(rejection.code)
            answer(Response(rejection.status, close: true))
        }
    }

    private mutating func answer(_ response: Response) {
        connection.reply(response, now: now, date: Array("DATE".utf8), isDraining: isDraining)
    }
}
