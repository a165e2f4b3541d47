import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// Gwen, recorded twice: `gwen` with a case of her own, and `double`, to whom every kind of record refers that can.
struct MergeStory {
    let test: TestService
    /// Leads all cases but one.
    let lead: Colleague
    /// Leads a case of the double's.
    let mate: Colleague
    let supervisor: Colleague
    let stranger: Colleague
    private(set) var ids: [String: String] = [:]

    init() throws {
        test = try TestService()
        let team = try test.makeTeam()
        lead = try test.makeColleague(name: "The lead", team: team)
        mate = try test.makeColleague(name: "The mate", team: team)
        supervisor = try test.makeColleague(.supervisor, name: "The supervisor", team: team)
        stranger = try test.makeColleague(name: "The stranger")
        try make(
            "gwen", "/v1/people",
            #"{"preferred_name": "Gwen Pugh", "born": "1984-03-09","#
                + #" "safe_contact": {"channel": "phone", "is": "safe"}}"#
        )
        try make(
            "double", "/v1/people",
            #"{"preferred_name": "Gwenllian Pugh", "born": "1984-03-09", "about_me": "Sings.","#
                + #" "identifiers": [{"scheme": "local:swift", "value": "77"}],"#
                + #" "safe_contact": {"channel": "phone", "is": "unsafe", "times": "He answers."}}"#)
        for (name, known) in [("tom", "Tom"), ("ann", "Ann"), ("third", "Gwen's double")] {
            try make(name, "/v1/people", #"{"preferred_name": "\#(known)"}"#)
        }
        try make("case", "/v1/cases", #"{"people": ["$gwen"], "entry_route": "self"}"#)
        try make("hers", "/v1/cases", #"{"people": ["$tom", "$double"], "entry_route": "self"}"#)
        try make("both", "/v1/cases", #"{"people": ["$double", "$gwen", "$ann"], "entry_route": "self"}"#)
        try merge("third", into: "double", named: "first")
        try tellOfTheDouble()
    }

    private mutating func tellOfTheDouble() throws {
        let her = #"{"type": "person", "id": "$double"}"#
        try make("contact", "/v1/cases/$hers/contacts", #"{"note": "Rang.", "with": [\#(her)], "present": [\#(her)]}"#)
        try make("own", "/v1/cases/$case/contacts", #"{"note": "Tea."}"#)
        try make("note", "/v1/cases/$hers/notes", #"{"text": "Sings.", "about": ["$double"], "whose": \#(her)}"#)
        try ask(
            "POST", "/v1/cases/$hers/notes/$note/dispute",
            #"{"dispute_statement": "No.", "disputed_by": "$double"}"#)
        try make(
            "step", "/v1/cases/$both/steps",
            #"{"own_words": "A choir.", "agreed_with": [{"type": "person", "id": "$gwen"}, \#(her)]}"#)
        try make(
            "use", "/v1/cases/$hers/service-use", #"{"service": "arrest", "on": "2026-11-01", "person": "$double"}"#)
        try make("member", "/v1/cases/$case/team", #"{"member": \#(her), "contribution": "volunteer"}"#)
        let home = #"{"members": [{"person": "$double", "from": "2019"}, {"person": "$gwen"}, {"person": "$ann"}]}"#
        try make("home", "/v1/households", home)
        try make("from", "/v1/relationships", AccessStory.tie("person $double", "person $ann", "friend"))
        try make("to", "/v1/relationships", AccessStory.tie("person $tom", "person $double", "parent"))
        try make("barrier", "/v1/person-barriers", #"{"person": "$double", "other": "$tom", "kind": "no_contact"}"#)
        try make("other", "/v1/person-barriers", #"{"person": "$tom", "other": "$double", "kind": "professional"}"#)
        for barrier in ["barrier", "other"] {
            try ask("PATCH", "/v1/person-barriers/$\(barrier)", #"{"until": "2026-11-21"}"#)
        }
        let about = #"{"person": "$double", "#
        try make("request", "/v1/rights-requests", about + #""kind": "access"}"#)
        try make("consent", "/v1/consents", about + #""what_for": "A photograph."}"#)
        let share = #""what": "A date.", "shared": false, "reasoning": "No need.", "person_told": true, "#
        try make("share", "/v1/share-decisions", about + share + #""with_whom": "Housing"}"#)
        try make("told", "/v1/share-decisions", #"{"case": "$case", "# + share + #""with": \#(her)}"#)
        try make("hold", "/v1/legal-holds", about + #""reason": "A claim.", "authority": "A court"}"#, by: supervisor)
        try ask("PATCH", "/v1/legal-holds/$hold", #"{"until": "2026-11-21"}"#, by: supervisor)
        try ask("POST", "/v1/cases/$hers/handovers", #"{"to": "\#(mate.id.canonical)"}"#, expecting: 201)
    }

    /// Makes a record, which has a name from then on.
    mutating func make(_ name: String, _ target: String, _ body: String, by colleague: Colleague? = nil) throws {
        ids[name] = try test.make(resolve(target), resolve(body), by: colleague ?? lead)
    }

    /// Merges two people; the merge has a name from then on.
    mutating func merge(_ merged: String, into kept: String, named name: String = "merge") throws {
        let body = #"{"kept": "$\#(kept)", "merged": "$\#(merged)", "reason": "The same day of birth."}"#
        try make(name, "/v1/merges", body)
    }

    /// Undoes a merge.
    @discardableResult
    func undo(_ name: String = "merge", by colleague: Colleague? = nil) throws -> (status: Int, json: JSONValue) {
        try ask("DELETE", "/v1/merges/$\(name)", by: colleague ?? supervisor, expecting: nil)
    }

    /// Asks, whatever the version is by now.
    @discardableResult
    func ask(
        _ method: String, _ target: String, _ body: String? = nil, by colleague: Colleague? = nil,
        expecting status: Int? = 200
    ) throws -> (status: Int, json: JSONValue) {
        let match = method == "PATCH" || method == "DELETE" ? ["If-Match: *"] : []
        let answer = try test.ask(
            method, resolve(target), by: colleague ?? lead, body.map { resolve($0) }, fields: match)
        let text = try answer.text
        if let status { #expect(Int(answer.status.code) == status, "\(method) \(target): \(text)") }
        return (Int(answer.status.code), try JSON.read(text))
    }

    /// A text with the ids of the records that it names.
    func resolve(_ text: String) -> String {
        ids.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
    }

    /// A reader of the file itself.
    func db() throws -> Connection { try Connection(path: test.path, options: .reader) }
}
