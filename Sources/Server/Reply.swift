public import HTTP

/// How the application answers a request.
public enum Reply: Sendable {
    /// With this, at once.
    case now(Response)
    /// With what is handed to ``Exchange/reply(_:)``, later and from any thread.
    case later
}
