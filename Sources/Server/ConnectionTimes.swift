/// The deadlines of a connection in nanoseconds, worked out once from the configuration.
struct ConnectionTimes: Sendable {
    let head: Nanoseconds
    let body: Nanoseconds
    let paceWindow: Nanoseconds
    let idle: Nanoseconds
    let write: Nanoseconds
    let response: Nanoseconds
    let linger: Nanoseconds
    let drainIdle: Nanoseconds
    /// The least a body brings in one window, in bytes.
    let bodyBytesMin: Int
    /// The least a reader takes in one write timeout, in bytes.
    let writeBytesMin: Int
    let lingerBytesMax: Int
    let refusedBodyBytesMax: Int

    /// Reads a configuration.
    init(_ configuration: ServerConfiguration) {
        head = MonotonicClock.nanoseconds(seconds: configuration.headTimeoutSeconds)
        body = MonotonicClock.nanoseconds(seconds: configuration.bodyTimeoutSeconds)
        paceWindow = MonotonicClock.nanoseconds(seconds: configuration.paceWindowSeconds)
        idle = MonotonicClock.nanoseconds(seconds: configuration.idleTimeoutSeconds)
        write = MonotonicClock.nanoseconds(seconds: configuration.writeTimeoutSeconds)
        response = MonotonicClock.nanoseconds(seconds: configuration.responseTimeoutSeconds)
        linger = MonotonicClock.nanoseconds(seconds: configuration.lingerSeconds)
        drainIdle = MonotonicClock.nanoseconds(seconds: configuration.drainIdleSeconds)
        let rate = Double(max(0, min(configuration.bodyBytesPerSecondMin, 1 << 30)))
        bodyBytesMin = max(1, Int(rate * min(configuration.paceWindowSeconds, 3600)))
        writeBytesMin = max(1, Int(rate * min(configuration.writeTimeoutSeconds, 3600)))
        lingerBytesMax = configuration.lingerBytesMax
        refusedBodyBytesMax = configuration.refusedBodyBytesMax
    }
}
