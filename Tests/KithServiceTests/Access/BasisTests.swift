import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What opens a case and its people to a worker, and when that ends.
@Suite struct BasisTests {
    private let test: TestService
    private let lead: Colleague
    private let other: Colleague
    private let person: String
    private let supportCase: String

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        other = try test.makeColleague(name: "Another")
        person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
    }

    /// Whether a worker reads the case and the person: both or neither.
    private func reads(_ colleague: Colleague) throws -> Bool {
        let one = try test.status("GET", "/v1/cases/\(supportCase)", by: colleague)
        #expect(try test.status("GET", "/v1/people/\(person)", by: colleague) == one)
        #expect(try test.status("GET", "/v1/cases/\(supportCase)/contacts", by: colleague) == one)
        let listed = try test.ask("GET", "/v1/cases?lead=any&include=total", by: colleague).text
        #expect(listed.contains(supportCase) == (one == 200))
        #expect(try JSON.read(listed)["total"]?.int64Value == (one == 200 ? 1 : 0))
        #expect(try test.ask("GET", "/v1/people", by: colleague).text.contains(person) == (one == 200))
        return one == 200
    }

    private func set(_ instant: String) throws {
        test.clock.set(to: try Instant(instant))
    }

    private func rest() throws {
        let answer = try test.ask(
            "POST", "/v1/cases/\(supportCase)/state", by: lead, #"{"state": "at_rest", "reason": "moved"}"#)
        #expect(answer.status == .ok)
    }

    @Test func whoeverLeadsACaseReadsItAndNobodyElse() throws {
        #expect(try reads(lead))
        #expect(try !reads(other))
        #expect(try !reads(try test.makeColleague(.supervisor)))
    }

    @Test func theDoorStaysOpenForWhoLedACaseAtRest() throws {
        try rest()
        #expect(try reads(lead))
        #expect(try !reads(other))
        let body = #"{"note": "He rang."}"#
        #expect(try test.status("POST", "/v1/cases/\(supportCase)/reopen", by: other, body) == 404)
        #expect(try test.status("POST", "/v1/cases/\(supportCase)/reopen", by: lead, body) == 200)
        #expect(try reads(lead))
    }

    /// Who was let in for hours, covers for days or is in the team does not come to lead by their own hand.
    @Test func whenTheLeadHasLeftTheirSupervisorOpensTheCaseAgain() throws {
        let team = try test.makeTeam()
        let leaving = try test.makeColleague(team: team)
        let supervisor = try test.makeColleague(.supervisor, team: team)
        let person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: leaving)
        let left = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: leaving)
        let target = "/v1/cases/\(left)"
        let member = #"{"member": {"type": "worker", "id": "\#(lead.id.canonical)"}, "contribution": "buddy"}"#
        _ = try test.make(target + "/team", member, by: leaving)
        #expect(
            try test.status("POST", target + "/state", by: leaving, #"{"state": "at_rest", "reason": "moved"}"#) == 200)
        try test.leave(leaving)

        let asking = ["Kith-Access-Purpose: direct_support", "Kith-Access-Reason: She rang and asked for help."]
        for (colleague, fields) in [(lead, []), (other, asking)] {
            for (last, body) in [("/reopen", "{}"), ("/state", #"{"state": "hello"}"#)] {
                let answer = try test.ask("POST", target + last, by: colleague, body, fields: fields)
                #expect(answer.status == .conflict, "\(last)")
                #expect(try JSON.read(answer.text)["code"]?.stringValue == "not_theirs_to_give", "\(last)")
            }
        }
        #expect(try test.status("POST", target + "/reopen", by: supervisor, "{}") == 200)
        let found = try JSON.read(try test.ask("GET", target, by: supervisor).text)
        #expect(found["lead"]?.stringValue == supervisor.id.canonical)
    }

    /// Nobody supervised who led it: the door stays open, and a supervisor who reads the case goes through it.
    @Test func whereNobodySupervisedTheLeadAnySupervisorOpensTheCaseAgain() throws {
        let leaving = try test.makeColleague()
        let supervisor = try test.makeColleague(.supervisor, team: try test.makeTeam())
        let person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: leaving)
        let left = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: leaving)
        let target = "/v1/cases/\(left)"
        #expect(
            try test.status("POST", target + "/state", by: leaving, #"{"state": "at_rest", "reason": "moved"}"#) == 200)
        try test.leave(leaving)
        #expect(try test.status("POST", target + "/reopen", by: supervisor, "{}") == 404)
        let asking = ["Kith-Access-Purpose: direct_support", "Kith-Access-Reason: She rang and asked for help."]
        #expect(try test.ask("POST", target + "/reopen", by: other, "{}", fields: asking).status == .conflict)
        let answer = try test.ask("POST", target + "/reopen", by: supervisor, "{}", fields: asking)
        #expect(answer.status == .ok)
        #expect(try JSON.read(answer.text)["lead"]?.stringValue == supervisor.id.canonical)
    }

    @Test func aCoverOpensForItsDaysAndTheLastCountsWhole() throws {
        let cover = #"{"worker": "\#(other.id.canonical)", "from": "2026-11-23", "to": "2026-11-24"}"#
        _ = try test.make("/v1/cases/\(supportCase)/cover", cover, by: lead)
        for (now, isOpen) in [
            ("2026-11-22T23:59:59Z", false), ("2026-11-23T00:00:00Z", true), ("2026-11-24T23:59:59Z", true),
            ("2026-11-25T00:00:00Z", false),
        ] {
            try set(now)
            #expect(try reads(other) == isOpen, "\(now)")
            #expect(try reads(lead), "\(now)")
        }
    }

    @Test func aWorkerInTheTeamReadsWhileTheyAreInIt() throws {
        let member = #"{"member": {"type": "worker", "id": "\#(other.id.canonical)"}, "contribution": "buddy"}"#
        let id = try test.make("/v1/cases/\(supportCase)/team", member, by: lead)
        #expect(try reads(other))
        let change = #"{"to": "2026-11-21"}"#
        #expect(try test.status("PATCH", "/v1/cases/\(supportCase)/team/\(id)", by: other, change) == 409)
        #expect(try test.status("PATCH", "/v1/cases/\(supportCase)/team/\(id)", by: lead, change) == 200)
        #expect(try reads(other))
        try set("2026-11-22T00:00:00Z")
        #expect(try !reads(other))
    }

    @Test func aSupervisorReadsTheCasesOfTheirTeam() throws {
        let team = try test.makeTeam()
        let supervisor = try test.makeColleague(.supervisor, team: team)
        let elsewhere = try test.makeColleague(.supervisor, team: try test.makeTeam("Elsewhere"))
        let mate = try test.makeColleague(team: team)
        #expect(try !reads(supervisor))
        try test.join(lead.id, team)
        #expect(try reads(supervisor))
        try rest()
        #expect(try reads(supervisor))
        #expect(try !reads(elsewhere))
        #expect(try !reads(mate))
    }

    /// A worker reads whom they made until somebody else leads a case with them, and then no more.
    @Test func aMakerReadsUntilSomebodyElseLeads() throws {
        let made = try test.make("/v1/people", #"{"preferred_name": "M."}"#, by: other)
        #expect(try test.status("GET", "/v1/people/\(made)", by: other) == 200)
        #expect(try test.status("GET", "/v1/people/\(made)", by: lead) == 404)
        let change = #"{"pronouns": "she"}"#
        #expect(try test.status("PATCH", "/v1/people/\(made)", by: other, change) == 200)
        let body = #"{"people": ["\#(made)"], "entry_route": "self", "lead": "\#(lead.id.canonical)"}"#
        let opened = try test.make("/v1/cases", body, by: other)
        #expect(try test.status("GET", "/v1/people/\(made)", by: other) == 404)
        #expect(try test.status("PATCH", "/v1/people/\(made)", by: other, change) == 404)
        #expect(try test.status("GET", "/v1/cases/\(opened)", by: other) == 404)
        #expect(try test.status("GET", "/v1/people/\(made)", by: lead) == 200)
        // Taken out of the only case that they were in, they are their maker's again, and nobody else's.
        #expect(try test.status("PATCH", "/v1/cases/\(opened)", by: lead, #"{"people": ["\#(person)"]}"#) == 200)
        #expect(try test.status("GET", "/v1/people/\(made)", by: other) == 200)
        #expect(try test.status("GET", "/v1/people/\(made)", by: lead) == 404)
    }

    /// A row that says otherwise than the cases is a fault that a check finds: it would open the person to their maker.
    @Test func aRowThatIsWrongAboutTheCasesOfAPersonIsFound() throws {
        let db = try Connection(path: test.path, options: .init(.write))
        #expect(try RecordCheck.faults(db) == [])
        try db.run("UPDATE people SET in_case = 0 WHERE id = $1", person)
        let wrong = "1 people whose row is wrong about whether they are in a case"
        #expect(try RecordCheck.faults(db) == [wrong])
        try db.run("UPDATE case_people SET lead = $1", other.id)
        let led = "1 people of cases beside whom somebody stands who does not lead the case"
        #expect(try RecordCheck.faults(db) == [wrong, led])
    }

    private func ask(_ purpose: String, _ target: String, by colleague: Colleague) throws -> Response {
        try test.ask(
            "GET", target, by: colleague,
            fields: ["Kith-Access-Reason: Er ist hier, sagt Zoë", "Kith-Access-Purpose: \(purpose)"])
    }

    @Test func askingOpensForItsTimeAndTellsTheLead() throws {
        #expect(try ask("statutory_duty", "/v1/cases/\(supportCase)", by: other).status == .notFound)
        #expect(try !reads(other))
        #expect(try ask("direct_support", "/v1/cases/\(supportCase)", by: other).status == .ok)
        #expect(try reads(other))
        let notices = try JSON.read(try test.ask("GET", "/v1/notices", by: lead).text)
        let notice = try #require(notices["items"]?.arrayValue?.first)
        #expect(notices["items"]?.arrayValue?.count == 1)
        #expect(notice["asked_by"]?.stringValue == other.id.canonical)
        #expect(notice["reason"]?.stringValue == "Er ist hier, sagt Zoë")
        #expect(notice["until"]?.stringValue == "2026-11-22T09:30:00Z")
        #expect(try test.ask("GET", "/v1/notices", by: other).text == #"{"items":[]}"#)
        try set("2026-11-22T09:29:59Z")
        #expect(try reads(other))
        try set("2026-11-22T09:30:00Z")
        #expect(try !reads(other))
    }

    /// What opens a person opens the cases that are for them; who was let in lets nobody else in.
    @Test func askingForAPersonOpensTheirCases() throws {
        let supervisor = try test.makeColleague(.supervisor)
        let answer = try ask("quality", "/v1/people/\(person)", by: supervisor)
        #expect(answer.status == .ok)
        #expect(answer.fields.first(.etag) == "\"1\"")
        #expect(try reads(supervisor))
        let cover = #"{"worker": "\#(supervisor.id.canonical)"}"#
        #expect(try test.status("POST", "/v1/cases/\(supportCase)/cover", by: supervisor, cover) == 409)
        let grants = try test.service.database.perform(test.clock, test.service.ids) {
            try $0.db.one(#"SELECT count("case"), count(person) FROM access_grants"#) { [$0.int(0), $0.int(1)] }
        }
        #expect(grants == [1, 1])
        let own = #"{"people": ["\#(person)"], "entry_route": "agency"}"#
        #expect(try test.status("POST", "/v1/cases", by: supervisor, own) == 409)
        #expect(try test.status("POST", "/v1/cases", by: lead, own) == 201)
        try set("2026-11-21T17:30:00Z")
        #expect(try !reads(supervisor))
    }

    /// The grant stays where what it was asked for could not be done: the answer told of the record.
    @Test func aRefusedChangeLeavesTheGrant() throws {
        let answer = try test.ask(
            "PATCH", "/v1/people/\(person)", by: other, #"{"born": "1986"}"#,
            fields: ["If-Match: \"9\"", "Kith-Access-Reason: A call", "Kith-Access-Purpose: safeguarding"])
        #expect(answer.status == .preconditionFailed)
        #expect(try reads(other))
    }

    /// A whole list as a stream, whose later pieces are read after the answer has begun.
    @Test func aStreamCanBeAskedFor() throws {
        let note = try test.make("/v1/cases/\(supportCase)/contacts", #"{"note": "Tea."}"#, by: lead)
        let answer = try test.ask(
            "GET", "/v1/cases/\(supportCase)/contacts?fields=id", by: other,
            fields: [
                "Accept: application/x-ndjson", "Kith-Access-Reason: A call", "Kith-Access-Purpose: safeguarding",
            ])
        #expect(try answer.text == "{\"id\":\"\(note)\"}\n")
    }
}
