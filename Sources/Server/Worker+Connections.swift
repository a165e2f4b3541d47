import CEpoll
import Glibc
import HTTP

/// What a worker does for a connection that wants something.
extension Worker {
    private static let turnsMax = 16

    /// Does what a connection wants until it wants to wait.
    func drive(_ slot: Int) {
        let active: ActiveConnection
        if let lent = table[slot].active {
            active = lent
        } else {
            guard table[slot].isReadable else { return }
            active = lend(slot)
        }
        if active.connection.output.isEmpty { swap(&active.connection.output.bytes, &scratch) }
        guard attend(slot, active) else { return }
        if active.connection.output.isEmpty {
            swap(&active.connection.output.bytes, &scratch)
            if scratch.capacity > 4 * Self.bodyReadBytesMax { scratch = [] }
        }
        wheel.set(slot, to: active.connection.deadline)
        if active.connection.next == .rest, !table[slot].isReadable { takeBack(slot, active) }
    }

    /// - Returns: false where the connection was closed.
    private func attend(_ slot: Int, _ active: ActiveConnection) -> Bool {
        var turns = 0
        while true {
            let want = active.connection.next
            switch want {
            case .parse:
                parseLeftover(slot, active)
            case .read, .rest, .discard:
                guard table[slot].isReadable else { return true }
                turns += 1
                guard turns <= Self.turnsMax else {
                    ready.append(table.key(of: slot))
                    return true
                }
                guard receive(slot, active, discards: want == .discard) else { return false }
            case .send:
                guard isSending else {
                    outbox.append(table.key(of: slot))
                    return true
                }
                guard send(slot, active) else { return false }
            case .pull:
                turns += 1
                guard turns <= Self.turnsMax else {
                    ready.append(table.key(of: slot))
                    return true
                }
                guard pull(slot, active) else { return false }
            case .shutdown:
                shutdown(table[slot].descriptor, Int32(SHUT_WR))
                active.connection.lingers(now: now)
            case .room, .reply:
                return true
            case .close:
                close(slot)
                return false
            }
        }
    }

    private func receive(_ slot: Int, _ active: ActiveConnection, discards: Bool) -> Bool {
        let size = active.connection.isReadingBody || discards ? Self.bodyReadBytesMax : Self.headReadBytesMax
        let buffer = UnsafeMutableRawBufferPointer(rebasing: readBuffer[..<size])
        switch SocketIO.receive(table[slot].descriptor, into: buffer) {
        case .wouldBlock:
            table[slot].isReadable = false
        case .dead:
            close(slot)
            return false
        case .moved(0):
            table[slot].isReadable = false
            take(active.connection.peerCloses(), slot, active, hasInput: false)
        case .moved(let count):
            // A short read has emptied the socket; what comes later is reported anew. After a hang-up nothing is.
            if count < size, !table[slot].isHangup { table[slot].isReadable = false }
            WorkerCounters.add(count, to: counters.bytesReceived)
            if discards {
                active.connection.discarded(count)
            } else {
                let input = UnsafeRawBufferPointer(rebasing: readBuffer[..<count])
                let taken = parse(input, slot, active)
                if taken < count {
                    active.connection.leftover.keep(UnsafeRawBufferPointer(rebasing: input[taken...]))
                }
            }
        }
        return true
    }

    private func parseLeftover(_ slot: Int, _ active: ActiveConnection) {
        var leftover = active.connection.leftover
        active.connection.leftover = Leftover()
        leftover.advance(leftover.withBytes { parse($0, slot, active) })
        active.connection.leftover = leftover
    }

    /// - Returns: how many bytes were taken from the front of the input.
    private func parse(_ input: UnsafeRawBufferPointer, _ slot: Int, _ active: ActiveConnection) -> Int {
        var total = 0
        while true {
            let rest = UnsafeRawBufferPointer(rebasing: input[total...])
            let (taken, step) = active.connection.parse(rest, now: now)
            total += taken
            if case .more = step { return total }
            take(step, slot, active, hasInput: total < input.count)
        }
    }

    /// Brings a connection what a step asks for.
    func take(_ step: ConnectionStep, _ slot: Int, _ active: ActiveConnection, hasInput: Bool) {
        switch step {
        case .more: break
        case .admit(let head):
            WorkerCounters.add(1, to: counters.requests)
            switch application.admit(head, from: table[slot].peer) {
            case .accept(let bodyBytesMax):
                let refused = active.connection.accept(bodyBytesMax: bodyBytesMax, hasInput: hasInput, now: now)
                if let refused { reject(refused, slot, active) }
            case .refuse(let response):
                if let response = active.connection.refuse(response, now: now) { reply(response, slot, active) }
            }
        case .respond(var request):
            if let refusal = active.connection.takeRefusal() { return reply(refusal, slot, active) }
            request.peer = table[slot].peer
            let exchange = makeExchange(slot: slot)
            active.connection.awaitReply(exchange.id)
            if case .now(let response) = application.respond(to: request, exchange) { reply(response, slot, active) }
        case .reject(let rejection):
            reject(rejection, slot, active)
        }
    }

    /// Gives a connection its answer; a live stream learns how to wake it.
    func reply(_ response: Response, _ slot: Int, _ active: ActiveConnection) {
        active.connection.reply(response, now: now, date: date, isDraining: isDraining)
        guard let stream = active.connection.stream?.live else { return }
        let waker = Waker(key: table.key(of: slot), mailbox: mailbox)
        stream.begin { waker.wake() }
    }

    /// Answers a refusal with the application's document, after which the connection ends.
    func reject(_ rejection: Rejection, _ slot: Int, _ active: ActiveConnection) {
        WorkerCounters.add(1, to: counters.rejections)
        var response = application.rejected(rejection, of: active.connection.parser.head)
        response.close = true
        reply(response, slot, active)
    }

    private func send(_ slot: Int, _ active: ActiveConnection) -> Bool {
        let descriptor = table[slot].descriptor
        switch active.connection.output.withUnsent({ SocketIO.send(descriptor, $0, $1) }) {
        case .moved(let count):
            active.connection.sent(count)
            WorkerCounters.add(count, to: counters.bytesSent)
            completeSent(slot, active)
        case .wouldBlock:
            active.connection.blocks(unacknowledged: Int(max(0, kith_unacknowledged(descriptor))), now: now)
            if !table[slot].watchesRoom {
                table[slot].watchesRoom = true
                poll.watchRoom(descriptor, key: table.key(of: slot))
            }
        case .dead:
            close(slot)
            return false
        }
        return true
    }

    private func pull(_ slot: Int, _ active: ActiveConnection) -> Bool {
        do {
            active.connection.piece(try active.connection.stream?.next(), now: now)
            completeSent(slot, active)  // the end of a stream to HTTP/1.0 has no bytes of its own
            return true
        } catch {
            // The head is out: only an end without the last chunk tells the client that this is not all.
            close(slot)
            return false
        }
    }

    private func completeSent(_ slot: Int, _ active: ActiveConnection) {
        guard active.connection.hasSentRecords else { return }
        complete(active.connection.takeRecords(now: MonotonicClock.now()), slot)
    }

    private func complete(_ records: [AccessRecord], _ slot: Int) {
        for var record in records {
            record.peer = table[slot].peer
            if record.isComplete {
                WorkerCounters.add(1, to: counters.responses)
            } else {
                WorkerCounters.add(1, to: counters.responsesDropped)
            }
            application.completed(record)
        }
    }

    /// Closes a connection, once; its slot is free from then on.
    func close(_ slot: Int) {
        let descriptor = table[slot].descriptor
        guard descriptor >= 0 else { return }
        if let active = table[slot].active {
            complete(active.connection.abandon(now: MonotonicClock.now()), slot)
            if active.connection.output.isEmpty, active.connection.output.bytes.capacity > scratch.capacity {
                swap(&active.connection.output.bytes, &scratch)
            }
        }
        wheel.set(slot, to: DeadlineWheel.never)
        table.remove(slot)
        Glibc.close(descriptor)
        openTotal.decrement()
        WorkerCounters.add(-1, to: counters.connectionsOpen)
    }
}
