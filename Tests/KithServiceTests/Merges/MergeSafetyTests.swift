import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// Who may merge whom, what is never merged, and what holds for the whole afterwards.
@Suite struct MergeSafetyTests {
    private var story: MergeStory

    init() throws {
        story = try MergeStory()
    }

    private func refusal(
        _ merged: String, into kept: String, by colleague: Colleague? = nil
    ) throws -> (status: Int, code: String?) {
        let body = #"{"kept": "$\#(kept)", "merged": "$\#(merged)", "reason": "The same name."}"#
        let answer = try story.ask("POST", "/v1/merges", body, by: colleague ?? story.supervisor, expecting: nil)
        return (answer.status, answer.json["code"]?.stringValue)
    }

    private func expect(
        _ merged: String, into kept: String, by colleague: Colleague? = nil, is code: String, _ status: Int = 409
    ) throws {
        let refused = try refusal(merged, into: kept, by: colleague)
        #expect(refused.status == status && refused.code == code, "\(refused)")
        #expect(try story.db().one("SELECT COUNT(*) FROM merges", row: { $0.int(0) }) == 1)
    }

    @Test func whoMayNotReadBothForGoodDoesNotMerge() throws {
        try expect("double", into: "gwen", by: story.stranger, is: "invalid", 422)
        // The mate leads a case of the double's alone.
        try expect("double", into: "gwen", by: story.mate, is: "invalid", 422)
        let member = #"{"member": {"type": "worker", "id": "\#(story.mate.id.canonical)"}, "contribution": "buddy"}"#
        try story.ask("POST", "/v1/cases/$case/team", member, expecting: 201)
        try story.ask("GET", "/v1/people/$gwen", by: story.mate)
        try expect("double", into: "gwen", by: story.mate, is: "not_theirs_to_give")
        // Nor does who was let in by asking.
        let asking = ["Kith-Access-Reason: A look", "Kith-Access-Purpose: direct_support"]
        for name in ["gwen", "double"] {
            let target = story.resolve("/v1/people/$\(name)")
            #expect(try story.test.ask("GET", target, by: story.stranger, fields: asking).status == .ok)
        }
        try expect("double", into: "gwen", by: story.stranger, is: "not_theirs_to_give")
        #expect(try refusal("double", into: "gwen", by: story.lead).status == 201)
        // Who reads one for a time reads the other's merge, and does not undo it.
        let merge = try story.ask("GET", "/v1/merges?person=$gwen", by: story.stranger).json["items"]?.arrayValue
        let target = "/v1/merges/\(try #require(merge?.first?["id"]?.stringValue))"
        let refused = try story.ask("DELETE", target, by: story.stranger, expecting: 409)
        #expect(refused.json["code"]?.stringValue == "not_theirs_to_give")
        #expect(try story.test.ask("DELETE", target, by: story.lead).status == .preconditionRequired)
        #expect(try story.test.ask("DELETE", target, by: story.lead, fields: ["If-Match: \"9\""]).status.code == 412)
        try story.ask("DELETE", target)
    }

    @Test func nobodyIsMergedWithThemselvesOrTwice() throws {
        try expect("gwen", into: "gwen", is: "invalid", 422)
        try expect("third", into: "gwen", is: "merged")
        try expect("gwen", into: "third", is: "merged")
        // Of whom a stranger may read neither record, they are told what they are told of nobody.
        try expect("third", into: "gwen", by: story.stranger, is: "invalid", 422)
    }

    @Test func whatSaysThatTheyAreTwoStandsInTheWay() throws {
        var story = story
        try story.make("tie", "/v1/relationships", AccessStory.tie("person $double", "person $gwen", "sibling"))
        try expect("double", into: "gwen", is: "tied")
        try story.ask("PATCH", "/v1/relationships/$tie", #"{"until": "2026"}"#)
        let barrier = #"{"person": "$gwen", "other": "$double", "kind": "no_contact"}"#
        try story.make("apart", "/v1/person-barriers", barrier)
        try expect("double", into: "gwen", is: "parted")
        try story.ask("PATCH", "/v1/person-barriers/$apart", #"{"until": "2026-11-21"}"#)
        // A barrier to somebody in a case of the other.
        let tom = #"{"person": "$tom", "other": "$gwen", "kind": "domestic_abuse"}"#
        try story.make("tom_apart", "/v1/person-barriers", tom)
        try expect("double", into: "gwen", is: "parted")
        try expect("gwen", into: "double", is: "parted")
        try story.ask("PATCH", "/v1/person-barriers/$tom_apart", #"{"until": "2026-11-21"}"#)
        try story.ask("PATCH", "/v1/legal-holds/$hold", #"{"until": null}"#, by: story.supervisor)
        try expect("double", into: "gwen", is: "legal_hold")
        try story.ask("PATCH", "/v1/legal-holds/$hold", #"{"until": "2026-11-21"}"#, by: story.supervisor)
        try story.make("erase", "/v1/rights-requests", #"{"person": "$gwen", "kind": "erasure"}"#)
        try expect("double", into: "gwen", is: "erasure_asked")
        let answered =
            #"{"answered_on": "2026-11-21", "outcome": "refused", "refusal_reason": "The law.", "told": "No."}"#
        try story.ask("PATCH", "/v1/rights-requests/$erase", answered)
        // The tie and the barrier that have ended stay between the two records, and the tie is not shown.
        let before = try TableDump.records(try story.db())
        try story.merge("double", into: "gwen")
        #expect(try RecordCheck.faults(try story.db()) == [])
        try story.ask("GET", "/v1/relationships/$tie", expecting: 404)
        let ties = JSON.text(try story.ask("GET", "/v1/relationships?party=$gwen").json)
        #expect(!ties.contains(try #require(story.ids["tie"])))
        try story.undo()
        #expect(try TableDump.records(try story.db()) == before)
        try story.ask("GET", "/v1/relationships/$tie")
    }

    @Test func aBarrierOfEitherHoldsForTheWhole() throws {
        var story = story
        try story.make("rhys", "/v1/people", #"{"preferred_name": "Rhys"}"#)
        try story.make("rhys_case", "/v1/cases", #"{"people": ["$rhys"], "entry_route": "self"}"#)
        let named = #"{"note": "With her.", "present": [{"type": "person", "id": "$double"}]}"#
        try story.make("seen", "/v1/cases/$rhys_case/contacts", named)
        try story.ask("PATCH", "/v1/cases/$rhys_case/contacts/$seen", #"{"note": "Alone.", "present": null}"#)
        try story.make("tie", "/v1/relationships", AccessStory.tie("person $gwen", "person $rhys", "friend"))
        let barrier = #"{"person": "$double", "other": "$rhys", "kind": "domestic_abuse"}"#
        try story.make("apart", "/v1/person-barriers", barrier)
        try story.merge("double", into: "gwen")
        // Gwen's own tie and naming her are refused now, and so is an earlier version that named the double.
        try story.ask("GET", "/v1/relationships/$tie", expecting: 404)
        let body = #"{"note": "Tea.", "with": [{"type": "person", "id": "$gwen"}]}"#
        try story.ask("POST", "/v1/cases/$rhys_case/contacts", body, expecting: 422)
        let versions = try story.ask("GET", "/v1/cases/$rhys_case/contacts/$seen/versions").json
        #expect(versions["items"]?.arrayValue?.count == 1)
        let hits = JSON.text(try story.ask("GET", "/v1/people/$rhys/duplicates").json)
        #expect(!hits.contains("Pugh"))
        // One that is put up now holds for both after the undo.
        let more = #"{"person": "$ann", "other": "$gwen", "kind": "no_contact"}"#
        try story.make("since", "/v1/person-barriers", more)
        let hold = #"{"person": "$gwen", "reason": "An inquiry.", "authority": "The inquiry"}"#
        try story.make("since_hold", "/v1/legal-holds", hold, by: story.supervisor)
        try story.undo()
        for name in ["gwen", "double"] {
            let target = "/v1/legal-holds?person=$\(name)"
            let holds = try story.ask("GET", target, by: story.supervisor).json["items"]?.arrayValue ?? []
            #expect(holds.count { $0["until"] == nil } == 1, "\(name)")
        }
        try story.ask("GET", "/v1/relationships/$tie")
        let held = try story.ask("GET", "/v1/person-barriers?person=$ann").json["items"]?.arrayValue ?? []
        let others = held.filter { $0["until"] == nil }.compactMap { $0["other"]?.stringValue }
        #expect(Set(others) == [try #require(story.ids["gwen"]), try #require(story.ids["double"])])
        let back = JSON.text(try story.ask("GET", "/v1/person-barriers?person=$double").json)
        #expect(back.contains(story.resolve("$rhys")))
    }

    @Test func whoReadEitherReadsThePersonAndNobodyComesToReadMore() throws {
        var story = story
        // Whoever made a record and handed its case on does not read it again because the case has gone elsewhere.
        try story.make("made", "/v1/people", #"{"preferred_name": "Gwen"}"#, by: story.stranger)
        let body = #"{"people": ["$made"], "entry_route": "self"}"#
        try story.make("made_case", "/v1/cases", body, by: story.stranger)
        let handover = #"{"to": "\#(story.lead.id.canonical)"}"#
        try story.ask("POST", "/v1/cases/$made_case/handovers", handover, by: story.stranger, expecting: 201)
        try story.ask("GET", "/v1/people/$made", by: story.stranger, expecting: 404)
        let asking = ["Kith-Access-Reason: A look", "Kith-Access-Purpose: direct_support"]
        let asker = try story.test.makeColleague(name: "The asker")
        try story.make("alone", "/v1/people", #"{"preferred_name": "Gwen the Singer"}"#)
        let alone = story.resolve("/v1/people/$alone")
        #expect(try story.test.ask("GET", alone, by: asker, fields: asking).status == .ok)
        try story.ask("GET", "/v1/people/$gwen", by: story.mate, expecting: 404)
        try story.merge("made", into: "gwen", named: "one")
        try story.ask("GET", "/v1/people/$made", by: story.stranger, expecting: 404)
        try story.ask("GET", "/v1/people/$gwen", by: story.stranger, expecting: 404)
        let merge = #"{"kept": "$gwen", "merged": "$alone", "reason": "Sings."}"#
        try story.make("two", "/v1/merges", merge, by: story.lead)
        try story.merge("double", into: "gwen")
        try story.ask("GET", "/v1/people/$gwen", by: story.mate)
        try story.ask("GET", "/v1/people/$gwen", by: asker)
        let listed = try story.ask("GET", "/v1/people?include=total", by: asker).json
        #expect(listed["total"]?.int64Value == 1 && listed["items"]?.arrayValue?.count == 1)
        try story.ask("GET", "/v1/cases/$case", by: story.mate, expecting: 404)
        // Asking by the old id opens the person, and tells who leads their cases.
        let late = try story.test.makeColleague(name: "The late one")
        let answer = try story.test.ask("GET", story.resolve("/v1/people/$double"), by: late, fields: asking)
        #expect(try JSON.read(try answer.text)["merged_into"]?.stringValue == story.ids["gwen"])
        try story.ask("GET", "/v1/people/$gwen", by: late)
        let told = try story.ask("GET", "/v1/notices", by: story.mate).json["items"]?.arrayValue ?? []
        #expect(told.contains { $0["asked_by"]?.stringValue == late.id.canonical })
    }

    @Test func erasingThePersonTakesEveryRecordOfThem() throws {
        var story = story
        try story.merge("double", into: "gwen")
        let names = ["gwen", "double", "third"].compactMap { story.ids[$0] }
        for (name, status) in [("double", 409), ("gwen", 201)] {
            let target = "/v1/people/$\(name)/erasure"
            try story.ask("POST", target, #"{"ground": "objected"}"#, by: story.supervisor, expecting: status)
        }
        let db = try story.db()
        for table in try TableDump.tables(db) where !table.hasPrefix("audit") {
            for column in try TableDump.columns(table, db) where "\(table).\(column)" != "erasures.person" {
                for id in names {
                    let find = "SELECT 1 FROM \(table) WHERE instr(CAST(\"\(column)\" AS TEXT), ?) > 0"
                    try db.queryText(find, [.text(id)]) { _ in Issue.record("\(table).\(column) has \(id)") }
                }
            }
        }
        #expect(try RecordCheck.faults(db) == [])
        try db.queryText("PRAGMA foreign_key_check", []) { Issue.record("\($0.string(0)) refers to nothing") }
        #expect(try db.one("SELECT COUNT(*) FROM merges", row: { $0.int(0) }) == 0)
    }

    @Test func duplicatesAreWhoMayBeTheSame() throws {
        var story = story
        try story.make("twin", "/v1/people", #"{"preferred_name": "Gwen Pughe", "born": "1984-03-09"}"#)
        try story.make("hidden", "/v1/people", #"{"preferred_name": "Gwen Pugh"}"#, by: story.stranger)
        let answer = try story.ask("GET", "/v1/people/$gwen/duplicates").json
        let hits = try #require(answer["items"]?.arrayValue)
        let found = hits.compactMap { $0["person"]?["id"]?.stringValue }
        #expect(Set(found) == [try #require(story.ids["twin"]), try #require(story.ids["double"])])
        #expect(hits.first?["matches"]?.arrayValue?.contains { $0["member"]?.stringValue == "born" } == true)
        #expect(answer["more"]?.boolValue == false)
        try story.make("tie", "/v1/relationships", AccessStory.tie("person $twin", "person $gwen", "sibling"))
        try story.merge("double", into: "gwen")
        #expect(try story.ask("GET", "/v1/people/$gwen/duplicates").json["items"]?.arrayValue == [])
        try story.ask("GET", "/v1/people/$gwen/duplicates", by: story.stranger, expecting: 404)
    }
}
