import HTTP
import JSON
import Testing

@testable import KithService

/// Who reads what stood in the way: before it is shared and after, and in whose case.
@Suite struct BarrierSharingTests {
    private let test: TestService
    private let lead: Colleague
    private let cover: Colleague
    private let other: Colleague
    private let supportCase: String

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        cover = try test.makeColleague(name: "The cover")
        other = try test.makeColleague(name: "Another")
        let person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        let days = #"{"worker": "\#(cover.id.canonical)", "to": "2026-11-21"}"#
        _ = try test.make("/v1/cases/\(supportCase)/cover", days, by: lead)
    }

    private func listed(_ colleague: Colleague) throws -> [String] {
        let list = try JSON.read(try test.ask("GET", "/v1/barriers?include=total", by: colleague).text)
        let ids = list["items"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
        #expect(list["total"]?.int64Value == Int64(ids.count))
        return ids
    }

    /// Whoever wrote it down reads it as long as they read the case: it is in the words of the case.
    @Test func aRefusalsBarrierIsForWhoReadsTheCase() throws {
        let pull = #"{"what": "A bed for Danny", "outcome": "refused"}"#
        _ = try test.make("/v1/cases/\(supportCase)/pulls", pull, by: cover)
        let made = try #require(try listed(lead).first)
        #expect(try listed(cover) == [made] && listed(other).isEmpty)
        test.clock.set(to: try Instant("2026-11-22T00:00:00Z"))
        #expect(try listed(lead) == [made] && listed(cover).isEmpty)
        #expect(try test.status("GET", "/v1/barriers/\(made)", by: cover) == 404)
        let shared = #"{"what": "No beds after six", "shared": true}"#
        #expect(try test.status("PATCH", "/v1/barriers/\(made)", by: other, shared) == 404)
        #expect(try test.status("PATCH", "/v1/barriers/\(made)", by: lead, shared) == 200)
        #expect(try listed(cover) == [made] && listed(other) == [made])
        #expect(try test.ask("GET", "/v1/barriers/\(made)/links", by: other).text == #"{"items":[]}"#)
        #expect(try test.ask("GET", "/v1/barriers/\(made)/links", by: lead).text.contains(supportCase))
    }

    @Test func oneOfNoCaseIsItsWritersUntilItIsShared() throws {
        let made = try test.make("/v1/barriers", #"{"what": "A threshold", "shared": false}"#, by: other)
        #expect(try listed(other) == [made] && listed(lead).isEmpty)
        let open = try test.make("/v1/barriers", #"{"what": "A rule"}"#, by: other)
        #expect(try listed(lead) == [open])
    }
}
