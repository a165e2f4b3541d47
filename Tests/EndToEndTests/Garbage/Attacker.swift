import Glibc

/// A client that sends broken messages over many connections, and leaves each in another way.
struct Attacker: Sendable {
    /// How long it listens for an answer before it goes on, in milliseconds.
    private static let patienceMilliseconds: Int32 = 20
    /// How many silent connections it keeps open at most.
    private static let silentMax = 20

    let seed: UInt64
    let token: String
    let supportCase: String
    /// How long it rests between two messages, in milliseconds: the canary shares the machine.
    let restMilliseconds: Int32

    /// Attacks until `end`.
    ///
    /// - Returns: How many messages were sent, and how many were answered.
    func run(_ service: Service, until end: Double) -> (sent: Int, answered: Int) {
        var mutator = Mutator(seed: seed, token: token, supportCase: supportCase)
        var silent: [Client] = []
        var (sent, answered) = (0, 0)
        while Timing.seconds() < end {
            Timing.pause(milliseconds: restMilliseconds)
            guard let client = try? Client(port: service.port, patienceSeconds: 1) else { continue }
            let message = mutator.next()
            // A refusal in the middle of the message is an answer too.
            try? client.send(message)
            sent += 1
            switch mutator.below(6) {
            case 0:
                client.resetOnClose()
            case 1:
                silent.append(client)
                if silent.count > Self.silentMax { silent.removeFirst() }
            case 2:
                client.endSending()
                if hears(client) { answered += 1 }
            case 3:
                break
            default:
                if hears(client) { answered += 1 }
            }
        }
        return (sent, answered)
    }

    /// Whether something comes back soon; it must then be an answer in HTTP.
    private func hears(_ client: Client) -> Bool {
        var wanted = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, Self.patienceMilliseconds) > 0 else { return false }
        return (try? client.read()) != nil
    }
}
