/// The templates of a router as a tree of segments; not generic, so that a match costs no look-up of type metadata.
struct RouteTree: Sendable {
    /// One method of one template.
    struct Leaf: Sendable {
        let method: Method
        /// Which endpoint answers.
        let endpoint: Int
        /// Which segments of the path are parameters.
        let parameters: [Int]
    }

    private struct Literal: Sendable {
        let text: [UInt8]
        let node: Int
    }

    private struct Node: Sendable {
        var literals: [Literal] = []
        var parameter: Int?
        var leaves: [Leaf] = []
        var allow: [Method] = []
    }

    private var nodes = [Node()]

    /// Adds the next route.
    ///
    /// - Throws: `RouteConflict` where the template is malformed or another route answers the same.
    mutating func add(_ method: Method, _ template: String, endpoint: Int) throws(RouteConflict) {
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
        nodes[node].allow = Self.allow(nodes[node].leaves.map(\.method))
    }

    /// Finds the node of a path; where a literal leads to no route, the parameter beside it is tried.
    ///
    /// - Returns: a node with one leaf at least, or nil.
    func find(_ path: Path) -> Int? { find(path, 0, 0) }

    /// The leaf of a method at a node; GET answers HEAD.
    func leaf(_ method: Method, at node: Int) -> Leaf? {
        let wanted = method == .head ? .get : method
        return nodes[node].leaves.first { $0.method == wanted }
    }

    /// The methods of a node, sorted by name, with HEAD and OPTIONS.
    func allow(at node: Int) -> [Method] { nodes[node].allow }

    private func find(_ path: Path, _ index: Int, _ node: Int) -> Int? {
        guard index < path.count else { return nodes[node].leaves.isEmpty ? nil : node }
        for place in nodes[node].literals.indices where path.segment(index, is: nodes[node].literals[place].text) {
            if let found = find(path, index + 1, nodes[node].literals[place].node) { return found }
        }
        guard let parameter = nodes[node].parameter, !path.segment(index, is: []) else { return nil }
        return find(path, index + 1, parameter)
    }

    private mutating func child(of node: Int, literal text: [UInt8]) -> Int {
        if let known = nodes[node].literals.first(where: { $0.text == text }) { return known.node }
        nodes.append(Node())
        nodes[node].literals.append(Literal(text: text, node: nodes.count - 1))
        return nodes.count - 1
    }

    private mutating func parameterChild(of node: Int) -> Int {
        if let known = nodes[node].parameter { return known }
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
        return nodes.count - 1
    }

    private static func allow(_ methods: [Method]) -> [Method] {
        let all = methods + [.options] + (methods.contains(.get) ? [.head] : [])
        return all.sorted { $0.rawValue < $1.rawValue }
    }
}
