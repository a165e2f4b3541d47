import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// What a rule says is to go is listed, stays until somebody confirms it, and then is gone.
@Suite struct RetentionTests {
    private static let rules = """
        {"rules": [
            {"class": "closed", "trigger": "case_at_rest", "period": "P6Y", "authority": "The schedule, 4.2"},
            {"class": "quiet", "trigger": "person_last_contact", "period": "P7Y", "authority": "The schedule, 4.3"},
            {"class": "died", "trigger": "person_died", "period": "P1Y6M", "authority": "The schedule, 4.4"}
        ]}
        """

    private let test: TestService
    private let lead: Colleague
    private let supervisor: Colleague

    init() throws {
        var settings = ServiceSettings()
        settings.retentionFile = Self.rules
        test = try TestService(settings: settings)
        let team = try test.makeTeam()
        lead = try test.makeColleague(name: "The lead", team: team)
        supervisor = try test.makeColleague(.supervisor, name: "The supervisor", team: team)
    }

    private func letIn(years: Int) throws {
        test.clock.advance(seconds: Int64(years) * 366 * 86_400)
        // Tokens last for ninety days; this one for as long as the test.
        try test.service.database.perform(test.clock, test.service.ids) {
            _ = try $0.db.run("UPDATE tokens SET expires_at = '2099-01-01T00:00:00Z'")
        }
    }

    private func makeCase(_ name: String, _ more: String = "", atRest: Bool = true) throws -> (String, String) {
        let person = try test.make("/v1/people", #"{"preferred_name": "\#(name)"\#(more)}"#, by: lead)
        let body = #"{"people": ["\#(person)"], "entry_route": "self"}"#
        let supportCase = try test.make("/v1/cases", body, by: lead)
        _ = try test.make("/v1/cases/\(supportCase)/contacts", #"{"note": "Tea."}"#, by: lead)
        if atRest {
            let rest = #"{"state": "at_rest", "reason": "thriving_without_us"}"#
            #expect(try test.status("POST", "/v1/cases/\(supportCase)/state", by: lead, rest) == 200)
        }
        return (person, supportCase)
    }

    private func due(_ query: String = "") throws -> [String] {
        let answer = try test.ask("GET", "/v1/retention\(query)", by: supervisor)
        let text = try answer.text
        #expect(answer.status == .ok, "\(text)")
        return try JSON.read(text)["items"]?.arrayValue?.map { item in
            let hold = item["legal_hold"]?.boolValue == true ? " held" : ""
            let id = item["case"]?.stringValue ?? item["person"]?.stringValue ?? ""
            return "\(item["class"]?.stringValue ?? "") \(id)\(hold)"
        } ?? []
    }

    private func confirm(_ body: String) throws -> (Int, String?) {
        let answer = try test.ask("POST", "/v1/retention", by: supervisor, body)
        return (Int(answer.status.code), try JSON.read(try answer.text)["code"]?.stringValue)
    }

    @Test func whatIsDueGoesWhenItIsConfirmed() throws {
        let (person, supportCase) = try makeCase("Danny")
        let (_, open) = try makeCase("Kayleigh", atRest: false)
        try letIn(years: 5)
        #expect(try due() == [])
        #expect(try confirm(#"{"class": "closed", "case": "\#(supportCase)"}"#) == (409, "not_due"))
        try letIn(years: 1)
        #expect(try due() == ["closed \(supportCase)"])
        #expect(try confirm(#"{"class": "closed", "case": "\#(open)"}"#) == (409, "not_due"))
        #expect(try confirm(#"{"class": "quiet", "case": "\#(supportCase)"}"#) == (422, "invalid"))
        #expect(try test.status("GET", "/v1/cases/\(supportCase)", by: lead) == 200, "nothing goes by itself")
        let made = try test.ask(
            "POST", "/v1/retention", by: supervisor, #"{"class": "closed", "case": "\#(supportCase)"}"#)
        #expect(made.status == .created)
        let decision = try JSON.read(try made.text)
        #expect(decision["ground"]?.stringValue == "retention" && decision["rule"]?.stringValue == "closed")
        #expect(decision["case"]?.stringValue == supportCase && decision["person"] == nil)
        #expect(try test.status("GET", "/v1/cases/\(supportCase)", by: lead) == 404)
        #expect(try test.status("GET", "/v1/people/\(person)", by: lead) == 200, "the case goes, and not the person")
        #expect(try due() == [])
    }

    @Test func aPersonIsDueOnceAllIsAtRest() throws {
        let (quiet, _) = try makeCase("Danny")
        let (died, supportCase) = try makeCase("Ada", #", "died_on": "2026""#)
        _ = try makeCase("Kayleigh", atRest: false)
        try letIn(years: 1)
        #expect(try due() == [], "2026 may have been its last day")
        try letIn(years: 1)
        #expect(try due() == ["died \(died)"])
        #expect(try confirm(#"{"class": "died", "person": "\#(died)"}"#).0 == 201)
        #expect(try test.status("GET", "/v1/cases/\(supportCase)", by: lead) == 404)
        try letIn(years: 5)
        #expect(try due().contains("quiet \(quiet)"))
        #expect(try due().filter { $0.hasPrefix("quiet") }.count == 1)
    }

    @Test func aLegalHoldWinsAndIsSaid() throws {
        let (person, supportCase) = try makeCase("Danny")
        let hold = try test.make(
            "/v1/legal-holds", #"{"person": "\#(person)", "reason": "An inquiry.", "authority": "The inquiry"}"#,
            by: supervisor)
        try letIn(years: 6)
        #expect(try due() == ["closed \(supportCase) held"])
        let body = #"{"class": "closed", "case": "\#(supportCase)"}"#
        #expect(try confirm(body) == (409, "legal_hold"))
        let end = #"{"until": "2032-01-01"}"#
        #expect(try test.status("PATCH", "/v1/legal-holds/\(hold)", by: supervisor, end) == 200)
        #expect(try confirm(body).0 == 201)
    }

    @Test func othersSeeNothingOfIt() throws {
        let (_, supportCase) = try makeCase("Danny")
        try letIn(years: 6)
        let other = try test.makeColleague(.supervisor, name: "Another supervisor")
        let list = try test.ask("GET", "/v1/retention", by: other).text
        #expect(list == #"{"items":[]}"#)
        let body = #"{"class": "closed", "case": "\#(supportCase)"}"#
        #expect(try test.status("POST", "/v1/retention", by: other, body) == 422)
    }

    @Test func theListIsReadInPages() throws {
        let cases = try (0..<5).map { try makeCase("P\($0)").1 }
        try letIn(years: 8)
        var seen: [String] = []
        var query = "?limit=2"
        for _ in 0..<10 {
            seen += try due(query)
            let next = try JSON.read(try test.ask("GET", "/v1/retention\(query)", by: supervisor).text)["next"]
            guard let next = next?.stringValue else { break }
            query = "?limit=2&cursor=\(next)"
        }
        #expect(seen.filter { $0.hasPrefix("closed") } == cases.sorted().map { "closed \($0)" })
        #expect(seen.count == 10 && Set(seen).count == 10)
    }

    @Test(arguments: [
        ("{}", "it needs rules, a list"), (#"{"rules": [], "rule": 1}"#, "Did you mean \"rules\""),
        (#"{"rules": [{"class": "a"}]}"#, "each rule has class"),
        (
            #"{"rules": [{"class": "a", "trigger": "case_at_peace", "period": "P1Y", "authority": "x"}]}"#,
            "There is no trigger \"case_at_peace\""
        ),
        (#"{"rules": [{"class": "a", "trigger": "case_at_rest", "period": "P", "authority": "x"}]}"#, "ISO 8601"),
        (#"{"rules": [{"class": "a", "trigger": "case_at_rest", "period": "6Y", "authority": "x"}]}"#, "ISO 8601"),
        ("[", "retention.json"),
    ])
    func aFileThatIsWrongIsRefused(text: String, reason: String) throws {
        let error = #expect(throws: RetentionRules.Unusable.self) { _ = try RetentionRules(file: text) }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func aPeriodEndsOnTheSameDay() throws {
        func end(_ period: String, _ day: String) throws -> String? {
            try #require(RetentionPeriod(period)).end(from: try LocalDate(day))?.canonical
        }
        #expect(try end("P6Y", "2020-02-29") == "2026-02-28")
        #expect(try end("P1Y6M", "2026-12-31") == "2028-06-30")
        #expect(try end("P2W1D", "2026-12-31") == "2027-01-15")
        for text in ["P0D", "P1Y1", "PT5H", "P999Y", "P1D1Y"] { #expect(RetentionPeriod(text) == nil, "\(text)") }
        // The last day to begin by is the last whose end has come, on every day of some years.
        for period in ["P1M", "P6Y", "P18M", "P1Y1D"].compactMap({ RetentionPeriod($0) }) {
            for offset in 0..<1500 {
                let day = try #require(LocalDate("2024-01-01").adding(days: offset))
                let latest = try #require(period.latestBegin(by: day))
                let next = try #require(latest.adding(days: 1))
                let ends = (try #require(period.end(from: latest)), try #require(period.end(from: next)))
                #expect(ends.0 <= day && ends.1 > day)
            }
        }
    }
}
