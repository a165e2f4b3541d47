/// A client that tries made-up tokens at a steady pace, over one connection.
struct Guesser: Sendable {
    /// What came of it.
    struct Outcome: Sendable {
        var sent = 0
        /// How many were refused unlooked at.
        var lockedOut = 0
        /// Answers that are no refusal of a token.
        var strange: [String] = []
    }

    let seed: UInt64
    let perSecond: Double

    /// Guesses until `end`.
    func run(_ service: Service, until end: Double) -> Outcome {
        var outcome = Outcome()
        do {
            try guess(service, until: end, &outcome)
        } catch {
            outcome.strange.append("\(error)")
        }
        return outcome
    }

    private func guess(_ service: Service, until end: Double, _ outcome: inout Outcome) throws {
        var random = Random(seed: seed)
        let client = try service.connect()
        let start = Timing.seconds()
        while Timing.seconds() < end {
            let token = "kith_" + String((0..<43).map { _ in random.below(2) == 0 ? "a" : "B" })
            let answer = try client.ask("GET", "/v1/people", token: token)
            switch answer.status {
            case 401: break
            case 429 where answer["retry-after"].flatMap { Int($0) } != nil: outcome.lockedOut += 1
            default: outcome.strange.append("\(answer.status) \(answer.text)")
            }
            outcome.sent += 1
            let early = start + Double(outcome.sent) / perSecond - Timing.seconds()
            if early > 0.001 { Timing.pause(milliseconds: Int32(early * 1000)) }
        }
    }
}
