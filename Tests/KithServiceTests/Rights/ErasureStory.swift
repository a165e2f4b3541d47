import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// Somebody of whom every kind of record tells, beside somebody who stays.
struct ErasureStory {
    let service: TestService
    let lead: Colleague
    let supervisor: Colleague
    private(set) var ids: [String: String] = [:]

    /// What is in no record but hers: made up, so that nothing else says it.
    static let words = [
        "Wilhelmina", "wilhelmina", "Ashgrove", "9990000018", "Quillfeather", "Marchpane", "Tamarisk", "Oxlip",
        "Saltbox", "Fennel", "Hawkbit", "Larkspur", "Woodruff", "Bistort", "Yarrow", "Campion",
    ]

    init() throws {
        service = try TestService()
        let team = try service.makeTeam()
        lead = try service.makeColleague(name: "The lead", team: team)
        supervisor = try service.makeColleague(.supervisor, name: "The supervisor", team: team)
        try make(
            "her", "/v1/people",
            #"{"preferred_name": "Wilhelmina", "names": [{"name": "Wilhelmina Ashgrove"}],"#
                + #" "about_me": "Quillfeather.", "identifiers": [{"scheme": "nhs_number", "value": "999 000 0018"}]}"#)
        try make("him", "/v1/people", #"{"preferred_name": "Bram"}"#)
        try make("case", "/v1/cases", #"{"people": ["$her"], "entry_route": "self", "what_matters": "Marchpane"}"#)
        try make("joint", "/v1/cases", #"{"people": ["$her", "$him"], "entry_route": "self"}"#)
        try make("his", "/v1/cases", #"{"people": ["$him"], "entry_route": "agency"}"#)
        try tellOfHer()
        try tellOfBoth()
    }

    private mutating func tellOfHer() throws {
        try make("contact", "/v1/cases/$case/contacts", #"{"note": "Tamarisk."}"#, ["Idempotency-Key: once"])
        try change("/v1/cases/$case/contacts/$contact", #"{"note": "Oxlip."}"#)
        try change("/v1/people/$her", #"{"about_me": "Saltbox."}"#)
        try change("/v1/cases/$case", #"{"what_matters": "Fennel"}"#)
        try ask("POST", "/v1/cases/$case/state", #"{"state": "connecting", "note": "Hawkbit."}"#)
        try make("consent", "/v1/consents", #"{"person": "$her", "what_for": "Larkspur."}"#)
        try make("request", "/v1/rights-requests", #"{"person": "$her", "kind": "erasure", "words": "Woodruff."}"#)
        try make("tie", "/v1/relationships", AccessStory.tie("person $her", "person $him", "friend"))
        try make("home", "/v1/households", #"{"members": [{"person": "$her", "role": "adult"}]}"#)
        try make("shared_home", "/v1/households", #"{"members": [{"person": "$her"}, {"person": "$him"}]}"#)
        try make("account", "/v1/relationships/$tie/accounts", #"{"said_by": "person", "note": "Bistort."}"#)
        try make(
            "share", "/v1/share-decisions",
            #"{"case": "$case", "what": "Oxlip.", "with_whom": "The GP", "shared": false, "reasoning": "Fennel.","#
                + #" "person_told": true}"#)
        try make("note", "/v1/cases/$case/notes", #"{"text": "Yarrow."}"#)
        try change("/v1/cases/$case/notes/$note", #"{"text": "Yarrow and Oxlip."}"#)
        try make("pull", "/v1/cases/$case/pulls", #"{"what": "Campion.", "outcome": "refused"}"#)
        let barrier = #"{"person": "$her", "other": "$him", "kind": "professional", "note": "Hawkbit."}"#
        try make("barrier", "/v1/person-barriers", barrier)
        try change("/v1/person-barriers/$barrier", #"{"until": "2026-11-21"}"#)
        let asked = ["Kith-Access-Reason: A look", "Kith-Access-Purpose: quality"]
        let opened = try service.ask("GET", resolve("/v1/people/$her"), as: .supervisor, fields: asked)
        #expect(opened.status == .ok)
    }

    private mutating func tellOfBoth() throws {
        let her = #"[{"type": "person", "id": "$her"}]"#
        try make("shared", "/v1/cases/$joint/contacts", #"{"note": "Both came.", "with": \#(her)}"#)
        try make(
            "named", "/v1/cases/$his/contacts",
            #"{"note": "Rang.", "with": [{"type": "person", "id": "$him"}], "present": \#(her)}"#)
        try make("alone", "/v1/cases/$joint/notes", #"{"text": "Campion.", "about": ["$her"]}"#)
        try make("both", "/v1/cases/$joint/notes", #"{"text": "Both came.", "about": ["$her", "$him"]}"#)
        try make(
            "said", "/v1/cases/$joint/notes",
            #"{"text": "We like tea.", "standing": "own_words", "whose": {"type": "person", "id": "$her"}}"#)
        try ask("POST", "/v1/cases/$joint/notes/$both/dispute", #"{"dispute_statement": "No.", "disputed_by": "$her"}"#)
        try change("/v1/cases/$his/contacts/$named", #"{"note": "Rang twice."}"#)
        try change("/v1/cases/$joint", #"{"what_matters": "Quiet"}"#)
        try make(
            "member", "/v1/cases/$his/team",
            #"{"member": {"type": "person", "id": "$her"}, "contribution": "peer_mentor"}"#)
        try make(
            "told", "/v1/share-decisions",
            #"{"case": "$his", "what": "A date.", "with": {"type": "person", "id": "$her"}, "shared": false,"#
                + #" "reasoning": "No need.", "person_told": true}"#)
    }

    private mutating func make(_ name: String, _ target: String, _ body: String, _ fields: [String] = []) throws {
        let answer = try ask("POST", target, body, fields)
        ids[name] = try #require(answer["id"]?.stringValue)
    }

    private func change(_ target: String, _ body: String) throws {
        try ask("PATCH", target, body, ["If-Match: *"])
    }

    @discardableResult
    private func ask(_ method: String, _ target: String, _ body: String, _ fields: [String] = []) throws -> JSONValue {
        let answer = try service.ask(method, resolve(target), by: lead, resolve(body), fields: fields)
        let text = try answer.text
        #expect(answer.status.code < 300, "\(method) \(target): \(text)")
        return try JSON.read(text)
    }

    /// A text with the ids that it names.
    func resolve(_ text: String) -> String {
        ids.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
    }

    /// Erases her, as somebody.
    func erase(_ body: String = #"{"ground": "objected"}"#, by colleague: Colleague) throws -> Response {
        try service.ask("POST", resolve("/v1/people/$her/erasure"), by: colleague, resolve(body))
    }
}
