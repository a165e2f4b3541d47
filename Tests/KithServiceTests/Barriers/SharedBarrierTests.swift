import HTTP
import JSON
import Testing

@testable import KithService

/// What a refusal made stays with its case until somebody says in so many words that it is shared.
@Suite struct SharedBarrierTests {
    @Test func nothingSharesItButSayingSo() throws {
        let test = try TestService()
        let lead = try test.makeColleague(name: "The lead")
        let person = try test.make("/v1/people", #"{"preferred_name": "M."}"#, by: lead)
        let supportCase = try test.make(
            "/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        _ = try test.make(
            "/v1/cases/\(supportCase)/pulls",
            #"{"what": "A bed", "outcome": "refused", "refusal_reason": "Not M. again."}"#, by: lead)
        let made = try JSON.read(try test.ask("GET", "/v1/barriers", by: lead).text)["items"]?.arrayValue ?? []
        let barrier = try #require(made.first?["id"]?.stringValue)
        func change(_ body: String) throws -> Status {
            try test.ask("PATCH", "/v1/barriers/\(barrier)", by: lead, body, fields: ["If-Match: *"]).status
        }
        #expect(try change(#"{"shared": null}"#) == .unprocessableContent)
        #expect(try change(#"{"workaround": "Asked the one next door."}"#) == .ok)
        #expect(try test.ask("GET", "/v1/barriers/\(barrier)", as: .learner).status == .notFound)
        #expect(try change(#"{"shared": true}"#) == .ok)
        #expect(try test.ask("GET", "/v1/barriers/\(barrier)", as: .learner).status == .ok)
    }

    /// Else whoever made it would see, by whether they still read it, that others have linked a case to it.
    @Test func whatIsSharedStaysSo() throws {
        let test = try TestService()
        let maker = try test.makeColleague(name: "Who wrote it down")
        let barrier = try test.make("/v1/barriers", #"{"what": "No bus."}"#, by: maker)
        let answer = try test.ask(
            "PATCH", "/v1/barriers/\(barrier)", by: maker, #"{"shared": false}"#, fields: ["If-Match: *"])
        #expect(answer.status == .conflict)
        #expect(try JSON.read(answer.text)["code"] == "already_shared")
        #expect(try test.ask("GET", "/v1/barriers/\(barrier)", as: .learner).status == .ok)
    }
}
