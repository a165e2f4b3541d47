import HTTP
import JSON
import Testing

@testable import KithService

/// To live together lets nobody read anything, and shows nobody whom a reader may not know of.
@Suite struct HouseholdTests {
    private let test: TestService
    /// Leads her case, and the child's.
    private let hers: Colleague
    /// Leads his case.
    private let his: Colleague
    /// In the teams of both: reads them all.
    private let both: Colleague
    private var ids: [String: String] = [:]

    init() throws {
        test = try TestService()
        hers = try test.makeColleague(name: "Her worker")
        his = try test.makeColleague(name: "His worker")
        both = try test.makeColleague(name: "Who reads both")
        try make("her", "/v1/people", #"{"preferred_name": "Kayleigh"}"#, by: hers)
        try make("child", "/v1/people", #"{"preferred_name": "Mia"}"#, by: hers)
        try make("her_case", "/v1/cases", #"{"people": ["$her", "$child"], "entry_route": "self"}"#, by: hers)
        try make("him", "/v1/people", #"{"preferred_name": "Gareth"}"#, by: his)
        try make("his_case", "/v1/cases", #"{"people": ["$him"], "entry_route": "agency"}"#, by: his)
        let member = #"{"member": {"type": "worker", "id": "\#(both.id.canonical)"}, "contribution": "buddy"}"#
        try make("one", "/v1/cases/$her_case/team", member, by: hers)
        try make("other", "/v1/cases/$his_case/team", member, by: his)
    }

    private mutating func make(_ name: String, _ target: String, _ body: String, by colleague: Colleague) throws {
        ids[name] = try test.make(resolve(target), resolve(body), by: colleague)
    }

    private func resolve(_ text: String) -> String {
        ids.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
    }

    private func ask(
        _ method: String, _ target: String, _ body: String? = nil, by colleague: Colleague
    ) throws -> (status: Int, json: JSONValue, tag: String?) {
        let fields = method == "PATCH" ? ["If-Match: *"] : []
        let answer = try test.ask(method, resolve(target), by: colleague, body.map { resolve($0) }, fields: fields)
        return (Int(answer.status.code), try JSON.read(try answer.text), answer.fields.first(.etag))
    }

    /// Who is in a list of members, by the names of this story.
    private func people(_ target: String, by colleague: Colleague) throws -> [String] {
        let json = try ask("GET", target, by: colleague).json
        let members = try #require((json["items"] ?? json["members"])?.arrayValue, "\(target): \(json)")
        return members.compactMap { member in ids.first { $0.value == member["person"]?.stringValue }?.key }.sorted()
    }

    private mutating func liveTogether() throws {
        let members = #"{"members": [{"person": "$her", "from": "2019"}, {"person": "$him"}, {"person": "$child"}]}"#
        try make("home", "/v1/households", members, by: both)
        let items = try ask("GET", "/v1/households/$home/members", by: both).json["items"]?.arrayValue ?? []
        for (name, item) in zip(["hers", "his", "childs"], items) { ids[name] = item["id"]?.stringValue }
    }

    private func putUp() throws -> String {
        let body = resolve(#"{"person": "$her", "other": "$him", "kind": "domestic_abuse"}"#)
        return try test.make("/v1/person-barriers", body, by: both)
    }

    @Test func toLiveTogetherLetsNobodyRead() throws {
        var story = self
        try story.liveTogether()
        #expect(try story.people("/v1/households/$home", by: both) == ["child", "her", "him"])
        #expect(try story.people("/v1/households/$home", by: his) == ["him"])
        #expect(try story.people("/v1/households/$home/members", by: his) == ["him"])
        let total = try story.ask("GET", "/v1/households/$home/members?include=total&limit=1", by: his).json
        #expect(total["total"]?.int64Value == 1 && total["next"] == nil)
        for target in [
            "/v1/people/$her", "/v1/people/$child", "/v1/cases/$her_case", "/v1/households/$home/members/$hers",
        ] {
            #expect(try story.ask("GET", target, by: his).status == 404, "\(target)")
        }
        let hidden = "/v1/households/$home/members/$hers"
        #expect(try story.ask("PATCH", hidden, #"{"to": "2020"}"#, by: his).status == 404)
        // Not even by asking whose household it is.
        for target in ["/v1/households?person=$her", "/v1/households/$home/members?person=$her"] {
            #expect(try story.ask("GET", target, by: his).json["items"] == [], "\(target)")
        }
        let stranger = try test.makeColleague(name: "A stranger")
        for target in ["/v1/households/$home", "/v1/households/$home/members"] {
            #expect(try story.ask("GET", target, by: stranger).status == 404)
        }
        #expect(try story.ask("GET", "/v1/households", by: stranger).json["items"] == [])
    }

    /// What happens to a hidden member moves no tag, and the household says of no time.
    @Test func aHiddenMemberMovesNothing() throws {
        var story = self
        try story.liveTogether()
        let before = try story.ask("GET", "/v1/households/$home", by: his)
        #expect(before.json.objectValue?.map(\.name) == ["id", "members"])
        #expect(ID(try #require(story.ids["home"]))?.madeAt == nil)
        func changes(_ query: String) throws -> JSONValue {
            // As the server does behind each round: what was read from is let go.
            defer { _ = try? test.ask("GET", "/live", as: nil) }
            return try story.ask("GET", "/v1/changes?\(query)", by: his).json
        }
        let start = try changes("from=now")["next"]?.stringValue ?? ""
        #expect(
            try story.ask("PATCH", "/v1/households/$home/members/$hers", #"{"to": "2025"}"#, by: both).status == 200)
        try story.make("new", "/v1/people", #"{"preferred_name": "Rhys"}"#, by: both)
        try story.make("news", "/v1/households/$home/members", #"{"person": "$new"}"#, by: both)
        let after = try story.ask("GET", "/v1/households/$home", by: his)
        #expect(after.json == before.json && after.tag == before.tag)
        #expect(try changes("cursor=\(start)")["items"] == [])
        // What happens to his own does.
        #expect(
            try story.ask("PATCH", "/v1/households/$home/members/$his", #"{"role": "guest"}"#, by: both).status == 200)
        #expect(try story.ask("GET", "/v1/households/$home", by: his).tag != before.tag)
        let told = try changes("cursor=\(start)")["items"]?.arrayValue
        #expect(told?.map { $0["kind"]?.stringValue } == ["household_member"])
        #expect(told?.first?["id"]?.stringValue == story.ids["his"])
    }

    @Test func aBarrierPartsWhoLivesTogether() throws {
        var story = self
        try story.liveTogether()
        let barrier = try story.putUp()
        // Nobody's household has neither; hers has her and not him, and his has him and not her.
        #expect(try story.people("/v1/households/$home", by: both) == ["child"])
        #expect(try story.people("/v1/households/$home/members", by: both) == ["child"])
        #expect(try story.people("/v1/households/$home/members?person=$her", by: both) == ["child", "her"])
        #expect(try story.people("/v1/households/$home/members?person=$him", by: both) == ["child", "him"])
        #expect(try story.people("/v1/households/$home/members?person=$child", by: both) == ["child"])
        // Who reads the one alone sees no difference, and so learns of no other.
        #expect(try story.people("/v1/households/$home", by: his) == ["him"])
        #expect(try story.people("/v1/households/$home", by: hers) == ["child", "her"])
        // That he left can be written down, which is about him alone; a new beginning beside her cannot.
        let left = try story.ask("PATCH", "/v1/households/$home/members/$his", #"{"to": "2025-03-01"}"#, by: both)
        #expect(left.status == 200)
        let back = #"{"person": "$him", "from": "2026"}"#
        #expect(try story.ask("POST", "/v1/households/$home/members", back, by: both).status == 422)
        let fresh = #"{"members": [{"person": "$her"}, {"person": "$him"}]}"#
        let refused = try story.ask("POST", "/v1/households", fresh, by: both)
        let places = refused.json["errors"]?.arrayValue?.compactMap { $0["pointer"]?.stringValue }
        #expect(refused.status == 422 && places == ["/members/0/person", "/members/1/person"])
        // His worker, who reads nothing of her, is not told of her by a refusal.
        #expect(try story.ask("POST", "/v1/households/$home/members", back, by: his).status == 201)
        #expect(
            try story.ask("PATCH", "/v1/person-barriers/\(barrier)", #"{"until": "2026-11-21"}"#, by: both).status
                == 200)
        #expect(try story.people("/v1/households/$home", by: both) == ["child", "her", "him", "him"])
    }

    /// The same sent again was decided before the barrier: it says which household it was, and not who lives there.
    @Test func aRepeatShowsNobody() throws {
        let members = resolve(#"{"members": [{"person": "$her"}, {"person": "$him"}]}"#)
        func make() throws -> JSONValue {
            try JSON.read(
                try test.ask("POST", "/v1/households", by: both, members, fields: ["Idempotency-Key: once"]).text)
        }
        let made = try make()
        #expect(made["members"]?.arrayValue?.count == 2)
        let again = try make()
        #expect(again["id"] == made["id"] && again.objectValue?.count == 1)
        _ = try putUp()
        #expect(try make() == again)
    }

    @Test func nobodyLivesTwiceInOneHouseholdAtOnce() throws {
        var story = self
        try story.liveTogether()
        func add(_ days: String) throws -> String? {
            let body = #"{"person": "$her"\#(days)}"#
            return try story.ask("POST", "/v1/households/$home/members", body, by: both).json["code"]?.stringValue
        }
        #expect(try add("") == "overlaps")
        #expect(try add(#", "from": "2024-05-01""#) == "overlaps")
        #expect(try add(#", "from": "2010", "to": "2020""#) == "overlaps")
        #expect(try add(#", "from": "2010", "to": "2019""#) == nil, "she may have left before she came back")
        let hers = "/v1/households/$home/members/$hers"
        #expect(try story.ask("PATCH", hers, #"{"from": "2015"}"#, by: both).json["code"] == "overlaps")
        #expect(try story.ask("PATCH", hers, #"{"to": "2018"}"#, by: both).status == 422)
        #expect(try story.ask("PATCH", hers, #"{"to": "2021", "role": "parent"}"#, by: both).status == 200)
        #expect(try add(#", "from": "2022""#) == nil)
        let twice = #"{"members": [{"person": "$him"}, {"person": "$him", "from": "2019"}]}"#
        let refused = try story.ask("POST", "/v1/households", twice, by: both)
        #expect(refused.json["errors"]?.arrayValue?.map { $0["pointer"] } == ["/members/1/person"])
    }

    /// How many there can be is counted as it is seen: a household is no fuller for those who are hidden.
    @Test func aHouseholdIsAsFullAsItLooks() throws {
        var story = self
        let members = (0..<Household.membersMax).map {
            #"{"person": "$her", "from": "\#(1900 + $0)-02-01", "to": "\#(1900 + $0)-03-01"}"#
        }
        try story.make("home", "/v1/households", #"{"members": [\#(members.joined(separator: ", "))]}"#, by: hers)
        let child = #"{"person": "$child"}"#
        #expect(try story.ask("POST", "/v1/households/$home/members", child, by: hers).json["code"] == "too_large")
        let more = #"{"members": [\#((members + [child]).joined(separator: ", "))]}"#
        #expect(try story.ask("POST", "/v1/households", more, by: hers).status == 422)
        #expect(try story.ask("POST", "/v1/households", #"{"members": []}"#, by: hers).status == 422)
    }

    /// Who asked about a household is in the log of those whom they were shown, and of nobody else.
    @Test func theLogHasWhatSomebodyWasShown() throws {
        var story = self
        try story.liveTogether()
        _ = try story.ask("GET", "/v1/households/$home", by: his)
        _ = try story.ask("GET", "/v1/households/$home?fields=id", by: hers)
        _ = try story.ask("GET", "/v1/households/$home/members", by: hers)
        test.service.audit.flush()
        _ = try test.service.database.perform(test.clock, test.service.ids) { _ in 0 }
        func asked(_ person: String) throws -> [String] {
            let log = try story.ask("GET", "/v1/people/$\(person)/access-log", by: both).json["items"]?.arrayValue ?? []
            return log.compactMap { $0["what"]?.stringValue }.filter { $0.contains("ousehold") }
        }
        let list = "Lists who lives or lived in a household."
        #expect(try asked("him").contains("Reads a household.") && asked("him").count { $0 == list } == 1)
        #expect(try !asked("her").contains("Reads a household.") && asked("her").count { $0 == list } == 2)
    }

    /// A person is told of their own days alone, whoever lives or lived there, and whatever parts them.
    @Test func aStoryHasNobodyElse() throws {
        var story = self
        try story.liveTogether()
        func told(_ person: String) throws -> [JSONValue] {
            let story = try story.ask("GET", "/v1/people/$\(person)/export", by: both).json
            // As the server does behind each round: what was read from is let go.
            _ = try test.ask("GET", "/live", as: nil)
            return story["entries"]?.arrayValue?.filter { $0["kind"] == "household_member" } ?? []
        }
        let before = try told("her")
        #expect(before.count == 1)
        #expect(JSON.text(before[0]).contains("2019"))
        for trace in ["Gareth", "Mia"] + ["home", "him", "child"].compactMap({ story.ids[$0] }) {
            #expect(!JSON.text(before[0]).contains(trace))
        }
        _ = try story.putUp()
        #expect(try told("her") == before)
        #expect(try told("him").count == 1)
    }
}
