import Synchronization

/// What a server has done since its start, summed over its workers.
public struct ServerCounters: Sendable, Equatable {
    /// Connections open now.
    public var connectionsOpen = 0
    /// Connections accepted, those refused for want of room among them.
    public var connectionsAccepted = 0
    /// Connections answered 503 because `connectionsMax` or the descriptors were used up.
    public var connectionsRefused = 0
    /// How often accepting had to pause because the system had no descriptor or memory left.
    public var acceptsPaused = 0
    /// Heads read.
    public var requests = 0
    /// Messages refused by the server itself: malformed, too large, too slow.
    public var rejections = 0
    /// Answers written whole.
    public var responses = 0
    /// Answers that the client did not take whole, and requests whose client went before the answer.
    public var responsesDropped = 0
    /// Bytes read.
    public var bytesReceived = 0
    /// Bytes the kernel took.
    public var bytesSent = 0

    /// Adds one worker's counts.
    mutating func add(_ counters: WorkerCounters) {
        connectionsOpen += counters.connectionsOpen.load(ordering: .relaxed)
        connectionsAccepted += counters.connectionsAccepted.load(ordering: .relaxed)
        connectionsRefused += counters.connectionsRefused.load(ordering: .relaxed)
        acceptsPaused += counters.acceptsPaused.load(ordering: .relaxed)
        requests += counters.requests.load(ordering: .relaxed)
        rejections += counters.rejections.load(ordering: .relaxed)
        responses += counters.responses.load(ordering: .relaxed)
        responsesDropped += counters.responsesDropped.load(ordering: .relaxed)
        bytesReceived += counters.bytesReceived.load(ordering: .relaxed)
        bytesSent += counters.bytesSent.load(ordering: .relaxed)
    }
}
