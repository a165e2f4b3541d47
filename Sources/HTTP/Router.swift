/// Finds what answers a method and a path.
///
/// A literal segment goes before a parameter, whatever the order of the routes. Nothing is guessed: `/a/` is not `/a`,
/// and no empty segment fills a parameter.
public struct Router<Endpoint: Sendable>: Sendable {
    /// What was found.
    public enum Match: Sendable {
        /// The endpoint, with the decoded values of the template's parameters in order.
        case route(Endpoint, parameters: [String])
        /// No template has this path.
        case notFound
        /// The path is there and the method is not; also for OPTIONS, which the application answers from
        /// `allow`, sorted by name.
        case methodNotAllowed(allow: [Method])
    }

    private var tree = RouteTree()
    private let endpoints: [Endpoint]

    /// Makes a router; it never changes again.
    ///
    /// - Parameter routes: methods, templates such as `/v1/people/{id}`, and what answers them; GET answers HEAD.
    /// - Throws: `RouteConflict` where a template is malformed, or two routes answer the same.
    public init(_ routes: [(method: Method, template: String, endpoint: Endpoint)]) throws(RouteConflict) {
        endpoints = routes.map(\.endpoint)
        for (index, route) in routes.enumerated() { try tree.add(route.method, route.template, endpoint: index) }
    }

    /// Finds what answers.
    public func match(_ method: Method, _ path: Path) -> Match {
        guard let found = tree.find(path) else { return .notFound }
        guard let leaf = tree.leaf(method, at: found) else { return .methodNotAllowed(allow: tree.allow(at: found)) }
        return .route(endpoints[leaf.endpoint], parameters: path.segments(leaf.parameters))
    }
}
