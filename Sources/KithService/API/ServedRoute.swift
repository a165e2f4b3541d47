/// A route as one service serves it, with what is worked out once and not for each request.
struct ServedRoute: Sendable {
    let route: Route
    /// What a token must be for.
    let scopes: Scopes

    /// Prepares a route.
    init(_ route: Route) {
        self.route = route
        scopes = Scopes(named: [route.scope].compactMap(\.self))
    }
}
