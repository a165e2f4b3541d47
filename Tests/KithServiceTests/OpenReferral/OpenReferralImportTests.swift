import JSON
import SQLite
import Testing

@testable import KithService

/// How a feed is read, and what is done with its records in the database.
struct OpenReferralImportTests {
    static let first = "11111111-1111-4111-8111-111111111111"
    static let second = "22222222-2222-4222-8222-222222222222"
    static let records = [
        #"{"id":"11111111-1111-4111-8111-111111111111","name":"Seed swap","description":"é [ \" ] ,"}"#,
        #"{"id":"22222222-2222-4222-8222-222222222222","name":"Choir","fees":"Free"}"#,
    ]
    static let forms = [
        "[" + records.joined(separator: ",") + "]",
        " \n[ " + records.joined(separator: " ,\n") + " ]\n",
        records.joined(separator: "\n") + "\n",
        #"{"totalElements":2,"content":["# + records.joined(separator: ",") + #"],"last":true}"#,
        #"{"page_number":1,"contents":["# + records[0] + "]}\n" + #"{"contents":["# + records[1] + "]}",
        "\u{FEFF}[" + records.joined(separator: ",") + "]",
    ]

    @Test(arguments: forms)
    func everyFormIsTakenAtEverySplit(form: String) throws {
        let bench = try ImportBench()
        #expect(try bench.take(form).outcomes == [.added, .added])
        let before = try bench.everything()
        for chunkBytes in 1...64 {
            let outcome = try bench.take(form, chunkBytes: chunkBytes)
            #expect(outcome.outcomes == [.unchanged, .unchanged])
            #expect(outcome.entries.map(\.id) == [Self.first, Self.second])
        }
        #expect(try bench.everything() == before)
    }

    @Test(arguments: [
        ("", ImportError.empty), (" \n", .empty), ("<html></html>", .notJSON), ("name,description\n", .notJSON),
        ("\u{89}PNG\r\n", .notJSON), ("17", .notJSON), ("[1,2]", .noServices),
        ("{\"type\":\"FeatureCollection\"}", .noServices),
    ])
    func whatIsNoFeedIsRefusedWhole(text: String, error: ImportError) throws {
        let bench = try ImportBench()
        for chunkBytes in [1, 1000] {
            #expect(throws: error) { try bench.take(text, chunkBytes: chunkBytes) }
        }
    }

    @Test func anEmptyFeedIsFine() throws {
        #expect(try ImportBench().take("[]").summary.records == 0)
        #expect(try ImportBench().take(#"{"contents":[],"empty":true}"#).summary.records == 0)
    }

    @Test func aBrokenRecordStopsNothing() throws {
        let bench = try ImportBench()
        let broken = #"{"id":"x","name":"a\qb"}"#
        let outcome = try bench.take("[\(Self.records[0]),\(broken),7,\(Self.records[1])")
        #expect(outcome.outcomes == [.added, .refused, .refused, .added, .refused])
        #expect(outcome.entries[1].place.offset == Self.records[0].utf8.count + 2)
        #expect(outcome.entries[1].reason?.hasPrefix("is no JSON: found `q`") == true)
        #expect(outcome.entries[2].reason == "is a number, not an object")
        #expect(outcome.entries[4].reason?.hasPrefix("broken text between records: the text ends here") == true)
        #expect(outcome.entries[4].place.number == 0)
    }

    @Test func theExamplesOfVersion3AreTaken() throws {
        let bench = try ImportBench()
        let full = try bench.take(try ImportBench.fixture("open-referral-v3/service_full.json"))
        #expect(full.outcomes == [.added])
        let asset = try bench.asset("ac148810-d857-441c-9679-408f346de14b")
        let expected = String(decoding: try ImportBench.fixture("imported-service.json"), as: UTF8.self)
        #expect(JSON.pretty(.object(asset)) == expected)
        #expect(
            full.entries.first?.mendings.map(\.words) == [
                "service_at_locations.location.addresses.postal_code: \"ABC 1234\" is no postcode, "
                    + "kept as a line of the address",
                "service_at_locations.location.latitude: 100.0,101.0 is no position, left out",
            ])
        #expect(
            try bench.take(try ImportBench.fixture("open-referral-v3/mock_service_full.json")).outcomes == [.unchanged])
        let page = try bench.take(try ImportBench.fixture("open-referral-v3/service_list.json"))
        #expect(page.outcomes == [.changed])
        for name in ["organization_full", "taxonomy_term_list", "service_at_location_list"] {
            let outcome = try bench.take(try ImportBench.fixture("open-referral-v3/\(name).json"))
            #expect(
                outcome.entries.map(\.reason) == ["is no service: an organisation, a place or a term of a taxonomy"])
        }
    }

    @Test func aRepeatedRecordIsToldOf() throws {
        let bench = try ImportBench()
        let other = Self.records[0].replacing("Seed", with: "Bread")
        let outcome = try bench.take("[\(Self.records[0]),\(Self.records[0]),\(other)]")
        #expect(outcome.outcomes == [.added, .unchanged, .refused])
        #expect(outcome.entries.last?.reason == "has the id of an earlier record of this feed, and says other things")
        #expect(try bench.search("bread").isEmpty)
    }

    @Test func whatTheSourceSaysAnewIsTaken() throws {
        let bench = try ImportBench()
        try bench.take(Self.records[0])
        let outcome = try bench.take(Self.records[0].replacing("Seed", with: "Bread"))
        #expect(outcome.outcomes == [.changed])
        #expect(try bench.search("bread") == ["Bread swap"])
        #expect(try bench.search("seed").isEmpty)
        #expect(try bench.reader.one("SELECT count(*) FROM revisions") { $0.int(0) } == 1)
        #expect(try bench.take(Self.records[0].replacing("Seed", with: "Bread")).outcomes == [.unchanged])
    }

    @Test func whatPeopleChangedHereIsLeftAlone() throws {
        let bench = try ImportBench()
        try bench.take(Self.records[0])
        let id = try #require(ID(Self.first))
        var draft = Draft<Asset>(["room": .string("room"), "listing": .string("public")])
        draft[Asset.name] = "Seed swap on the green"
        draft[Asset.assetKind] = "association"
        try bench.database.perform(bench.clock, SystemIDSource(clock: bench.clock)) { [draft] in
            try AssetStore.update(id, version: 1, to: draft, by: .operatorOfTheFile, $0)
        }
        let before = try bench.everything()
        #expect(try bench.take(Self.records[0]).outcomes == [.unchanged])
        let outcome = try bench.take(Self.records[0].replacing("Seed", with: "Bread"))
        #expect(outcome.entries.map(\.reason) == ["changed here since it was imported, so it was left as it is"])
        #expect(try bench.everything() == before)
    }

    @Test func anIDOfSomethingElseIsNotTaken() throws {
        let bench = try ImportBench()
        var draft = Draft<Asset>(["room": .string("room"), "listing": .string("public")])
        draft[Asset.name] = "Knitting"
        draft[Asset.assetKind] = "association"
        try bench.database.perform(bench.clock, SystemIDSource(clock: bench.clock)) { [draft] in
            try Asset.table.insert(draft, id: ID(Self.first), by: .operatorOfTheFile, $0)
            try $0.db.run("INSERT INTO parties (id, type) VALUES ($1, 'person')", Self.second)
        }
        let outcome = try bench.take(Self.forms[0])
        #expect(
            outcome.entries.map(\.reason) == [
                "its id is that of an asset that was added here",
                "its id is that of a person, a worker or an agency here",
            ])
        let third = #"{"id":"33333333-3333-4333-8333-333333333333","name":"Choir"}"#
        try bench.take(third, source: "one")
        #expect(try bench.take(third, source: "two").entries.first?.reason == "its id is that of an asset from one")
    }
}
