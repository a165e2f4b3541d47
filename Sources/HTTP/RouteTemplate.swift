/// A template of paths, as `/v1/people/{id}`: literal segments and named ones.
struct RouteTemplate {
    enum Segment: Equatable {
        case literal([UInt8])
        case parameter(String)
    }

    let segments: [Segment]

    /// Reads a template.
    ///
    /// - Throws: `RouteConflict` where it is malformed.
    init(_ template: String, method: Method) throws(RouteConflict) {
        func conflict(_ reason: String) -> RouteConflict {
            RouteConflict(method: method, template: template, reason: reason)
        }
        guard template.utf8.first == ASCII.slash else { throw conflict("a template begins with /") }
        guard template != "/" else {
            segments = []
            return
        }
        var names: Set<String> = []
        var segments: [Segment] = []
        for part in template.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard !part.isEmpty else { throw conflict("a template has no empty segment and no / at its end") }
            if part.hasPrefix("{"), part.hasSuffix("}") {
                let name = String(part.dropFirst().dropLast())
                let isName = !name.isEmpty && name.utf8.allSatisfy { ASCII.isToken($0) && $0 != 0x7C }
                guard isName else { throw conflict("a parameter is a name in braces") }
                guard names.insert(name).inserted else { throw conflict("the parameter \(name) stands twice") }
                segments.append(.parameter(name))
            } else {
                guard part != ".", part != "..", part.utf8.allSatisfy({ ASCII.isPathByte($0) && $0 != ASCII.percent })
                else { throw conflict("the segment \(part) can stand in no path") }
                segments.append(.literal(Array(part.utf8)))
            }
        }
        self.segments = segments
    }
}
