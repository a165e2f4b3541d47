import HTTP
import JSON
import Testing

@testable import KithService

/// How large a body each route reads.
@Suite struct BodySizeTests {
    private func head(_ route: Route, _ length: Int) throws -> RequestHead {
        let path = route.template.replacing(/\{[a-z]+\}/, with: "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e10")
        let message =
            "\(route.method.rawValue) \(path) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer x\r\n"
            + "Content-Length: \(length)\r\n\r\n"
        var parser = RequestParser(limits: Limits())
        let event = Array(message.utf8).withUnsafeBytes { parser.consume($0).event }
        guard case .head(let head) = event else {
            Issue.record("no head: \(message)")
            throw AppError.notFound
        }
        return head
    }

    private func limit(_ method: HTTP.Method, _ template: String, _ test: TestService) throws -> Int {
        let route = try #require(test.service.routes.first { $0.method == method && $0.template == template })
        return test.service.bodyBytesMax(of: try head(route, 1))
    }

    @Test func aRouteReadsWhatItsDeclarationCanHold() throws {
        let test = try TestService()
        let whole = test.service.settings.bodyBytesMax
        #expect(try limit(.post, "/v1/people", test) == whole)
        #expect(try limit(.patch, "/v1/cases/{id}", test) == whole)
        // A name of a team: one line of at most 500 bytes, each of which may be escaped.
        let team = try limit(.post, "/v1/teams", test)
        #expect((BodySize.spaceBytes + 6 * TextLimits.lineBytesMax..<16_384).contains(team))
        #expect(try limit(.delete, "/v1/tokens/{id}", test) == 4096)
        #expect(try limit(.get, "/v1/people", test) == 4096)
        var settings = ServiceSettings()
        settings.bodyBytesMax = 2048
        let small = try TestService(settings: settings)
        for route in small.service.routes where route.body != nil {
            #expect(small.service.bodyBytesMax(of: try head(route, 1)) == 2048, "\(route.template)")
        }
    }

    /// The largest body that a declaration lets through is read: every byte of it escaped.
    @Test func theLargestRightBodyIsTaken() throws {
        let test = try TestService()
        let name = String(repeating: "\\u0041", count: TextLimits.lineBytesMax)
        let body = "{\n    \"name\": \"\(name)\"\n}\n"
        #expect(body.utf8.count <= (try limit(.post, "/v1/teams", test)))
        #expect(try test.ask("POST", "/v1/teams", body).status == .created)
    }
}
