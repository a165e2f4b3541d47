/// Where a server listens and how long it waits for what.
public struct ServerConfiguration: Sendable {
    /// How long a connection may stay open between requests, in seconds.
    public var idleTimeoutSeconds = 60

    /// Makes the standard configuration.
    public init() {}
}
