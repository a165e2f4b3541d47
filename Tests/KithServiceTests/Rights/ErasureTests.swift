import Glibc
import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What is erased is gone: from every table, every file, every answer; and what belongs to others stays.
@Suite struct ErasureTests {
    private let story: ErasureStory
    private var test: TestService { story.service }

    init() throws {
        story = try ErasureStory()
    }

    /// Which of the words stand in the database's files.
    private func wordsInFiles() throws -> [String] {
        // The log is emptied behind the commit: the next work waits for that.
        try test.service.database.perform(test.clock, test.service.ids) { _ in }
        var found: Set<String> = []
        for suffix in ["", "-wal"] {
            // As one text: no word has a NUL in it.
            let text = try bytes(of: test.path + suffix).map { $0 == 0 ? 1 : CChar(bitPattern: $0) } + [0]
            found.formUnion(ErasureStory.words.filter { strstr(text, $0) != nil })
        }
        return found.sorted()
    }

    private func bytes(of path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }

    private func get(_ target: String) throws -> (status: Int, json: JSONValue) {
        let answer = try test.ask("GET", story.resolve(target), by: story.lead)
        return (Int(answer.status.code), try JSON.read(try answer.text))
    }

    @Test func nothingOfHerIsLeftInAnyFile() throws {
        #expect(try wordsInFiles() == ErasureStory.words.sorted())
        #expect(try story.erase(by: story.supervisor).status == .created)
        #expect(try wordsInFiles() == [])
    }

    @Test func theDecisionSaysWhatWentAndNotWhatItWas() throws {
        let body = #"{"ground": "objected", "rights_request": "$request"}"#
        let made = try story.erase(body, by: story.supervisor)
        let decision = try JSON.read(try made.text)
        #expect(decision["person"]?.stringValue == story.ids["her"])
        #expect(decision["rights_request"]?.stringValue == story.ids["request"])
        #expect(decision["decided_by"]?.stringValue == story.supervisor.id.canonical)
        let counts = decision["erased"]?.arrayValue?.compactMap { item in
            item["kind"]?.stringValue.map { "\($0) \(item["count"]?.int64Value ?? 0)" }
        }
        #expect(
            counts == [
                "account 1", "barrier 1", "barrier_link 1", "case 1", "consent 1", "contact 1", "household_member 2",
                "lead 1", "move 2",
                "note 2", "notice 1", "person 1", "person_barrier 1", "pull 1", "relationship 1", "rights_request 1",
                "share_decision 1", "team_member 1",
            ])
        // Who decided reads it, and auditors; nobody else.
        let target = try #require(made.fields.first(.location))
        #expect(try test.status("GET", target, by: story.supervisor) == 200)
        #expect(try test.ask("GET", target, as: .auditor).status == .ok)
        #expect(try test.ask("GET", target, as: .supervisor).status == .notFound)
    }

    /// Where she lived alone nobody lives any more; where he lives too, he still does.
    @Test func aHouseholdGoesWithItsLastMember() throws {
        #expect(try get("/v1/households/$shared_home").json["members"]?.arrayValue?.count == 2)
        #expect(try story.erase(by: story.supervisor).status == .created)
        #expect(try get("/v1/households/$home").status == 404)
        let left = try get("/v1/households/$shared_home").json["members"]?.arrayValue
        #expect(left?.map { $0["person"]?.stringValue } == [story.ids["him"]])
        let db = try Connection(path: test.path, options: .reader)
        #expect(try db.one("SELECT COUNT(*) FROM households") { $0.int(0) } == 1)
        #expect(try RecordCheck.faults(db) == [])
    }

    @Test func sheIsLikeNeverThere() throws {
        let targets = [
            "/v1/people/$her", "/v1/people/$her/access-log", "/v1/cases/$case", "/v1/cases/$case/contacts/$contact",
            "/v1/relationships/$tie", "/v1/consents/$consent", "/v1/rights-requests/$request",
            "/v1/share-decisions/$share", "/v1/person-barriers/$barrier", "/v1/cases/$his/team/$member",
        ]
        for target in targets { #expect(try get(target).status == 200, "\(target)") }
        #expect(try story.erase(by: story.supervisor).status == .created)
        for target in targets { #expect(try get(target).status == 404, "\(target)") }
        #expect(try story.erase(by: story.supervisor).status == .notFound)
        for list in ["people", "cases?lead=any", "relationships", "consents", "rights-requests", "person-barriers"] {
            let text = try test.ask("GET", "/v1/\(list)", by: story.lead).text
            #expect(!text.contains(try #require(story.ids["her"])), "\(list)")
        }
    }

    /// What is somebody else's too stays, as a new version without her, and no earlier one names her.
    @Test func whatIsOthersStaysWithoutHer() throws {
        let her = try #require(story.ids["her"])
        let tag = try test.ask("GET", story.resolve("/v1/cases/$joint"), by: story.lead).fields.first(.etag)
        #expect(try story.erase(by: story.supervisor).status == .created)
        let joint = try test.ask("GET", story.resolve("/v1/cases/$joint"), by: story.lead)
        #expect(joint.fields.first(.etag) != tag)
        #expect(try JSON.read(try joint.text)["people"]?.arrayValue?.map(\.stringValue) == [story.ids["him"]])
        let shared = try get("/v1/cases/$joint/contacts/$shared").json
        #expect(shared["note"]?.stringValue == "Both came." && shared["with"] == nil)
        let named = try get("/v1/cases/$his/contacts/$named").json
        #expect(named["note"]?.stringValue == "Rang twice." && named["present"] == nil)
        #expect(named["with"]?.arrayValue?.count == 1)
        let note = try get("/v1/cases/$joint/notes/$both").json
        #expect(note["about"]?.arrayValue?.map(\.stringValue) == [story.ids["him"]])
        #expect(note["dispute_statement"]?.stringValue == "No." && note["disputed_by"] == nil)
        #expect(try get("/v1/cases/$joint/notes/$alone").status == 404, "it was about her alone")
        #expect(try get("/v1/cases/$joint/notes/$said").json["whose"] == nil)
        let told = try get("/v1/share-decisions/$told").json
        #expect(told["what"]?.stringValue == "A date." && told["with"] == nil)
        let db = try Connection(path: test.path, options: .reader)
        for table in ["revisions", "idempotent_replies"] {
            try db.queryText("SELECT body FROM \(table)", []) { #expect(!$0.string(0).contains(her)) }
        }
        // What he said before is still there.
        let kept = try db.one("SELECT COUNT(*) FROM revisions WHERE resource = 'contact'") { $0.int(0) }
        #expect(kept == 1)
    }

    @Test func theRestIsSoundAndTheTrailIsWhole() throws {
        #expect(try story.erase(by: story.supervisor).status == .created)
        _ = try wordsInFiles()
        let db = try Connection(path: test.path, options: .reader)
        #expect(try RecordCheck.faults(db) == [])
        try db.queryText("PRAGMA foreign_key_check", []) { Issue.record("\($0.string(0)) refers to nothing") }
        #expect(try AuditWalk.verify(db, against: nil).fault == nil)
        let her = "%\(try #require(story.ids["her"]))%"
        let rows = try db.one("SELECT COUNT(*) FROM audit WHERE subjects LIKE $1", her) { $0.int(0) }
        #expect((rows ?? 0) > 3, "the trail still knows that there was somebody")
    }

    @Test func aLegalHoldWins() throws {
        let hold = #"{"case": "\#(story.resolve("$joint"))", "reason": "A claim.", "authority": "The county court"}"#
        let id = try test.make("/v1/legal-holds", hold, by: story.supervisor)
        let refused = try story.erase(by: story.supervisor)
        #expect(refused.status == .conflict)
        #expect(try JSON.read(try refused.text)["code"]?.stringValue == "legal_hold")
        #expect(try get("/v1/people/$her").status == 200)
        // Why not is a decision too, and she stays.
        let decided = try story.erase(
            #"{"ground": "objected", "refused": true, "why_not": "legal_claims"}"#, by: story.supervisor)
        #expect(decided.status == .created)
        let decision = try JSON.read(try decided.text)
        #expect(decision["carried_out"]?.boolValue == false && decision["erased"]?.arrayValue == [])
        #expect(try get("/v1/people/$her").status == 200)
        #expect(
            try test.status("PATCH", "/v1/legal-holds/\(id)", by: story.supervisor, #"{"until": "2026-11-21"}"#) == 200)
        #expect(try story.erase(by: story.supervisor).status == .created)
    }

    @Test func whoeverLeadsHerCaseOrWasLetInForItDecides() throws {
        #expect(try story.erase(by: story.lead).status == .forbidden)
        let stranger = try test.makeColleague(.supervisor, name: "Another supervisor")
        #expect(try story.erase(by: stranger).status == .notFound)
        func letIn(_ colleague: Colleague, _ purpose: String) throws {
            let fields = ["Kith-Access-Reason: She asked", "Kith-Access-Purpose: \(purpose)"]
            let answer = try test.ask("GET", story.resolve("/v1/people/$her"), by: colleague, fields: fields)
            #expect(answer.status == .ok)
        }
        try letIn(stranger, "quality")
        let lent = try story.erase(by: stranger)
        #expect(lent.status == .conflict)
        #expect(try JSON.read(try lent.text)["code"]?.stringValue == "not_theirs_to_give")
        let records = try test.makeColleague(.supervisor, name: "Who answers for data rights")
        try letIn(records, "rights_request")
        #expect(try story.erase(by: records).status == .created)
    }

    /// Whoever lost the answer asks again, and learns that it was done.
    @Test func aRepeatedRequestIsAnsweredAgain() throws {
        func ask() throws -> Response {
            try test.ask(
                "POST", story.resolve("/v1/people/$her/erasure"), by: story.supervisor, #"{"ground": "objected"}"#,
                fields: ["Idempotency-Key: once"])
        }
        let first = try ask()
        #expect(first.status == .created)
        let again = try ask()
        #expect(again.fields.first("Idempotency-Replayed") == "true")
        #expect(try again.text == first.text)
    }

    @Test func faultsAreNamed() throws {
        let bodies = [
            ("{}", "/ground"), (#"{"ground": "retention"}"#, "/ground"),
            (#"{"ground": "objected", "refused": true}"#, "/why_not"),
            (#"{"ground": "objected", "why_not": "archiving"}"#, "/why_not"),
            (#"{"ground": "objected", "rights_request": "$case"}"#, "/rights_request"),
        ]
        for (body, pointer) in bodies {
            let answer = try story.erase(body, by: story.supervisor)
            let faults = try JSON.read(try answer.text)["errors"]?.arrayValue?.map { $0["pointer"]?.stringValue }
            #expect(faults == [pointer], "\(body)")
        }
        let other = #"{"person": "\#(story.resolve("$him"))", "kind": "erasure"}"#
        let his = try test.make("/v1/rights-requests", other, by: story.lead)
        let answer = try story.erase(
            #"{"ground": "objected", "rights_request": "\#(his)"}"#, by: story.supervisor)
        #expect(answer.status == .unprocessableContent)
        #expect(try get("/v1/people/$her").status == 200)
    }
}
