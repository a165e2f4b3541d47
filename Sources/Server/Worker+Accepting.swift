import Glibc
import HTTP

/// How a worker takes connections, and turns them away when there is no room.
extension Worker {
    /// How many connections are taken before those that are there have their turn.
    var acceptsPerRound: Int { 64 }

    private static let overdrawnMax = 16
    /// So many connections above `connectionsMax` are answered 503 in good order; beyond, they are answered in haste.
    private static let refusedMax = 256

    /// Takes connections that wait at a listener.
    func accept(_ listener: Int, atMost count: Int) {
        var overdrawn = 0
        var taken = 0
        while taken < count {
            taken += 1
            switch acceptor.accept(listener) {
            case .none: return
            case .connection(let descriptor, let address):
                acceptor.succeeded()
                welcome(descriptor, address)
            case .overdrawn(let descriptor):
                turnAway(descriptor)
                acceptor.restoreReserve()
                overdrawn += 1
                if overdrawn >= Self.overdrawnMax { return pauseAccepting() }
            case .exhausted:
                return pauseAccepting()
            }
        }
    }

    private func pauseAccepting() {
        WorkerCounters.add(1, to: counters.acceptsPaused)
        acceptor.pause(poll, now: now)
    }

    private func welcome(_ descriptor: Int32, _ address: SocketAddress) {
        WorkerCounters.add(1, to: counters.connectionsAccepted)
        let open = openTotal.increment()
        guard open <= configuration.connectionsMax + Self.refusedMax else {
            openTotal.decrement()
            return answerAndClose(descriptor)
        }
        let slot = table.insert(descriptor, peer: peer(address))
        WorkerCounters.add(1, to: counters.connectionsOpen)
        guard poll.addConnection(descriptor, key: table.key(of: slot)) else { return close(slot) }
        if open > configuration.connectionsMax {
            WorkerCounters.add(1, to: counters.connectionsRefused)
            let active = lend(slot)
            active.connection.refuseConnection()
            reject(Self.noRoom, slot, active)
            drive(slot)
        } else {
            wheel.set(slot, to: now &+ (isDraining ? times.drainIdle : times.idle))
        }
    }

    private static var noRoom: Rejection {
        Rejection(.serviceUnavailable, "too_many_connections", "The service has no room for another connection now.")
    }

    /// Answers 503 on the reserve descriptor, which must be free again at once.
    private func turnAway(_ descriptor: Int32) {
        WorkerCounters.add(1, to: counters.connectionsAccepted)
        answerAndClose(descriptor)
    }

    private func answerAndClose(_ descriptor: Int32) {
        WorkerCounters.add(1, to: counters.connectionsRefused)
        var connection = Connection(limits: configuration.limits, times: times, now: now)
        connection.refuseConnection()
        var response = application.rejected(Self.noRoom, of: nil)
        response.close = true
        connection.reply(response, now: now, date: date, isDraining: isDraining)
        _ = connection.output.withUnsent { SocketIO.send(descriptor, $0, $1) }
        shutdown(descriptor, Int32(SHUT_WR))
        // Closing with bytes unread would reset the connection and take the answer back.
        _ = SocketIO.receive(descriptor, into: readBuffer)
        Glibc.close(descriptor)
    }

    private func peer(_ address: SocketAddress) -> Peer? {
        switch address.bound {
        case .ipv4(let host, let port), .ipv6(let host, let port): Peer(address: host, port: port)
        case .unix: Peer(address: "unix")
        case nil: nil
        }
    }
}
