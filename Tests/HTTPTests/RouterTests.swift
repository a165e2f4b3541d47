import HTTP
import Testing

struct RouterTests {
    private static let routes: [(method: Method, template: String, endpoint: String)] = [
        (.get, "/", "root"), (.get, "/live", "live"), (.get, "/v1/people/{id}", "person"),
        (.patch, "/v1/people/{id}", "change"), (.post, "/v1/people", "create"), (.post, "/v1/people/search", "search"),
        (.get, "/v1/people/{id}/network", "network"), (.delete, "/v1/cases/{case}/notes/{note}", "drop"),
        (.get, "/v1/cases/mine/open", "mine"), (.get, "/v1/cases/{case}/notes", "notes"),
    ]

    private func describe(_ method: Method, _ target: String) throws -> String {
        let path = try RequestHead(method: .get, target: target).path
        return switch try Router(Self.routes).match(method, path) {
        case .route(let endpoint, let parameters): "\(endpoint)(\(parameters.joined(separator: ",")))"
        case .notFound: "not found"
        case .methodNotAllowed(let allow): allow.map(\.rawValue).joined(separator: ", ")
        }
    }

    @Test(arguments: [
        (Method.get, "/", "root()"), (.get, "/live", "live()"), (.head, "/live", "live()"),
        (.get, "/v1/people/7", "person(7)"), (.head, "/v1/people/7", "person(7)"),
        (.patch, "/v1/people/7", "change(7)"),
        (.get, "/v1/people/a%2Fb", "person(a/b)"), (.get, "/v1/people/7/network", "network(7)"),
        (.delete, "/v1/cases/1/notes/2", "drop(1,2)"), (.post, "/v1/people/search", "search()"),
        (.get, "/v1/cases/mine/open", "mine()"), (.get, "/v1/cases/mine/notes", "notes(mine)"),
        (.get, "/v1/people/%73earch/network", "network(search)"), (.post, "/v1/%70eople", "create()"),
        (.get, "/v1", "not found"), (.get, "/v1/people/", "not found"), (.get, "/live/", "not found"),
        (.get, "//live", "not found"), (.get, "/LIVE", "not found"), (.get, "/v1/people/7/network/x", "not found"),
        (.get, "/v1/cases/1", "not found"), (.get, "/v1/cases//notes", "not found"), (.put, "/nowhere", "not found"),
        (.put, "/v1/people/7", "GET, HEAD, OPTIONS, PATCH"), (.options, "/live", "GET, HEAD, OPTIONS"),
        (.get, "/v1/people", "OPTIONS, POST"), (.head, "/v1/people", "OPTIONS, POST"),
        (.get, "/v1/people/search", "OPTIONS, POST"), (.trace, "/", "GET, HEAD, OPTIONS"),
    ])
    func aPathLeadsToItsRoute(_ method: Method, _ target: String, _ found: String) throws {
        #expect(try describe(method, target) == found)
    }

    @Test(arguments: [
        ["/a", "/a"], ["/{a}", "/{b}"], ["/a/{b}/c", "/a/{d}/c"], ["a"], [""], ["/a/"], ["//a"], ["/a//b"], ["/{}"],
        ["/{a b}"], ["/{a}/{a}"], ["/{a"], ["/a}"], ["/x{a}"], ["/."], ["/a/.."], ["/a b"], ["/é"], ["/a%20"], ["/a?b"],
    ])
    func aTableThatCannotStandIsRefused(_ templates: [String]) {
        #expect(throws: RouteConflict.self) {
            try Router(templates.map { (method: .get, template: $0, endpoint: 0) })
        }
    }

    @Test(arguments: [Method.head, .options, .trace, .connect])
    func aMethodThatAnswersByItselfIsNoRoute(_ method: Method) {
        #expect(throws: RouteConflict.self) { try Router([(method: method, template: "/a", endpoint: 0)]) }
    }

    @Test func aConflictSaysWhichRoute() {
        let conflict = #expect(throws: RouteConflict.self) {
            try Router([
                (method: .get, template: "/a/{b}", endpoint: 0), (method: .get, template: "/a/{c}", endpoint: 1),
            ])
        }
        #expect(conflict?.description == "The route GET /a/{c} cannot stand: another route answers the same.")
    }

    @Test func anEmptyTableFindsNothing() throws {
        guard case .notFound = try Router<Int>([]).match(.get, Path()) else {
            Issue.record("found something")
            return
        }
    }
}
