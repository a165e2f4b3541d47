/// A client that asks for the same thing at a steady pace, and measures how long each answer takes.
struct Canary: Sendable {
    /// What it saw.
    struct Song: Sendable {
        var milliseconds: [Double] = []
        var complaints: [String] = []

        /// The value that so many of a hundred answers were no slower than.
        func percentile(_ share: Double) -> Double {
            let sorted = milliseconds.sorted()
            return sorted.isEmpty ? .infinity : sorted[Int(Double(sorted.count - 1) * share / 100)]
        }
    }

    /// How long it rests between two requests, in milliseconds.
    static let restMilliseconds: Int32 = 20

    let token: String

    /// Asks until `end`, over one connection.
    func run(_ service: Service, until end: Double) -> Song {
        var song = Song()
        do {
            let client = try service.connect()
            while Timing.seconds() < end {
                let before = Timing.seconds()
                let answer = try client.ask("GET", "/v1/people", token: token)
                song.milliseconds.append((Timing.seconds() - before) * 1000)
                if answer.status != 200 { song.complaints.append("\(answer.status) \(answer.text)") }
                Timing.pause(milliseconds: Self.restMilliseconds)
            }
        } catch {
            song.complaints.append("\(error)")
        }
        return song
    }
}
