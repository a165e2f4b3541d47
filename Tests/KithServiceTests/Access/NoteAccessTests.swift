import HTTP
import JSON
import Testing

@testable import KithService

/// Who reads a restricted note, what a supervisor has to say to look behind one, and what nobody else learns of it.
@Suite struct NoteAccessTests {
    private let test: TestService
    private let lead: Colleague
    private let mate: Colleague
    private let writer: Colleague
    private let supervisor: Colleague
    private let supportCase: String
    private let open: String
    private let closed: String
    private static let missing = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"

    init() throws {
        test = try TestService()
        let team = try test.makeTeam()
        lead = try test.makeColleague(name: "The lead", team: team)
        mate = try test.makeColleague(name: "The mate")
        writer = try test.makeColleague(name: "The writer")
        supervisor = try test.makeColleague(.supervisor, name: "The supervisor", team: team)
        let person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        for colleague in [mate, writer] {
            let member = #"{"type": "worker", "id": "\#(colleague.id.canonical)"}"#
            _ = try test.make(
                "/v1/cases/\(supportCase)/team", #"{"member": \#(member), "contribution": "buddy"}"#, by: lead)
        }
        open = try test.make("/v1/cases/\(supportCase)/notes", #"{"text": "Bakes."}"#, by: writer)
        closed = try test.make(
            "/v1/cases/\(supportCase)/notes", #"{"text": "About the lead.", "visibility": "restricted"}"#, by: writer)
    }

    private var notes: String { "/v1/cases/\(supportCase)/notes" }

    /// Whether somebody reads the closed note: everywhere it could stand, or nowhere.
    private func reads(_ colleague: Colleague) throws -> Bool {
        let status = try test.status("GET", "\(notes)/\(closed)", by: colleague)
        #expect(try test.status("GET", "\(notes)/\(closed)/versions", by: colleague) == status)
        let list = try JSON.read(try test.ask("GET", "\(notes)?include=total&limit=1", by: colleague).text)
        #expect(list["total"]?.int64Value == (status == 200 ? 2 : 1))
        #expect((list["next"] != nil) == (status == 200))
        for accept in ["application/x-ndjson", "text/csv", "application/json"] {
            for filter in ["", "?standing=opinion", "?by=\(writer.id.canonical)", "?sort=created"] {
                let answer = try test.ask("GET", notes + filter, by: colleague, fields: ["Accept: \(accept)"])
                #expect(answer.status == .ok)
                let text = try answer.text
                #expect(text.contains(closed) == (status == 200), "\(accept) \(filter)")
                #expect(text.contains(open))
            }
        }
        return status == 200
    }

    private func change(_ body: String, by colleague: Colleague) throws -> Int {
        try test.status("PATCH", "\(notes)/\(closed)", by: colleague, body)
    }

    @Test func aRestrictedNoteIsForItsWriterAndWhomTheyName() throws {
        #expect(try reads(writer))
        for colleague in [lead, mate, supervisor] { #expect(try !reads(colleague)) }
        #expect(try change(#"{"visible_to": ["\#(mate.id.canonical)"]}"#, by: writer) == 200)
        #expect(try reads(mate))
        for colleague in [lead, supervisor] { #expect(try !reads(colleague)) }
        // Whoever is named corrects it, and does not say who else reads it.
        #expect(try change(#"{"text": "About somebody."}"#, by: mate) == 200)
        #expect(try change(#"{"visibility": "case_team", "visible_to": null}"#, by: mate) == 409)
        #expect(try change(#"{"visible_to": null}"#, by: mate) == 409)
        #expect(try change(#"{"visible_to": null}"#, by: writer) == 200)
        #expect(try !reads(mate))
    }

    /// To be named opens the note to whoever reads the case, and not the case.
    @Test func toBeNamedDoesNotOpenTheCase() throws {
        let stranger = try test.makeColleague(name: "A stranger")
        #expect(try change(#"{"visible_to": ["\#(stranger.id.canonical)"]}"#, by: writer) == 200)
        #expect(try test.status("GET", "\(notes)/\(closed)", by: stranger) == 404)
        #expect(try test.status("GET", notes, by: stranger) == 404)
    }

    /// A note that is opened later does not open what it said while it was restricted, but to who could read that.
    @Test func anEarlierVersionStaysAsNarrowAsItWas() throws {
        #expect(try change(#"{"text": "Bakes too.", "visibility": "case_team"}"#, by: writer) == 200)
        let told = try test.ask("GET", "\(notes)/\(closed)/versions", by: lead).text
        #expect(told.contains("Bakes too.") && !told.contains("About the lead."))
        #expect(try test.ask("GET", "\(notes)/\(closed)/versions", by: writer).text.contains("About the lead."))
        #expect(try change(#"{"visibility": "restricted"}"#, by: writer) == 200)
        #expect(try test.status("GET", "\(notes)/\(closed)/versions", by: lead) == 404)
    }

    private func look(
        _ colleague: Colleague, _ target: String? = nil, _ purpose: String = "quality"
    ) throws -> Response {
        try test.ask(
            "GET", target ?? "\(notes)/\(closed)", by: colleague,
            fields: ["Kith-Access-Reason: A complaint", "Kith-Access-Purpose: \(purpose)"])
    }

    private func notices(_ colleague: Colleague) throws -> [JSONValue] {
        try JSON.read(try test.ask("GET", "/v1/notices", by: colleague).text)["items"]?.arrayValue ?? []
    }

    @Test func aSupervisorLooksBehindItWithAReasonForATime() throws {
        #expect(try look(supervisor).status == .ok)
        #expect(try reads(supervisor))
        let told = try #require(try notices(writer).first)
        #expect(told["note"]?.stringValue == closed && told["reason"]?.stringValue == "A complaint")
        #expect(told["asked_by"]?.stringValue == supervisor.id.canonical)
        #expect(told["until"]?.stringValue == "2026-11-21T17:30:00Z")
        // A notice would tell the lead that there is a note; nor does the person's access log.
        #expect(try notices(lead).isEmpty && notices(mate).isEmpty && notices(supervisor).isEmpty)
        #expect(try look(supervisor).status == .ok)
        #expect(try notices(writer).count == 1)
        test.clock.set(to: try Instant("2026-11-21T17:29:59Z"))
        #expect(try reads(supervisor))
        test.clock.set(to: try Instant("2026-11-21T17:30:00Z"))
        #expect(try !reads(supervisor))
    }

    @Test func aLeadWhoReadsItIsToldToo() throws {
        #expect(try change(#"{"visible_to": ["\#(lead.id.canonical)"]}"#, by: writer) == 200)
        #expect(try look(supervisor).status == .ok)
        #expect(try notices(lead).count == 1 && notices(writer).count == 1)
    }

    /// Everybody else asks in vain, and asking looks the same whether there is such a note or not.
    @Test func nobodyElseIsLetIn() throws {
        let other = try test.makeColleague(.supervisor, team: try test.makeTeam("Elsewhere"))
        for colleague in [lead, mate, other] {
            #expect(try look(colleague).status == .notFound)
            #expect(try look(colleague, "\(notes)/\(Self.missing)").status == .notFound)
        }
        #expect(try look(supervisor, nil, "curiosity").status == .notFound)
        #expect(try look(supervisor, "\(notes)/\(Self.missing)").status == .notFound)
        #expect(try look(supervisor, "/v1/cases/\(Self.missing)/notes/\(closed)").status == .notFound)
        #expect(try notices(writer).isEmpty)
        for colleague in [lead, mate, supervisor] { #expect(try !reads(colleague)) }
    }

    /// A supervisor who leads a case supervises it no more than another lead does.
    @Test func nobodySupervisesACaseOfTheirOwn() throws {
        let team = try test.makeTeam("Quays")
        let leading = try test.makeColleague(.supervisor, team: team)
        let person = try test.make("/v1/people", #"{"preferred_name": "M."}"#, by: leading)
        let own = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: leading)
        let member = #"{"member": {"type": "worker", "id": "\#(mate.id.canonical)"}, "contribution": "buddy"}"#
        _ = try test.make("/v1/cases/\(own)/team", member, by: leading)
        let note = try test.make("/v1/cases/\(own)/notes", #"{"text": "No.", "visibility": "restricted"}"#, by: mate)
        #expect(try look(leading, "/v1/cases/\(own)/notes/\(note)").status == .notFound)
        let second = try test.makeColleague(.supervisor, team: team)
        #expect(try look(second, "/v1/cases/\(own)/notes/\(note)").status == .ok)
    }

    /// Who looked is in the trail, and a person's log tells of it only to who reads the note.
    @Test func theTrailHasItAndTheLeadsLogHasNot() throws {
        let path = "/v1/people/\(try person())/access-log"
        func log(_ colleague: Colleague) throws -> Int {
            test.service.audit.flush()
            try test.service.database.perform(test.service.clock, test.service.ids) { _ in }
            let items = try JSON.read(try test.ask("GET", path, by: colleague).text)["items"]?.arrayValue ?? []
            return items.count { $0["what"]?.stringValue == "Reads a note." }
        }
        #expect(try look(supervisor).status == .ok)
        #expect(try test.status("GET", "\(notes)/\(open)", by: mate) == 200)
        #expect(try log(lead) == 1)
        #expect(try log(writer) == 2)
        let rows = try JSON.read(try test.ask("GET", "/v1/audit", as: .auditor).text)["items"]?.arrayValue ?? []
        let row = try #require(rows.first { $0["purpose"]?.stringValue == "quality" })
        #expect(row["route"]?.stringValue == "/v1/cases/{id}/notes/{note}")
        #expect(row["subjects"]?.arrayValue?.compactMap(\.stringValue) == [supportCase, closed])
        #expect(row["reason"]?.stringValue == "A complaint")
    }

    private func person() throws -> String {
        let told = try JSON.read(try test.ask("GET", "/v1/cases/\(supportCase)", by: lead).text)
        return try #require(told["people"]?.arrayValue?.first?.stringValue)
    }
}
