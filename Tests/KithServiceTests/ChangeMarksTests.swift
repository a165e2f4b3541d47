import JSON
import SQLite
import Testing

@testable import KithService

/// A case is taken to be unchanged where it is, and never where it is not, whoever has changed it.
@Suite struct ChangeMarksTests {
    private let test: TestService
    private let lead: Colleague
    private let other: Colleague
    private let person: String
    private let friend: String
    private let supportCase: String
    private let elsewhere: String
    private let marks = ChangeMarks()

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
        other = try test.makeColleague(name: "Another")
        person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        friend = try test.make("/v1/people", #"{"preferred_name": "Ros"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        elsewhere = try test.make("/v1/cases", #"{"people": ["\#(friend)"], "entry_route": "self"}"#, by: lead)
        _ = try follow()
    }

    /// Follows the feed to its end, and says which change that is.
    private func follow() throws -> Int64 {
        let db = try Connection(path: test.path, options: .reader)
        let last = try db.one("SELECT max(seq) FROM changes") { $0.int(0) } ?? 0
        try marks.follow(upTo: last, db)
        return last
    }

    /// Whether the case is taken to be the same after the work, seen from before and from behind.
    private func isSame(after work: () throws -> Void) throws -> Bool {
        let id = try #require(ID(supportCase))
        let before = try follow()
        #expect(marks.isSame(id, before, before))
        try work()
        let behind = try follow()
        #expect(behind > before)
        #expect(marks.isSame(id, behind, behind))
        #expect(marks.isSame(id, before, behind) == marks.isSame(id, behind, before))
        return marks.isSame(id, before, behind)
    }

    private func post(_ path: String, _ body: String) throws {
        _ = try test.make(path, body, by: lead)
    }

    private func change(_ method: String, _ path: String, _ body: String) throws {
        let status = try test.status(method, path, by: lead, body)
        #expect(status == 200)
    }

    @Test func whatACaseDoesNotShowLeavesIt() throws {
        let contact = #"{"at": "2026-11-20T10:00:00Z", "note": "Rang."}"#
        #expect(try isSame { try post("/v1/cases/\(elsewhere)/contacts", contact) })
        let step = #"{"own_words": "A fridge.", "kind": "quick", "who_acts": "by_person"}"#
        #expect(try isSame { try post("/v1/cases/\(supportCase)/steps", step) })
        #expect(try isSame { try post("/v1/people", #"{"preferred_name": "Zoë"}"#) })
        #expect(try isSame { try post("/v1/assets", #"{"kind": "place", "name": "The allotment"}"#) })
    }

    @Test func whatItShowsChangesIt() throws {
        let contacts = "/v1/cases/\(supportCase)/contacts"
        #expect(try !isSame { try post(contacts, #"{"at": "2026-11-20T10:00:00Z", "note": "Rang."}"#) })
        let contact = try test.make(contacts, #"{"at": "2026-11-20T11:00:00Z", "note": "Again."}"#, by: lead)
        #expect(try !isSame { try change("PATCH", "\(contacts)/\(contact)", #"{"note": "Once more."}"#) })
        let target = "/v1/cases/\(supportCase)"
        #expect(try !isSame { try change("PATCH", target, #"{"what_matters": "Her cat."}"#) })
        #expect(try !isSame { try change("POST", "\(target)/state", #"{"state": "at_rest", "reason": "moved"}"#) })
    }

    @Test func whatIsDecidedAboutPeopleMayChangeAnyCase() throws {
        let body = #"{"person": "\#(person)", "other": "\#(friend)", "kind": "no_contact"}"#
        #expect(try !isSame { try post("/v1/person-barriers", body) })
    }

    /// The feed is written by triggers: what others do to the file counts as what the service does.
    @Test func anotherConnectionIsSeen() throws {
        let others = try Connection(path: test.path, options: .init(.write))
        #expect(
            try !isSame {
                try others.run("UPDATE cases SET version = version + 1, lead = lead WHERE id = $1", supportCase)
            })
    }

    /// Nothing of the service does this; somebody who repairs a file may.
    @Test(arguments: [
        "DELETE FROM contacts", "UPDATE cases SET lead = NULL, state = 'at_rest', at_rest_reason = 'moved'",
    ])
    func aHandAtTheFileIsSeen(_ text: String) throws {
        try post("/v1/cases/\(elsewhere)/contacts", #"{"at": "2026-11-20T10:00:00Z", "note": "Rang."}"#)
        let others = try Connection(path: test.path, options: .init(.write))
        #expect(try !isSame { try others.runText(text, []) })
    }

    @Test func whatIsErasedMayHaveBeenOfAnyCase() throws {
        let others = try Connection(path: test.path, options: .init(.write))
        for kind in ["", "erasure", "of a newer Kith"] {
            #expect(
                try !isSame {
                    try others.run("INSERT INTO changes (kind, id, version) VALUES ($1, '', 1)", kind)
                })
        }
    }

    @Test func behindMoreChangesThanAreFollowedAllHasChanged() throws {
        let others = try Connection(path: test.path, options: .init(.write))
        let insert: SQL = """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < $1)
            INSERT INTO changes (kind, id, version) SELECT 'note', $2, n FROM number
            """
        #expect(try isSame { try others.run(insert, ChangeMarks.followedMax, person) })
        #expect(try !isSame { try others.run(insert, ChangeMarks.followedMax + 1, person) })
    }

    /// What is kept is given to the lead alone, as long as the case is the same.
    @Test func whatIsUnchangedIsKnownForTheLead() throws {
        func isKnown(_ worker: ID) throws -> Bool {
            let db = try Connection(path: test.path, options: .reader)
            let last = try db.one("SELECT max(seq) FROM changes") { $0.int(0) } ?? 0
            try test.service.renderings.marks.follow(upTo: last, db)
            var writer = JSONWriter()
            let id = try #require(ID(supportCase))
            return test.service.renderings.writeUnchanged(
                id, form: Case.kind.form(.whole), for: worker, asOf: last, to: &writer) != nil
        }
        let target = "/v1/cases/\(supportCase)"
        #expect(try !isKnown(lead.id))
        for _ in 0..<2 { #expect(try test.status("GET", target, by: lead) == 200) }
        #expect(try isKnown(lead.id) && !isKnown(other.id))
        try post("/v1/cases/\(elsewhere)/contacts", #"{"at": "2026-11-20T10:00:00Z", "note": "Rang."}"#)
        #expect(try isKnown(lead.id))
        let handover = #"{"to": "\#(other.id.canonical)"}"#
        _ = try test.make("\(target)/handovers", handover, by: lead)
        #expect(try !isKnown(lead.id) && !isKnown(other.id))
        #expect(try test.status("GET", target, by: other) == 200)
        #expect(try isKnown(other.id) && !isKnown(lead.id))
        #expect(try test.status("GET", target, by: lead) == 404)
        // Who reads it on another basis is decided about each time.
        let member = #"{"member": {"type": "worker", "id": "\#(lead.id.canonical)"}, "contribution": "buddy"}"#
        _ = try test.make("\(target)/team", member, by: other)
        #expect(try test.status("GET", target, by: lead) == 200)
        #expect(try isKnown(other.id) && !isKnown(lead.id))
    }
}
