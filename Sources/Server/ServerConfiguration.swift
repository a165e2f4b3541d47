public import HTTP

/// Where a server listens and how long it waits for what.
///
/// All times are in seconds and may be fractions.
public struct ServerConfiguration: Sendable {
    /// Where to listen; an address each.
    public var listen: [ListenAddress] = [.ipv4(host: "127.0.0.1", port: 8080)]
    /// How many workers, each with its own queue, listener and application state; one a core is right.
    public var workers = 2
    /// How many finished connections the kernel keeps waiting for `accept` (it caps this at `net.core.somaxconn`).
    public var backlog: Int32 = 4096
    /// The most connections that are open at once, over all workers; one more is answered 503 and closed.
    public var connectionsMax = 16_384
    /// The bounds of every message.
    public var limits = Limits()

    /// The longest from the first byte of a head to its last; then 408.
    public var headTimeoutSeconds = 10.0
    /// The longest from the end of a head to the end of its body; then 408.
    public var bodyTimeoutSeconds = 60.0
    /// How long a body may stay under ``bodyBytesPerSecondMin``.
    public var paceWindowSeconds = 5.0
    /// The slowest that a body may come in, over ``paceWindowSeconds``, and an answer may be taken, over
    /// ``writeTimeoutSeconds``, in bytes a second.
    public var bodyBytesPerSecondMin = 256
    /// How long a connection may stay open between requests, and before its first; then it is closed in silence.
    public var idleTimeoutSeconds = 60.0
    /// How long a client may take an answer more slowly than ``bodyBytesPerSecondMin``; then the connection is dropped.
    public var writeTimeoutSeconds = 30.0
    /// How long the application may take for an answer; then the server answers 503 in its place.
    public var responseTimeoutSeconds = 30.0
    /// How long a connection that was closed from this side is read on, so that the answer is not lost to a reset.
    public var lingerSeconds = 2.0
    /// How many bytes are read and thrown away in that time.
    public var lingerBytesMax = 1 << 20
    /// The largest body of a refused request that is read and thrown away so that the connection can live on, in bytes.
    public var refusedBodyBytesMax = 65_536
    /// How long a drain may take before what is left is dropped.
    public var drainSeconds = 20.0
    /// How long a drain still waits for a request on a connection that has none.
    public var drainIdleSeconds = 0.5

    /// Makes the standard configuration.
    public init() {}
}
