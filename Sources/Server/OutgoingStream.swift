import HTTP

/// Content that is being sent piece by piece, and how it waits where it has nothing to say.
struct OutgoingStream {
    /// What makes the pieces.
    let body: any BodyStream
    /// The same, where it goes on whenever something happens.
    let live: (any LiveStream)?
    /// Until when it is not asked again unless somebody wakes it.
    private(set) var pausedUntil: Nanoseconds?
    private var isEnding: Bool

    /// Begins to send content.
    ///
    /// - Parameter isDraining: whether the server is ending: a live stream is then at its end.
    init(_ body: any BodyStream, isDraining: Bool) {
        self.body = body
        live = body as? any LiveStream
        isEnding = isDraining
    }

    /// Asks for the next piece.
    mutating func next() throws -> [UInt8]? {
        isEnding && live != nil ? nil : try body.next()
    }

    /// It has given this: where that is nothing, and it is a live one, it waits.
    mutating func gave(_ bytes: [UInt8], now: Nanoseconds) {
        guard bytes.isEmpty, let live else { return }
        pausedUntil = now &+ MonotonicClock.nanoseconds(seconds: live.pauseSeconds)
    }

    /// Something may have happened that it waits for.
    mutating func wakes() {
        pausedUntil = nil
    }

    /// The server is ending.
    ///
    /// - Returns: whether it ends with it.
    mutating func drains() -> Bool {
        isEnding = true
        pausedUntil = nil
        return live != nil
    }
}
