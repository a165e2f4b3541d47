/// A route as one service serves it, with what is worked out once and not for each request.
struct ServedRoute: Sendable {
    let route: Route
    /// What a token must be for.
    let scopes: Scopes
    /// The largest body, in bytes: what its declaration can hold, within what the installation takes at all; nil where
    /// there is no use for one.
    let bodyBytesMax: Int?

    /// Prepares a route.
    init(_ route: Route, bodyBytesMax: Int) {
        self.route = route
        scopes = Scopes(named: [route.scope].compactMap(\.self))
        self.bodyBytesMax = route.body.map { min(bodyBytesMax, BodySize.bytesMax(of: $0.members)) }
    }
}
