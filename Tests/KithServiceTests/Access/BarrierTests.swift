import HTTP
import JSON
import Testing

@testable import KithService

/// With a barrier between two people, nothing about the one is in anything made for or about the other.
@Suite struct BarrierTests {
    private let test: TestService
    private let lead: Colleague
    /// Reads his case alone.
    private let his: Colleague
    private let ids: [String: String]

    init() throws {
        let test = try TestService()
        let lead = try test.makeColleague(name: "The lead")
        let his = try test.makeColleague(name: "His worker")
        var ids: [String: String] = [:]
        func make(_ name: String, _ target: String, _ body: String) throws {
            func resolved(_ text: String) -> String {
                ids.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
            }
            ids[name] = try test.make(resolved(target), resolved(body), by: lead)
        }
        try make("her", "/v1/people", #"{"preferred_name": "Kayleigh"}"#)
        try make("him", "/v1/people", #"{"preferred_name": "Gareth"}"#)
        try make("mum", "/v1/people", #"{"preferred_name": "Denise"}"#)
        try make("her_case", "/v1/cases", #"{"people": ["$her"], "entry_route": "self"}"#)
        try make("his_case", "/v1/cases", #"{"people": ["$him"], "entry_route": "agency"}"#)
        let tie = #"{"from": {"type": "person", "id": "$a"}, "to": {"type": "person", "id": "$b"}, "tie": "$t"}"#
        for (name, from, to, word) in [
            ("tie", "him", "her", "ex_partner"), ("mother", "mum", "her", "parent"), ("known", "mum", "him", "other"),
        ] {
            let body = tie.replacing("$a", with: "$\(from)").replacing("$b", with: "$\(to)").replacing("$t", with: word)
            try make(name, "/v1/relationships", body)
        }
        try make(
            "said", "/v1/relationships/$tie/accounts", #"{"said_by": "person", "note": "She is at her mother's."}"#)
        for (name, member) in [("with", "with"), ("present", "present")] {
            try make(
                name, "/v1/cases/$his_case/contacts",
                ##"{"note": "Met in Pilot Street.", "\##(member)": [{"type": "person", "id": "$her"}]}"##)
        }
        try make("alone", "/v1/cases/$his_case/contacts", #"{"note": "Came alone."}"#)
        try make(
            "helper", "/v1/cases/$his_case/team",
            #"{"member": {"type": "person", "id": "$her"}, "contribution": "volunteer"}"#)
        try make(
            "worker", "/v1/cases/$his_case/team",
            #"{"member": {"type": "worker", "id": "\#(his.id.canonical)"}, "contribution": "buddy"}"#)
        let home = #"{"members": [{"person": "$him"}, {"person": "$her"}, {"person": "$mum"}]}"#
        try make("home", "/v1/households", home)
        (self.test, self.lead, self.his, self.ids) = (test, lead, his, ids)
    }

    /// Whatever of her could be in it.
    private var traces: [String] {
        [ids["her"] ?? "", "Kayleigh", "Pilot Street", "at her mother's"]
    }

    private func id(_ name: String) -> String { ids[name] ?? name }

    /// All that is asked about him, and by whoever works for him, in each format.
    private func targets() -> [String] {
        var targets = [
            "/v1/cases", "/v1/cases?lead=any", "/v1/cases?person=\(id("him"))&lead=any", "/v1/people", "/v1/notices",
            "/v1/people/\(id("him"))", "/v1/people/\(id("him"))/export", "/v1/relationships?party=\(id("him"))",
            "/v1/relationships/\(id("tie"))",
            "/v1/relationships/\(id("tie"))/accounts", "/v1/relationships/\(id("tie"))/accounts/\(id("said"))",
        ]
        targets += [
            "/v1/households", "/v1/households?person=\(id("him"))", "/v1/households/\(id("home"))",
            "/v1/households/\(id("home"))/members", "/v1/households/\(id("home"))/members?person=\(id("him"))",
        ]
        let parts = [
            "", "/moves", "/lead", "/leads", "/cover", "/team", "/timeline", "/contacts", "/contacts?sort=at&limit=1",
        ]
        targets += parts.map { "/v1/cases/\(id("his_case"))\($0)" }
        targets += ["with", "present", "alone"].map { "/v1/cases/\(id("his_case"))/contacts/\(id($0))" }
        return targets + ["helper", "worker"].map { "/v1/cases/\(id("his_case"))/team/\(id($0))" }
    }

    /// How many answers tell of her.
    private func tellingAnswers(_ colleague: Colleague, _ targets: [String]) throws -> [String] {
        var telling: [String] = []
        for target in targets {
            for accept in ["application/json", "text/csv", "application/x-ndjson", "text/html"] {
                let answer = try test.ask("GET", target, by: colleague, fields: ["Accept: \(accept)"])
                let text = try answer.text
                if traces.contains(where: text.contains) { telling.append("\(accept) \(target)") }
            }
        }
        return telling
    }

    private func putUp() throws -> String {
        let body = #"{"person": "\#(id("her"))", "other": "\#(id("him"))", "kind": "domestic_abuse"}"#
        return try test.make("/v1/person-barriers", body, by: lead)
    }

    @Test func nothingOfHerIsInWhatIsMadeForHimOrAboutHim() throws {
        // Before the barrier much tells of her: the test could fail.
        #expect(try tellingAnswers(his, targets()).count > 15)
        #expect(try test.status("GET", "/v1/people/\(id("her"))", by: his) == 200, "a stub")
        let before = try test.ask("GET", "/v1/cases/\(id("his_case"))", by: his).fields.first(.etag)
        let barrier = try putUp()
        #expect(try tellingAnswers(his, targets()) == [])
        #expect(try test.status("GET", "/v1/people/\(id("her"))", by: his) == 404)
        #expect(try test.ask("GET", "/v1/cases/\(id("his_case"))", by: his).fields.first(.etag) != before)
        // Whoever works for both reads of each, and still nothing of her in what is about him.
        let abouts = targets().filter { $0 != "/v1/cases" && $0 != "/v1/cases?lead=any" && $0 != "/v1/people" }
        #expect(try tellingAnswers(lead, abouts) == [])
        #expect(try test.status("GET", "/v1/people/\(id("her"))", by: lead) == 200)
        // The barrier itself names her by id, and by nothing else.
        let told = try test.ask("GET", "/v1/person-barriers/\(barrier)", by: his).text
        #expect(told.contains(id("her")) && !told.contains("Kayleigh"))
    }

    /// The tie of a third person to her stays where it belongs, and is not in what is about him.
    @Test func whatIsAboutOthersStays() throws {
        _ = try putUp()
        let about = try test.ask("GET", "/v1/relationships?party=\(id("him"))&include=total", by: lead).text
        #expect(about.contains(id("known")) && !about.contains(id("her")))
        #expect(try JSON.read(about)["total"]?.int64Value == 1)
        let mother = try test.ask("GET", "/v1/relationships?party=\(id("her"))&include=total", by: lead).text
        #expect(mother.contains(id("mother")) && !mother.contains(id("him")))
    }

    /// That something was left out is not visible: it looks as if it had never been.
    @Test func leftOutIsAsIfItHadNeverBeen() throws {
        _ = try putUp()
        let list = try JSON.read(
            try test.ask("GET", "/v1/cases/\(id("his_case"))/contacts?include=total&limit=1", by: his).text)
        #expect(list["total"]?.int64Value == 1)
        #expect(list["next"] == nil)
        #expect(list["items"]?.arrayValue?.first?["id"]?.stringValue == id("alone"))
        let missing = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"
        for target in ["/v1/relationships/$", "/v1/cases/\(id("his_case"))/contacts/$"] {
            let name = target.contains("contacts") ? "with" : "tie"
            for method in ["GET", "PATCH"] {
                let hidden = try test.ask(
                    method, target.replacing("$", with: id(name)), by: his, method == "PATCH" ? "{}" : nil)
                let absent = try test.ask(
                    method, target.replacing("$", with: missing), by: his, method == "PATCH" ? "{}" : nil)
                #expect(hidden.status == .notFound && absent.status == .notFound)
                let ending = /"instance":"[^"]*"/
                let (one, other) = (try hidden.text, try absent.text)
                #expect(one.replacing(ending, with: "") == other.replacing(ending, with: ""))
            }
        }
    }

    /// Somebody behind a barrier, whom the worker may not know of, has the faults of somebody who is nowhere.
    @Test func faultsDoNotTellOfABarrier() throws {
        _ = try putUp()
        let missing = ["019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f", "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e90"]
        func faults(naming people: [String]) throws -> JSONValue? {
            let named = people.map { #"{"type": "person", "id": "\#($0)"}"# }.joined(separator: ", ")
            let answer = try test.ask(
                "POST", "/v1/cases/\(id("his_case"))/contacts", by: his, #"{"note": "Rang.", "with": [\#(named)]}"#)
            #expect(answer.status == .unprocessableContent)
            return try JSON.read(try answer.text)["errors"]
        }
        let told = try faults(naming: [id("her"), missing[0]])
        #expect(told?.arrayValue?.count == 2)
        #expect(told == (try faults(naming: missing)))
    }

    /// An ended barrier parts nobody, and every rendering that was kept while it stood gives way.
    @Test func anEndedBarrierPartsNobody() throws {
        let barrier = try putUp()
        #expect(try tellingAnswers(his, targets()) == [])
        let end = #"{"until": "2026-11-21"}"#
        #expect(try test.status("PATCH", "/v1/person-barriers/\(barrier)", by: lead, end) == 200)
        #expect(try tellingAnswers(his, targets()).count > 15)
    }
}
