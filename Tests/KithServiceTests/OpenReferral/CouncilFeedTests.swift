import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// A whole real feed of a council, with all that is wrong in it.
struct CouncilFeedTests {
    @Test func everyRecordIsToldOf() throws {
        let bench = try ImportBench()
        let first = try bench.take(try ImportBench.fixture("bristol-services.json"))
        #expect(first.entries.count == 819)
        #expect(first.entries.map(\.place.number) == Array(1...819))
        #expect(first.summary[.added] == 817)
        #expect(first.summary[.refused] == 2)

        let refused = first.entries.filter { $0.outcome == .refused }
        #expect(refused.map(\.place.number) == [1, 811])
        #expect(refused.first?.reason == "has no name, no organisation and no description that it could be called by")
        #expect(refused.last?.name == "Yoga for Fitness & Relaxation")
        #expect(refused.last?.reason == "has the id of an earlier record of this feed, and says other things")

        let madeIDs = first.entries.filter { $0.mendings.contains { $0.words.contains("is no id") } }
        #expect(madeIDs.count == 2)
        #expect(madeIDs.allSatisfy { $0.id.flatMap(ID.init)?.version == 5 })
        let noAddress = first.entries.filter { $0.mendings.contains { $0.words.contains("no web address") } }
        #expect(
            noAddress.map { $0.mendings.last?.words } == [
                #"url: "Warmley Community Centre" is no web address, left out"#
            ])
        let addressMade = first.entries.filter { $0.mendings.contains { $0.words.hasPrefix(#"url: "http:www."#) } }
        #expect(addressMade.count == 4)

        let found = try bench.search("allotment")
        #expect(found.contains("Kingswoods Community Allotment, Pound Road"))
        #expect(try bench.search("pound allot") == ["Kingswoods Community Allotment, Pound Road"])
    }

    @Test func aSecondRunWritesNothing() throws {
        let bench = try ImportBench()
        let feed = try ImportBench.fixture("bristol-services.json")
        let first = try bench.take(feed)
        let before = try bench.everything()
        bench.clock.advance(seconds: 86_400)
        let second = try bench.take(feed)
        #expect(second.summary[.unchanged] == 817)
        #expect(second.summary[.refused] == 2)
        #expect(!second.summary.hasChanges)
        #expect(second.entries.map(\.id) == first.entries.map(\.id))
        #expect(try bench.everything() == before)
    }

    @Test func theAPIFindsWhatWasImported() throws {
        let test = try TestService()
        let feed = OpenReferralImport(
            into: test.service.database, vocabularies: test.service.vocabularies, clock: test.clock,
            ids: test.service.ids)
        var rest = try ImportBench.fixture("bristol-services.json")[...]
        _ = try feed.run(
            read: { count in
                defer { rest = rest.dropFirst(count) }
                return Array(rest.prefix(count))
            }, report: { _ in })
        let answer = try JSON.read(try test.ask("GET", "/v1/assets?q=allotment&limit=50").text)
        let found = answer["items"]?.arrayValue?.first { $0["name"] == "Kingswoods Community Allotment, Pound Road" }
        let asset = try #require(found, "\(JSON.text(answer))")
        #expect(asset["listing"] == "public")
        let id = try #require(asset["id"]?.stringValue)
        #expect(try test.ask("GET", "/v1/assets/\(id)").status == .ok)
    }
}
