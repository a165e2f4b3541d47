import JSON
import Testing

@testable import KithService

/// What becomes of the members of a record.
struct OpenReferralRecordTests {
    static let id = "42d3fa20-b36d-4822-b5dc-68029911caaf"
    static let today = try? LocalDate("2026-05-28")

    static func read(_ members: String) throws -> OpenReferralRecord {
        let value = try JSON.read(#"{"id": "\#(id)", "name": "Seed swap", "status": "active"\#(members)}"#)
        return OpenReferralRecord(
            try #require(value.objectValue), source: "test", today: try #require(today),
            vocabularies: try Vocabularies.builtIn.get())
    }

    static func draft(_ record: OpenReferralRecord) -> Draft<Asset>? {
        if case .asset(_, let draft) = record.verdict { draft } else { nil }
    }

    /// The members, what an asset says then, as JSON, and what is told of it.
    static let scenarios: [(String, String, [String])] = [
        ("", "{}", []),
        (
            #","url":"WWW.example.org/a""#, #"{"url":"https://WWW.example.org/a"}"#,
            [#"url: "WWW.example.org/a" made "https://WWW.example.org/a""#]
        ),
        (#","url":"https://example.org""#, #"{"url":"https://example.org"}"#, []),
        (
            #","url":"HTTP:/example.org""#, #"{"url":"http://example.org"}"#,
            [#"url: "HTTP:/example.org" made "http://example.org""#]
        ),
        (
            #","url":"javascript:alert(1)""#, "{}", [#"url: "javascript:alert(1)" is no web address, left out"#]
        ),
        (
            #","status":"defunct""#, #"{"listing":"do_not_list"}"#, ["status: defunct at the source, so not listed"]
        ),
        (
            #","status":"sleeping""#, #"{"listing":"workers_only"}"#,
            [#"status: "sleeping" is not known, so listed for workers only"#]
        ),
        (
            #","description":"<p>Fish &amp; chips</p><script>x</script>""#, #"{"description":"Fish & chips"}"#,
            ["description: HTML turned into plain text"]
        ),
        (
            #","assured_date":"2023-04-13""#, #"{"confirmed":{"on":"2023-04-13","how":"website"}}"#, []
        ),
        (#","assured_date":"2023-02-30""#, "{}", [#"assured_date: "2023-02-30" is no date, left out"#]),
        (#","assured_date":"2031-01-01""#, "{}", ["assured_date: 2031-01-01 is yet to come, left out"]),
        (
            #","organization":{"name":"Roots &amp; Shoots"}"#, #"{"run_by":"Roots & Shoots"}"#,
            ["organization.name: HTML turned into plain text"]
        ),
        (
            #","email":"hello@example.org","contacts":[{"name":"Ann","phones":[{"number":"01632 960000"}]}]"#,
            #"{"how_to_turn_up":"E-mail: hello@example.org\nContact: Ann\nTelephone: 01632 960000"}"#, []
        ),
        (
            #","fees":"Free","cost_options":[{"option":"Under 18s","amount":2.5,"amount_description":"a session"}]"#,
            #"{"cost":"Free; Under 18s: £2.50 a session"}"#, []
        ),
        (
            #","pc_targetAudience":[{"audienceType":"Carers "},{"audienceType":"Parents>Grandparents"}]"#,
            """
            {"gathers_around":[{"basis":"lived_experience","what":"Carers"},\
            {"basis":"other","what":"Parents: Grandparents"}]}
            """, []
        ),
        (
            #","attending_access":"Drop-in","deliverable_type":"Peer group""#,
            #"{"access_notes":"Access: Drop-in","gifts_offered":["Peer group"]}"#, []
        ),
        (
            #","schedules":[{"freq":"MONTHLY","byday":"2TU","opens_at":"9:30","closes_at":"25:00"}]"#,
            #"{"when":[{"freq":"monthly","days":["tuesday"],"from":"09:30","note":"second tuesday of the month"}]}"#,
            [#"schedules.closes_at: "25:00" is no time of day, left out"#]
        ),
        (
            #","locations":[{"name":"Hall","latitude":"51.4","longitude":-2.5,"physical_addresses":"#
                + #"[{"address_1":"1 High St","postal_code":"bs5 6xx"}]},{"name":"Hut"},{"latitude":0,"longitude":0}]"#,
            """
            {"where":{"name":"Hall","lines":["1 High St"],"postcode":"BS5 6XX","lat":51.4,"lng":-2.5},\
            "access_notes":"Also at: Hut"}
            """,
            [
                "happens in several places: the first taken, the others told in access_notes",
                "locations.latitude: 0,0 is no place, left out",
            ]
        ),
    ]

    @Test(arguments: scenarios)
    func membersBecomeFields(members: String, expected: String, told: [String]) throws {
        let value = try JSON.read("{\"id\":\"\(Self.id)\",\"name\":\"Seed swap\"\(members)}")
        let record = OpenReferralRecord(
            try #require(value.objectValue), source: "test", today: try #require(Self.today),
            vocabularies: try Vocabularies.builtIn.get())
        let draft = try #require(Self.draft(record), "\(record.verdict)")
        var whole: JSONObject = [
            "name": .string("Seed swap"), "kind": .string("association"), "room": .string("unknown"),
            "listing": .string("public"),
        ]
        for (name, value) in try #require(try JSON.read(expected).objectValue) { whole[name] = value }
        let found = Asset.fields.specs.compactMap { spec in draft.json(spec).map { (name: spec.name, value: $0) } }
        #expect(JSONObject(found) == whole)
        #expect(record.mendings.map(\.words) == told)
        #expect(record.id == Self.id)
        #expect(record.leftOut == [])
    }

    @Test func aRecordWithoutANameIsCalledByWhatItHas() throws {
        func name(_ text: String) throws -> String? {
            let record = OpenReferralRecord(
                try #require(try JSON.read(text).objectValue), source: "test", today: try #require(Self.today),
                vocabularies: try Vocabularies.builtIn.get())
            return Self.draft(record)?[Asset.name]
        }
        #expect(try name(#"{"name":" ","organization":{"name":"Roots"}}"#) == "Roots")
        #expect(try name(#"{"name":null,"description":"<h1>Tea at four</h1><p>Each day</p>"}"#) == "Tea at four")
        #expect(try name(#"{"name":"","description":"<p><br></p>"}"#) == nil)
    }

    @Test func idsAreKeptOrMadeAlike() throws {
        func record(_ id: String) throws -> OpenReferralRecord {
            OpenReferralRecord(
                try #require(try JSON.read("{\(id)\"name\":\"Seed swap\"}").objectValue), source: "test",
                today: try #require(Self.today), vocabularies: try Vocabularies.builtIn.get())
        }
        #expect(try record(#""id":"42D3FA20-B36D-4822-B5DC-68029911CAAF","#).id == Self.id)
        let made = try record(#""id":"17","#)
        #expect(made.id == "f6ce3822-36cb-5f76-bc1b-3cbd5a29e7c4")
        #expect(made.mendings.map(\.words) == [#""17" is no id: \#(made.id ?? "") made from it"#])
        #expect(try record(#""id":17,"#).id == made.id)
        #expect(try record("").id != made.id)
        #expect(try record("").mendings.first?.words.hasPrefix("has no id: ") == true)
    }

    @Test func nothingThatIsTooLongIsLostInSilence() throws {
        let name = String(repeating: "é", count: 400)
        let description = String(repeating: "word ", count: 30_000)
        let record = try Self.read(#","organization":{"name":"\#(name)"},"description":"\#(description)""#)
        let draft = try #require(Self.draft(record))
        #expect(draft[Asset.runBy]?.utf8.count == 499)
        #expect(draft[Asset.description]?.hasPrefix(name + "\n\nword word") == true)
        #expect(draft[Asset.description]?.utf8.count ?? 0 <= TextLimits.textBytesMax)
        #expect(
            record.mendings.map(\.words) == [
                "run_by: longer than 500 bytes, cut and kept whole in the description",
                "description: 150801 bytes, of which all after the first 100000 were left out",
            ])
    }

    @Test func whatIsLeftOutIsNamed() throws {
        let record = try Self.read(
            #","funding":[{"id":"1","source":"the council"}],"logo":" ","reviews":[],"#
                + #""organization":{"name":"R","logo":"x"}"#
        )
        #expect(record.leftOut == ["funding", "organization.logo"])
    }
}
