import HTTP
import JSON
import Testing

@testable import KithService

/// A barrier holds for every kind of record of a case, in each form and each version.
@Suite struct CaseRecordBarrierTests {
    private let test: TestService
    private let lead: Colleague
    private let his: Colleague
    private var ids: [String: String] = [:]

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        his = try test.makeColleague(name: "His worker")
        try make("her", "/v1/people", #"{"preferred_name": "Kayleigh"}"#)
        try make("him", "/v1/people", #"{"preferred_name": "Gareth"}"#)
        try make("case", "/v1/cases", #"{"people": ["$him"], "entry_route": "agency"}"#)
        let tie = AccessStory.tie("person $him", "person $her", "ex_partner")
        try make("tie", "/v1/relationships", tie)
        let member = #"{"member": {"type": "worker", "id": "\#(his.id.canonical)"}, "contribution": "buddy"}"#
        try make("worker", "/v1/cases/$case/team", member)
    }

    private mutating func make(_ name: String, _ target: String, _ body: String) throws {
        ids[name] = try test.make(resolve(target), resolve(body), by: lead)
    }

    private func resolve(_ text: String) -> String {
        ids.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
    }

    private func change(_ target: String, _ body: String) throws {
        #expect(try test.status("PATCH", resolve(target), by: lead, resolve(body)) == 200, "\(target)")
    }

    private func putUp() throws {
        let body = resolve(#"{"person": "$her", "other": "$him", "kind": "domestic_abuse"}"#)
        _ = try test.make("/v1/person-barriers", body, by: lead)
    }

    /// The targets whose answers tell of her, in any form.
    private func telling(_ targets: [String], _ colleague: Colleague) throws -> Set<String> {
        var telling: Set<String> = []
        for target in targets {
            for accept in ["application/json", "text/csv", "application/x-ndjson"] {
                let answer = try test.ask("GET", resolve(target), by: colleague, fields: ["Accept: \(accept)"])
                let text = try answer.text
                let traces = [ids["her"] ?? "her", "Kayleigh", "Pilot Street"]
                if traces.contains(where: text.contains) { telling.insert(target) }
            }
        }
        return telling
    }

    /// A record that names her, in each of the ways that its kind has.
    struct Naming: Sendable, CustomTestStringConvertible {
        let kind: String
        let body: String

        var testDescription: String { "\(kind): \(body)" }

        static let all = [
            Naming(kind: "contacts", body: #"{"note": "Pilot Street", "with": [{"type": "person", "id": "$her"}]}"#),
            Naming(kind: "contacts", body: #"{"note": "Pilot Street", "present": [{"type": "person", "id": "$her"}]}"#),
            Naming(kind: "notes", body: #"{"text": "Pilot Street", "about": ["$him", "$her"]}"#),
            Naming(
                kind: "notes",
                body: #"{"text": "Pilot Street", "standing": "alleged", "whose": {"type": "person", "id": "$her"}}"#),
            Naming(
                kind: "notes",
                body: #"{"text": "Pilot Street", "standing": "own_words", "whose": {"type": "person", "id": "$her"}}"#),
            Naming(
                kind: "steps",
                body: #"{"own_words": "Pilot Street", "agreed_with": [{"type": "person", "id": "$her"}]}"#),
            Naming(
                kind: "service-use",
                body: #"{"service": "arrest", "on": "2026-11-01", "note": "Pilot Street", "person": "$her"}"#),
        ]
    }

    @Test(arguments: Naming.all)
    func whatNamesHerIsLeftOutAndCannotBeWritten(_ naming: Naming) throws {
        var copy = self
        try copy.make("named", "/v1/cases/$case/\(naming.kind)", naming.body)
        let list = "/v1/cases/$case/\(naming.kind)"
        let timeline = "/v1/cases/$case/timeline"
        let targets = [
            list, "\(list)?limit=1&include=total", "\(list)/$named", "\(list)/$named/versions", timeline,
            "\(timeline)?include=total&limit=100",
        ]
        for colleague in [his, lead] { #expect(try copy.telling(targets, colleague) == Set(targets)) }
        try putUp()
        for colleague in [his, lead] { #expect(try copy.telling(targets, colleague) == []) }
        let listed = try JSON.read(try test.ask("GET", copy.resolve("\(list)?include=total"), by: his).text)
        #expect(listed["total"]?.int64Value == 0 && listed["items"]?.arrayValue?.isEmpty == true)
        // Whom the barrier parts has the fault of somebody who is nowhere: for a worker who knows her, and another.
        for colleague in [his, lead] {
            let answers = try [copy.ids["her"] ?? "", "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"].map { id in
                let body = copy.resolve(naming.body.replacing("$her", with: id))
                let answer = try test.ask("POST", copy.resolve(list), by: colleague, body)
                #expect(answer.status == .unprocessableContent)
                return try JSON.read(try answer.text)["errors"]
            }
            #expect(answers[0] == answers[1] && answers[0]?.arrayValue?.count == 1)
        }
    }

    /// A record that no longer names her, and did before: what it says now stays, and what it said before is left out.
    @Test func whatNamedHerBeforeIsLeftOutOfTheVersions() throws {
        var copy = self
        let party = #"[{"type": "person", "id": "$her"}]"#
        try copy.make("contact", "/v1/cases/$case/contacts", #"{"note": "Pilot Street", "with": \#(party)}"#)
        try copy.change("/v1/cases/$case/contacts/$contact", #"{"note": "He came.", "with": null}"#)
        try copy.make("note", "/v1/cases/$case/notes", #"{"text": "Pilot Street", "about": ["$her"]}"#)
        try copy.change("/v1/cases/$case/notes/$note", #"{"text": "He bakes.", "about": ["$him"]}"#)
        try copy.change("/v1/cases/$case", #"{"what_matters": "Pilot Street", "people": ["$him", "$her"]}"#)
        try copy.change("/v1/cases/$case", #"{"what_matters": "His own place", "people": ["$him"]}"#)
        let records = ["/v1/cases/$case", "/v1/cases/$case/contacts/$contact", "/v1/cases/$case/notes/$note"]
        let versions = records.map { "\($0)/versions" }
        for colleague in [his, lead] { #expect(try copy.telling(versions, colleague) == Set(versions)) }
        try putUp()
        for colleague in [his, lead] {
            #expect(try copy.telling(versions, colleague) == [])
            for target in versions {
                let text = try test.ask("GET", copy.resolve(target), by: colleague).text
                #expect(text.contains("He came.") || text.contains("He bakes.") || text.contains("His own place"))
            }
        }
    }

    /// A note that she disputed is about her: with the barrier neither it nor her statement is in his case.
    @Test func aNoteThatSheDisputedIsLeftOut() throws {
        var copy = self
        try copy.make("note", "/v1/cases/$case/notes", #"{"text": "He pays half."}"#)
        let statement = #"{"dispute_statement": "Not since Pilot Street.", "disputed_by": "$her"}"#
        let target = "/v1/cases/$case/notes/$note"
        let answer = try test.ask("POST", copy.resolve("\(target)/dispute"), by: lead, copy.resolve(statement))
        #expect(answer.status == .ok)
        #expect(try copy.telling([target, "/v1/cases/$case/notes"], his).count == 2)
        try putUp()
        #expect(try copy.telling([target, "\(target)/versions", "/v1/cases/$case/notes"], his) == [])
        #expect(try test.status("GET", copy.resolve(target), by: lead) == 404)
        try copy.make("other", "/v1/cases/$case/notes", #"{"text": "He pays half."}"#)
        let refused = try test.ask(
            "POST", copy.resolve("/v1/cases/$case/notes/$other/dispute"), by: lead, copy.resolve(statement))
        #expect(refused.status == .unprocessableContent)
    }

    /// A supervisor's look does not reach what a barrier leaves out.
    @Test func askingDoesNotReachBehindABarrier() throws {
        var copy = self
        let team = try test.makeTeam()
        try test.join(lead.id, team)
        let supervisor = try test.makeColleague(.supervisor, team: team)
        try copy.make(
            "note", "/v1/cases/$case/notes", #"{"text": "x", "about": ["$her"], "visibility": "restricted"}"#)
        try putUp()
        let answer = try test.ask(
            "GET", copy.resolve("/v1/cases/$case/notes/$note"), by: supervisor,
            fields: ["Kith-Access-Reason: A complaint", "Kith-Access-Purpose: quality"])
        #expect(answer.status == .notFound)
        #expect(try test.ask("GET", "/v1/notices", by: lead).text == #"{"items":[]}"#)
    }
}
