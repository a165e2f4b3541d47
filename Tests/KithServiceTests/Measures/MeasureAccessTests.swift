import HTTP
import JSON
import Testing

@testable import KithService

/// Measures are made of what the reader may see, and of nothing else.
@Suite struct MeasureAccessTests {
    private let test: TestService
    private let lead: Colleague
    private let other: Colleague
    private var ids: [String: String] = [:]

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        other = try test.makeColleague(name: "Another lead")
        try make("him", "/v1/people", #"{"preferred_name": "Gareth"}"#)
        try make("her", "/v1/people", #"{"preferred_name": "Kayleigh"}"#)
        try make("case", "/v1/cases", #"{"people": ["$him"], "entry_route": "self"}"#)
        try make("agency", "/v1/agencies", #"{"name": "Housing"}"#)
        try make("tie", "/v1/relationships", AccessStory.tie("person $him", "person $her", "ex_partner"))
        try make("a", "/v1/cases/$case/contacts", #"{"note": "Tea.", "demand": "value"}"#)
        try make("b", "/v1/cases/$case/contacts", #"{"note": "Rang.", "agency": "$agency"}"#)
        try make("c", "/v1/cases/$case/steps", #"{"own_words": "A fridge.", "kind": "quick", "who_acts": "by_person"}"#)
    }

    private mutating func make(_ name: String, _ target: String, _ body: String, by colleague: Colleague? = nil) throws
    {
        ids[name] = try test.make(resolve(target), resolve(body), by: colleague ?? lead)
    }

    private func resolve(_ text: String) -> String {
        ids.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
    }

    private func measures(_ target: String, by colleague: Colleague) throws -> String {
        let answer = try test.ask("GET", resolve(target), by: colleague)
        #expect(answer.status == .ok)
        return try answer.text
    }

    /// What names her counts until a barrier parts them; then it is as if it had never been.
    @Test func aBarrierLeavesNoTraceInTheNumbers() throws {
        var copy = self
        let targets = ["/v1/cases/$case/measures", "/v1/people/$him/measures"]
        let before = try targets.map { try measures($0, by: lead) }
        let party = #"[{"type": "person", "id": "$her"}]"#
        try copy.make(
            "x", "/v1/cases/$case/contacts",
            #"{"note": "x", "with": \#(party), "agency": "$agency", "demand": "failure"}"#)
        try copy.make(
            "y", "/v1/cases/$case/steps",
            #"{"own_words": "x", "kind": "quick", "agreed_with": \#(party), "done_at": "2026-11-21T09:00:00Z"}"#)
        try copy.make(
            "z", "/v1/cases/$case/service-use", #"{"service": "arrest", "on": "2026-11-20", "person": "$her"}"#)
        let told = try targets.map { try copy.measures($0, by: lead) }
        #expect(told[0] != before[0] && told[1] != before[1])
        try copy.make("barrier", "/v1/person-barriers", #"{"person": "$her", "other": "$him", "kind": "no_contact"}"#)
        #expect(try targets.map { try copy.measures($0, by: lead) } == before)
    }

    /// Of a person's cases those count that the reader reads: to each lead the person's measures are their case's.
    @Test func ofAPersonTheCasesCountThatTheReaderReads() throws {
        var copy = self
        let alone = try measures("/v1/people/$him/measures", by: lead)
        #expect(alone == (try measures("/v1/cases/$case/measures", by: lead)))
        try copy.make(
            "second", "/v1/cases",
            #"{"people": ["$him"], "entry_route": "agency", "lead": "\#(other.id.canonical)"}"#)
        for _ in 0..<3 { try copy.make("d", "/v1/cases/$second/contacts", #"{"note": "x"}"#, by: other) }
        #expect(try measures("/v1/people/$him/measures", by: lead) == alone)
        let theirs = try copy.measures("/v1/people/$him/measures", by: other)
        #expect(theirs == (try copy.measures("/v1/cases/$second/measures", by: other)))
        #expect(theirs != alone)
        let member = #"{"member": {"type": "worker", "id": "\#(lead.id.canonical)"}, "contribution": "buddy"}"#
        try copy.make("member", "/v1/cases/$second/team", member, by: other)
        let both = try copy.measures("/v1/people/$him/measures?measure=upc&level=worker", by: lead)
        let measure = try JSON.read(both)["measures"]?.arrayValue?.first
        #expect(measure?["n"]?.int64Value == 5 && measure?["value"]?.stringValue == nil)
        #expect(both.contains(#""value":0.6"#))
    }
}
