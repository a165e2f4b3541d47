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
        /// The path is there and the method is not; also for OPTIONS, which the application answers from `allow`, sorted by
        /// name.
        case methodNotAllowed(allow: [Method])
    }

    private struct Leaf: Sendable {
        let method: Method
        let endpoint: Endpoint
        /// Which segments of the path are parameters.
        let parameters: [Int]
    }

    private struct Node: Sendable {
        var literals: [(text: [UInt8], node: Int)] = []
        var parameter: Int?
        var leaves: [Leaf] = []
        var allow: [Method] = []
    }

    private var nodes = [Node()]

    /// Makes a router; it never changes again.
    ///
    /// - Parameter routes: methods, templates such as `/v1/people/{id}`, and what answers them. A GET route answers HEAD.
    /// - Throws: `RouteConflict` where a template is malformed, or two routes answer the same.
    public init(_ routes: [(method: Method, template: String, endpoint: Endpoint)]) throws(RouteConflict) {
        for route in routes { try add(route.method, route.template, route.endpoint) }
        for index in nodes.indices { nodes[index].allow = Self.allow(nodes[index].leaves.map(\.method)) }
    }

    /// Finds what answers.
    public func match(_ method: Method, _ path: Path) -> Match {
        guard let found = find(path, 0, 0) else { return .notFound }
        let wanted = method == .head ? .get : method
        guard let leaf = nodes[found].leaves.first(where: { $0.method == wanted }) else {
            return .methodNotAllowed(allow: nodes[found].allow)
        }
        return .route(leaf.endpoint, parameters: leaf.parameters.compactMap { path.segment($0) })
    }

    /// Finds the node of a path; where a literal leads to no route, the parameter beside it is tried.
    private func find(_ path: Path, _ index: Int, _ node: Int) -> Int? {
        guard index < path.count else { return nodes[node].leaves.isEmpty ? nil : node }
        for literal in nodes[node].literals where path.segment(index, is: literal.text) {
            if let found = find(path, index + 1, literal.node) { return found }
        }
        guard let parameter = nodes[node].parameter, !path.segment(index, is: []) else { return nil }
        return find(path, index + 1, parameter)
    }

    private mutating func add(_ method: Method, _ template: String, _ endpoint: Endpoint) throws(RouteConflict) {
        let segments = try RouteTemplate(template, method: method).segments
        guard [.get, .post, .put, .patch, .delete].contains(method) else {
            throw RouteConflict(
                method: method, template: template,
                reason: "HEAD and OPTIONS answer by themselves, TRACE and CONNECT never")
        }
        var node = 0
        var parameters: [Int] = []
        for (index, segment) in segments.enumerated() {
            switch segment {
            case .literal(let text): node = child(of: node, literal: text)
            case .parameter:
                parameters.append(index)
                node = parameterChild(of: node)
            }
        }
        guard !nodes[node].leaves.contains(where: { $0.method == method }) else {
            throw RouteConflict(method: method, template: template, reason: "another route answers the same")
        }
        nodes[node].leaves.append(Leaf(method: method, endpoint: endpoint, parameters: parameters))
    }

    private mutating func child(of node: Int, literal text: [UInt8]) -> Int {
        if let known = nodes[node].literals.first(where: { $0.text == text }) { return known.node }
        nodes.append(Node())
        nodes[node].literals.append((text, nodes.count - 1))
        return nodes.count - 1
    }

    private mutating func parameterChild(of node: Int) -> Int {
        if let known = nodes[node].parameter { return known }
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
        return nodes.count - 1
    }

    private static func allow(_ methods: [Method]) -> [Method] {
        guard !methods.isEmpty else { return [] }
        let all = methods + [.options] + (methods.contains(.get) ? [.head] : [])
        return all.sorted { $0.rawValue < $1.rawValue }
    }
}
