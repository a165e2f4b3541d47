import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// A merge points every reference, and its undo points back exactly these.
@Suite struct MergeTests {
    private var story: MergeStory

    init() throws {
        story = try MergeStory()
    }

    private func id(_ name: String) throws -> String { try #require(story.ids[name]) }

    /// Where the database names a person: `table.column`, but where it remembers.
    private func places(of name: String) throws -> Set<String> {
        let (db, id) = (try story.db(), try id(name))
        var places: Set<String> = []
        for table in try TableDump.tables(db) where !table.hasPrefix("audit") {
            for column in try TableDump.columns(table, db) {
                let find = "SELECT 1 FROM \(table) WHERE instr(CAST(\"\(column)\" AS TEXT), ?) > 0 LIMIT 1"
                try db.queryText(find, [.text(id)]) { _ in places.insert("\(table).\(column)") }
            }
        }
        return places
    }

    /// What may go on naming a merged record: the record, what was said before, and the merge.
    private static let remembering: Set = [
        "people.id", "parties.id", "merges.kept", "merges.merged", "revisions.body", "idempotent_replies.body",
        "meetings_to_look_at.person", "changes.id",
    ]

    @Test func everyReferenceOfEveryTableIsPointed() throws {
        var story = story
        let before = try places(of: "double")
        // The story is whole: whoever declares a new reference tells of it here.
        for reference in MergeMoves.references {
            let column = try #require(reference.link.spec.columns.last).replacing("\"", with: "")
            // Help is never asked of people: the database refuses it.
            guard column != "from_id" || reference.link.kind != .pull else { continue }
            #expect(before.contains("\(reference.link.kind.table).\(column)"), "nothing refers by \(column)")
        }
        try story.merge("double", into: "gwen")
        let shown: Set = ["people.merged_records"]
        #expect(try places(of: "double").subtracting(Self.remembering) == shown)
        let undone = try story.undo()
        #expect(undone.status == 200)
        // What was found by her keys and shown with her is as it was.
        #expect(try places(of: "double").subtracting(Self.remembering) == before.subtracting(Self.remembering))
    }

    /// A new table that refers to people is either declared, and so pointed, or named here with its reason.
    @Test func everyForeignKeyToPeopleIsKnown() throws {
        let pointed = Set(
            MergeMoves.references.map { reference in
                let column = reference.link.spec.columns[reference.link.spec.columns.count - 1]
                return "\(reference.link.kind.table).\(column.replacing("\"", with: ""))"
            })
        let stays: [String: String] = [
            "people.id": "the record", "workers.id": "no person", "assets.id": "no person", "agencies.id": "no person",
            "case_people.person": "follows cases.people", "person_keys.person": "made anew of both records",
            "people_to_key.person": "made anew of both records",
            "meetings_to_look_at.person": "looked at and gone", "merges.kept": "says what was merged",
            "merges.merged": "says what was merged",
            "access_grants.person": "append-only: who was let in to either is let in",
        ]
        let find = """
            SELECT t.name, k."from" FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k
            WHERE t.type = 'table' AND k."table" IN ('people', 'parties') AND k."from" NOT LIKE '%type'
            """
        var found: Set<String> = []
        try story.db().queryText(find, []) { found.insert("\($0.string(0)).\($0.string(1))") }
        #expect(found.subtracting(pointed).subtracting(stays.keys) == [])
        #expect(found.isSuperset(of: stays.keys))
    }

    /// What is pointed can be: its table takes changes, its versions count on, and its shape is a reference or a list.
    @Test func whatIsPointedCanBe() throws {
        let db = try story.db()
        for reference in MergeMoves.references {
            let (table, spec) = (reference.link.kind.table, reference.link.spec)
            let sql = try db.one("SELECT sql FROM sqlite_schema WHERE name = $1", table) { $0.string(0) } ?? ""
            #expect(!sql.contains("version = 1"), "\(table) has one version alone")
            let triggers: SQL = """
                SELECT 1 FROM sqlite_schema
                WHERE type = 'trigger' AND tbl_name = $1 AND sql LIKE '%append-only%'
                """
            let held = try db.one(triggers, table, row: { _ in true })
            #expect(held == nil, "\(table) is append-only")
            let differ = sql.firstMatch(of: /CHECK \((\w+) <> (\w+)\)/).map { [String($0.1), String($0.2)] }
            #expect(MergeMoves.ends[reference.link.kind] == differ, "\(table)")
            switch spec.kind {
            case .reference, .party, .format, .list(.reference, _), .list(.party, _): continue
            default: Issue.record("\(table).\(spec.name) has a shape that a merge does not point")
            }
        }
    }

    @Test func undoneAtOnceAllIsAsItWas() throws {
        var story = story
        let before = try TableDump.records(try story.db())
        try story.merge("double", into: "gwen")
        #expect(try TableDump.records(try story.db()) != before)
        #expect(try RecordCheck.faults(try story.db()) == [])
        #expect(try story.undo().status == 200)
        #expect(try TableDump.records(try story.db()) == before)
        #expect(try RecordCheck.faults(try story.db()) == [])
    }

    @Test func oneRecordIsReadAndTheOtherLeadsToIt() throws {
        var story = story
        try story.merge("double", into: "gwen")
        let stub = try story.ask("GET", "/v1/people/$double")
        #expect(stub.json["merged_into"]?.stringValue == (try id("gwen")))
        #expect(stub.json["preferred_name"]?.stringValue == "Gwenllian Pugh")
        #expect(stub.json["safe_contact"] == nil && stub.json["identifiers"] == nil && stub.json["about_me"] == nil)
        let gwen = try story.ask("GET", "/v1/people/$gwen").json
        #expect(gwen["preferred_name"]?.stringValue == "Gwen Pugh" && gwen["about_me"] == nil)
        let records = try #require(gwen["merged_records"]?.arrayValue)
        #expect(Set(records.compactMap { $0["id"]?.stringValue }) == [try id("double"), try id("third")])
        #expect(records.contains { $0["about_me"]?.stringValue == "Sings." })
        // A list shows the warning too.
        let listed = try story.ask("GET", "/v1/people").json["items"]?.arrayValue ?? []
        let row = try #require(listed.first { $0["id"] == gwen["id"] })
        #expect(row["merged_records"] == gwen["merged_records"])
        #expect(JSON.text(row).contains("He answers."))
        #expect(!listed.contains { $0["id"]?.stringValue == story.ids["double"] })
        // Nothing is written about the other record, nor changed in it.
        for (method, target, body) in [
            ("PATCH", "/v1/people/$double", #"{"born": "1985"}"#), ("GET", "/v1/people/$double/export", nil),
            ("GET", "/v1/people/$double/duplicates", nil), ("GET", "/v1/people/$double/versions", nil),
        ] {
            let refused = try story.ask(method, target, body, expecting: 409)
            #expect(refused.json["code"]?.stringValue == "merged", "\(target)")
        }
        let body = #"{"people": ["$double"], "entry_route": "self"}"#
        try story.ask("POST", "/v1/cases", body, expecting: 422)
        try story.ask("GET", "/v1/people/$double", by: story.stranger, expecting: 404)
        try story.ask("PATCH", "/v1/people/$double", #"{"born": "1985"}"#, by: story.stranger, expecting: 404)
    }

    @Test func whatWasMergedIsFoundAndToldWithTheRest() throws {
        var story = story
        try story.merge("double", into: "gwen")
        for query in [#"{"name": "Gwenllian"}"#, #"{"identifier": {"scheme": "local:swift", "value": "77"}}"#] {
            let hits = try story.ask("POST", "/v1/people/search", query).json["items"]?.arrayValue ?? []
            #expect(hits.map { $0["person"]?["id"]?.stringValue } == [try id("gwen")])
        }
        // Her own changes leave what the other record says, and how it is found.
        try story.ask("PATCH", "/v1/people/$gwen", #"{"pronouns": "she"}"#)
        let again = try story.ask("POST", "/v1/people/search", #"{"name": "Gwenllian"}"#).json["items"]?.arrayValue
        #expect(again?.count == 1)
        // What others' records say is in none of her earlier versions, which outlive the merge.
        let versions = try story.ask("GET", "/v1/people/$gwen/versions").json["items"]?.arrayValue ?? []
        #expect(versions.count == 2)
        #expect(versions.last?["record"]?["merged_records"] == nil)
        let export = JSON.text(try story.ask("GET", "/v1/people/$gwen/export", by: story.supervisor).json)
        for told in ["Sings.", "Rang.", "A photograph.", "The same day of birth."] {
            #expect(export.contains(told), "\(told)")
        }
        #expect(!export.contains(try id("double")))
        let log = try story.ask("GET", "/v1/people/$gwen/access-log").json["items"]?.arrayValue ?? []
        let what = log.compactMap { $0["what"]?.stringValue }
        #expect(what.count { $0.hasPrefix("Says hello to somebody") } == 3, "each of her records")
        #expect(what.count { $0.hasPrefix("Makes two records of one person one") } == 2)
        let measures = try story.ask("GET", "/v1/people/$gwen/measures?measure=upc&level=worker", by: story.supervisor)
        #expect(measures.json["measures"]?.arrayValue?.first?["n"]?.int64Value == 2, "contacts of cases of both")
        // The lead of a case of hers whom nobody asked is told, and who merged is not.
        let told = try story.ask("GET", "/v1/notices", by: story.mate).json["items"]?.arrayValue ?? []
        #expect(told.map { $0["kind"]?.stringValue } == ["people_merged"])
        #expect(told.first?["merge"]?.stringValue == story.ids["merge"])
        try story.undo()
        let undone = try story.ask("GET", "/v1/notices", by: story.mate).json["items"]?.arrayValue ?? []
        #expect(undone.map { $0["kind"]?.stringValue } == ["merge_undone", "people_merged"])
        // Who reads her alone is not told any more of whom she was taken for.
        try story.ask("GET", "/v1/merges/$merge", by: story.lead)
        try story.ask("GET", "/v1/merges/$merge", by: story.mate, expecting: 404)
    }

    @Test func whatIsWrittenSinceStaysWithTheKeptOne() throws {
        var story = story
        try story.merge("double", into: "gwen")
        try story.make(
            "since", "/v1/cases/$hers/contacts", #"{"note": "Since.", "with": [{"type": "person", "id": "$gwen"}]}"#,
            by: story.mate)
        try story.ask("PATCH", "/v1/cases/$both/steps/$step", #"{"agreed_with": null}"#)
        try story.ask("PATCH", "/v1/cases/$hers/contacts/$contact", #"{"note": "Rang twice."}"#, by: story.mate)
        try story.ask("PATCH", "/v1/consents/$consent", #"{"how": "In words"}"#)
        #expect(try story.undo().status == 200)
        let double = try id("double")
        let since = try story.ask("GET", "/v1/cases/$hers/contacts/$since", by: story.mate).json
        #expect(since["with"]?.arrayValue?.first?["id"]?.stringValue == (try id("gwen")))
        let contact = try story.ask("GET", "/v1/cases/$hers/contacts/$contact", by: story.mate).json
        #expect(contact["note"]?.stringValue == "Rang twice.")
        #expect(contact["with"]?.arrayValue?.first?["id"]?.stringValue == double)
        #expect(try story.ask("GET", "/v1/cases/$both/steps/$step").json["agreed_with"] == nil)
        let consent = try story.ask("GET", "/v1/consents/$consent").json
        #expect(consent["person"]?.stringValue == double && consent["how"]?.stringValue == "In words")
    }

    /// Both records lived there: that is no reason to refuse, and either may be put right while they are one.
    @Test func daysInAHouseholdMayLieOverEachOther() throws {
        var story = story
        let before = try story.ask("GET", "/v1/households/$home/members").json["items"]?.arrayValue ?? []
        #expect(before.map { $0["person"]?.stringValue } == [try id("double"), try id("gwen"), try id("ann")])
        let doubles = "/v1/households/$home/members/\(try #require(before.first?["id"]?.stringValue))"
        try story.merge("double", into: "gwen")
        let merged = try story.ask("GET", "/v1/households/$home").json["members"]?.arrayValue ?? []
        #expect(merged.map { $0["person"]?.stringValue } == [try id("gwen"), try id("gwen"), try id("ann")])
        #expect(try story.ask("GET", "/v1/households?person=$double").json["items"] == [])
        // What lies over each other does not keep anybody from saying something else, or from putting it right.
        try story.ask("PATCH", doubles, #"{"role": "adult"}"#)
        let still = try story.ask("PATCH", doubles, #"{"from": "2020"}"#, expecting: 409)
        #expect(still.json["code"] == "overlaps")
        #expect(try story.undo().status == 200)
        let after = try story.ask("GET", doubles).json
        #expect(after["person"]?.stringValue == (try id("double")) && after["role"] == "adult")
    }

    @Test func aChainIsUndoneInTheReverseOrder() throws {
        var story = story
        try story.make("last", "/v1/people", #"{"preferred_name": "Gwen P."}"#)
        let before = try TableDump.records(try story.db())
        try story.merge("double", into: "gwen")
        let between = try TableDump.records(try story.db())
        try story.merge("gwen", into: "last", named: "second")
        #expect(try RecordCheck.faults(try story.db()) == [])
        for name in ["gwen", "double", "third"] {
            let kept = try story.ask("GET", "/v1/people/$\(name)").json["merged_into"]?.stringValue
            #expect(kept == story.ids["last"], "\(name)")
        }
        #expect(try story.ask("GET", "/v1/people/$last").json["merged_records"]?.arrayValue?.count == 3)
        let refused = try story.undo()
        #expect(refused.status == 409 && refused.json["code"]?.stringValue == "merged_since")
        #expect(refused.json["detail"]?.stringValue?.contains(story.ids["second"] ?? "?") == true)
        #expect(try story.undo("second").status == 200)
        #expect(try TableDump.records(try story.db()) == between)
        #expect(try story.undo().status == 200)
        #expect(try TableDump.records(try story.db()) == before)
        let twice = try story.undo()
        #expect(twice.status == 409 && twice.json["code"]?.stringValue == "already_undone")
    }
}
