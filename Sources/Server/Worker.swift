import CEpoll
import Dispatch
import Glibc
import HTTP
import Synchronization

/// One worker: a serial queue, the listeners and connections on it, and the loop that serves them.
///
/// `@unchecked Sendable`: everything but the mailbox and the counters is touched on `queue` alone.
final class Worker: @unchecked Sendable {
    static let headReadBytesMax = 16 * 1024
    static let bodyReadBytesMax = 64 * 1024
    private static let pooledMax = 64
    /// How many connections wait for each other's answers at most before all are sent.
    private static let outboxMax = 32
    /// How long the worker waits in its loop for the next event before it goes back to Dispatch, in milliseconds: to be
    /// called again takes a change of threads more than to be roused.
    private static let lingerMilliseconds: Int32 = 2

    let index: Int
    let configuration: ServerConfiguration
    let times: ConnectionTimes
    let counters = WorkerCounters()
    let openTotal: SharedCount
    var application: any WorkerApplication
    var poll: EventPoll
    var acceptor: Acceptor
    var table = ConnectionTable()
    var wheel: DeadlineWheel
    var now: Nanoseconds
    var date: [UInt8] = []
    var isDraining = false
    /// Connections that used up their turns and have more to do; they go on in the next round.
    var ready: [UInt64] = []
    /// Connections with something to send; it goes out together, once the round has been served.
    var outbox: [UInt64] = []
    var isSending = false
    /// How many events came while the worker lingered; they are the next round's.
    private var lingered = 0
    var scratch: [UInt8] = []
    let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Worker.bodyReadBytesMax, alignment: 16)

    private(set) lazy var mailbox = Mailbox(
        rouse: { [rouser] in rouser.rouse() }, wake: { [weak self] in self?.wake() })
    private let queue: DispatchQueue
    private let rouser: Rouser
    private var source: (any DispatchSourceRead)?
    private let ended: @Sendable () -> Void
    private var pool: [ActiveConnection] = []
    private var nextExchange: UInt64 = 0
    private var dateSecond: Int64 = .min
    private var timerAt = DeadlineWheel.never
    private var isEnded = false

    /// Makes a worker; to be called on `queue`, whose it is from then on.
    ///
    /// - Throws: what the application throws, or ``ServerError``; the listeners are the caller's still.
    init<App: Application>(
        index: Int, queue: DispatchQueue, app: App, configuration: ServerConfiguration, listeners: [Listener],
        openTotal: SharedCount, ended: @escaping @Sendable () -> Void
    ) throws {
        self.index = index
        self.queue = queue
        self.configuration = configuration
        self.openTotal = openTotal
        self.ended = ended
        times = ConnectionTimes(configuration)
        application = try BoundApplication(app)
        now = MonotonicClock.now()
        wheel = DeadlineWheel(now: now)
        rouser = try Rouser()
        poll = try EventPoll()
        poll.addRouser(rouser)
        acceptor = Acceptor(listeners)
        nextExchange = UInt64(index + 1) << 48
        _ = mailbox
    }

    deinit { readBuffer.deallocate() }

    /// Begins to serve.
    ///
    /// The event source keeps the worker alive until it has ended.
    func begin() {
        acceptor.watch(poll)
        let source = DispatchSource.makeReadSource(fileDescriptor: poll.descriptor, queue: queue)
        source.setEventHandler { self.run() }
        let poll = poll
        source.setCancelHandler { poll.close() }
        self.source = source
        source.activate()
    }

    /// Gives everything back without having served.
    func abandonStart() {
        finish()
        poll.close()
    }

    /// A new exchange's name.
    func makeExchange(slot: Int) -> Exchange {
        nextExchange += 1
        return Exchange(id: nextExchange, slot: slot, mailbox: mailbox)
    }

    /// Lends a machine to a connection that has something to do.
    func lend(_ slot: Int) -> ActiveConnection {
        let fresh = Connection(limits: configuration.limits, times: times, now: now)
        let active: ActiveConnection
        if let pooled = pool.popLast() {
            pooled.connection = fresh
            active = pooled
        } else {
            active = ActiveConnection(fresh)
        }
        if isDraining { active.connection.drains(now: now) }
        table[slot].active = active
        return active
    }

    /// Takes a machine back.
    func takeBack(_ slot: Int, _ active: ActiveConnection) {
        table[slot].active = nil
        if pool.count < Self.pooledMax { pool.append(active) }
    }

    private func wake() {
        queue.async { [weak self] in self?.run() }
    }

    /// Serves until nothing is left to do, looking at the mailbox after every round.
    private func run() {
        guard !isEnded else { return }
        mailbox.watch()
        repeat {
            repeat { turnClock() } while serveRound() || lingers()
            if isDraining, table.count == 0 { return finish() }
            if isEnded { return }
            setTimer()
        } while !mailbox.leave()
    }

    /// - Returns: whether there was anything to do.
    private func serveRound() -> Bool {
        let letters = mailbox.take()
        for letter in letters { open(letter) }
        if isEnded { return false }
        // These have waited for a commit: whoever asked is not kept waiting for this round too.
        sendOutbox()
        let waiting = ready
        ready.removeAll(keepingCapacity: true)
        for key in waiting {
            if let slot = table.slot(ofKey: key) { drive(slot) }
            if outbox.count >= Self.outboxMax { sendOutbox() }
        }
        let count = lingered > 0 ? lingered : poll.take(waiting: 0)
        lingered = 0
        for index in 0..<count {
            serve(poll.event(index))
            if outbox.count >= Self.outboxMax { sendOutbox() }
        }
        application.settle()
        sendOutbox()
        return count > 0 || !letters.isEmpty || !waiting.isEmpty
    }

    /// Sends what the round has answered.
    ///
    /// A send wakes the client, which then takes this worker's core: one such change a batch, not one an answer.
    private func sendOutbox() {
        isSending = true
        defer { isSending = false }
        var index = 0
        while index < outbox.count {
            if let slot = table.slot(ofKey: outbox[index]) { drive(slot) }
            index += 1
        }
        outbox.removeAll(keepingCapacity: true)
    }

    /// Waits a little for the next event.
    ///
    /// - Returns: whether there is something to do again.
    private func lingers() -> Bool {
        guard !isEnded, !(isDraining && table.count == 0) else { return false }
        setTimer()
        guard mailbox.beginWaiting() else { return true }
        lingered = poll.take(waiting: Self.lingerMilliseconds)
        mailbox.endWaiting()
        return lingered > 0
    }

    private func serve(_ event: EventPoll.Event) {
        if event.key == EventPoll.rouseKey {
            // The letters are read before the events.
            return
        } else if event.key == EventPoll.timerKey {
            poll.acknowledgeTimer()
            timerAt = DeadlineWheel.never
            expireDeadlines()
        } else if let listener = Acceptor.listener(ofKey: event.key) {
            accept(listener, atMost: acceptsPerRound)
        } else if let slot = table.slot(ofKey: event.key) {
            if event.isError { return close(slot) }
            if event.isReadable { table[slot].isReadable = true }
            if event.isHangup {
                // Nobody listens with one ear: whoever shuts their side of a live stream has gone.
                if table[slot].active?.connection.stream?.live != nil { return close(slot) }
                table[slot].isHangup = true
            }
            if event.isWritable { table[slot].active?.connection.roomAgain(now: now) }
            drive(slot)
        }
    }

    private func open(_ letter: Mailbox.Letter) {
        switch letter {
        case .reply(let slot, let exchange, let response):
            guard slot < table.capacity, let active = table[slot].active,
                active.connection.awaitedExchange == exchange
            else { return letter.discard() }
            reply(response, slot, active)
            drive(slot)
        case .wake(let key, let waker):
            waker.arrived()
            guard let slot = table.slot(ofKey: key), let active = table[slot].active else { return }
            active.connection.stream?.wakes()
            drive(slot)
        case .drain(let until):
            drain(until: until)
        case .end:
            for slot in 0..<table.capacity where table[slot].descriptor >= 0 { close(slot) }
            isDraining = true
            finish()
        }
    }

    private func drain(until: Nanoseconds) {
        guard !isDraining else { return }
        isDraining = true
        // What the kernel has already accepted for us would be reset by closing the listener: take it first.
        for listener in acceptor.listeners.indices { accept(listener, atMost: .max) }
        acceptor.close()
        for slot in 0..<table.capacity where table[slot].descriptor >= 0 {
            guard let active = table[slot].active else {
                wheel.set(slot, to: min(wheel.deadline(of: slot), now &+ times.drainIdle))
                continue
            }
            active.connection.drains(now: now)
            wheel.set(slot, to: active.connection.deadline)
            if active.connection.next == .pull { ready.append(table.key(of: slot)) }
        }
        let mailbox = mailbox
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(until &- min(now, until)))) { mailbox.post(.end) }
    }

    private func expireDeadlines() {
        for slot in wheel.expired(now: now) where table[slot].descriptor >= 0 {
            guard let active = table[slot].active else {
                close(slot)
                continue
            }
            let held = Int(max(0, kith_unacknowledged(table[slot].descriptor)))
            take(active.connection.expired(now: now, unacknowledged: held), slot, active, hasInput: false)
            drive(slot)
        }
        acceptor.resume(poll, now: now)
    }

    private func setTimer() {
        let wanted = min(wheel.nextWake ?? DeadlineWheel.never, acceptor.resumesAt ?? DeadlineWheel.never)
        guard wanted < timerAt else { return }
        timerAt = wanted
        poll.setTimer(after: wanted > now ? wanted - now : 1)
    }

    private func turnClock() {
        now = MonotonicClock.now()
        let second = MonotonicClock.unixSeconds()
        guard second != dateSecond else { return }
        dateSecond = second
        date = HTTPDate.bytes(unixSeconds: second)
    }

    private func finish() {
        guard !isEnded else { return }
        isEnded = true
        acceptor.close()
        for letter in mailbox.close() { letter.discard() }
        application = EndedApplication()
        source?.cancel()
        source = nil
        ended()
    }
}
