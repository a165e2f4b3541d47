import HTTP
import JSON
import Testing

@testable import KithService

/// Two years of one person: who reads them on which day, and what their timeline says at the end.
@Suite struct StoryTests {
    /// Somebody reads something from a moment on, and until another.
    private struct Reading {
        let who: String
        let target: String
        let from: String
        var until = "9999"
    }

    private static let workers = ["ruth", "tom", "bex", "owen", "nadia", "ismail", "gwen"]

    /// Who reads his case, the one about the sofa, and him: all others never do, and nobody does at any other time.
    private static let readings: [Reading] = {
        let (mal, life, sofa) = ("/v1/people/$mal", "/v1/cases/$case", "/v1/cases/$sofa")
        let hello = "2024-11-04T10:20:00Z"
        return [
            // Ruth leads until the handover and is there as a buddy until the end of the overlap.
            Reading(who: "ruth", target: mal, from: "2024-11-04T10:15:00Z", until: "2025-06-21T00:00:00Z"),
            Reading(who: "ruth", target: life, from: hello, until: "2025-06-21T00:00:00Z"),
            // Tom stands in over Christmas, and a year later leads the case about the sofa.
            Reading(who: "tom", target: mal, from: "2024-12-21T00:00:00Z", until: "2025-01-06T00:00:00Z"),
            Reading(who: "tom", target: life, from: "2024-12-21T00:00:00Z", until: "2025-01-06T00:00:00Z"),
            Reading(who: "tom", target: mal, from: "2026-04-13T09:00:00Z"),
            Reading(who: "tom", target: sofa, from: "2026-04-13T09:00:00Z"),
            // Bex is a buddy, then leads; the second handover has no overlap, and takes the case from her at once.
            Reading(who: "bex", target: mal, from: "2025-05-19T11:00:00Z", until: "2025-11-24T09:00:00Z"),
            Reading(who: "bex", target: life, from: "2025-05-19T11:00:00Z", until: "2025-11-24T09:00:00Z"),
            // Owen leads to the end, and reads it while it is at rest.
            Reading(who: "owen", target: mal, from: "2025-11-24T09:00:00Z"),
            Reading(who: "owen", target: life, from: "2025-11-24T09:00:00Z"),
            // Nadia supervises whoever leads.
            Reading(who: "nadia", target: mal, from: hello),
            Reading(who: "nadia", target: life, from: hello),
            Reading(who: "nadia", target: sofa, from: "2026-04-13T09:00:00Z"),
        ]
    }()

    /// At each moment of it the readers are those who stand in a relationship to him then.
    ///
    /// Who reads him is told by the entity tag: a stub, of somebody's neighbour for example, has none.
    @Test func whoStandsByHimReadsHimAndNobodyElse() throws {
        var looks = 0
        var latest = ""
        _ = try Scenario.twoYears.tell { held in
            let now = held.test.clock.now().canonical
            guard held.names["case"] != nil, now != latest else { return }
            latest = now
            for name in ["mal", "case", "sofa"] where held.names[name] != nil {
                let target = name == "mal" ? "/v1/people/$mal" : "/v1/cases/$\(name)"
                for who in Self.workers {
                    let reads = Self.readings.contains {
                        $0.who == who && $0.target == target && $0.from <= now && now < $0.until
                    }
                    let answer = try held.test.ask("HEAD", held.resolve(target), by: held.colleague(who))
                    #expect((answer.fields.first(.etag) != nil) == reads, "\(who) \(target) at \(now)")
                    if name != "mal" { #expect(answer.status == (reads ? .ok : .notFound)) }
                    looks += 1
                }
            }
        }
        #expect(looks > 1000)
    }

    /// Whoever wrote down his sister reads her, and what is said of the two, no longer than they read him.
    @Test func whomRuthWroteDownSheLeavesWithHim() throws {
        let held = try Scenario.twoYears.tell { _ in }
        for target in ["/v1/people/$jean", "/v1/relationships/$with_jean", "/v1/relationships/$with_jean/accounts"] {
            #expect(try held.test.status("GET", held.resolve(target), by: held.colleague("ruth")) == 404, "\(target)")
            #expect(try held.test.status("GET", held.resolve(target), by: held.colleague("owen")) == 200, "\(target)")
        }
    }

    /// What hangs on the case is as closed as the case itself, in the end.
    @Test func whatHangsOnTheCaseIsClosedToo() throws {
        let held = try Scenario.twoYears.tell { _ in }
        for what in ["timeline", "measures", "contacts", "notes/$dark", "notes/$money_note", "decisions/$at_home"] {
            let target = held.resolve("/v1/cases/$case/\(what)")
            for who in ["bex", "ruth", "tom", "ismail", "gwen"] {
                #expect(try held.test.status("GET", target, by: held.colleague(who)) == 404, "\(who) \(what)")
            }
            #expect(try held.test.status("GET", target, by: held.colleague("owen")) == 200, "\(what)")
        }
    }

    /// Every record that was written down stands in the timeline once, in the order of when it happened.
    @Test func theTimelineHasAllOfItInOrder() throws {
        let held = try Scenario.twoYears.tell { _ in }
        let whole = try entries(held, "owen")
        let counts = Dictionary(grouping: whole) { $0["kind"]?.stringValue ?? "" }.mapValues(\.count)
        // Of the uses of services five are from before, one is of Christmas and five are of the relapse; the case
        // begins in hello and moves eleven times; Ruth, Bex and Owen lead, and Owen again; Bex is a buddy before the
        // first handover, and Ruth behind it.
        #expect(
            counts == [
                "contact": 30, "note": 3, "step": 24, "pull": 5, "decision": 1, "service_use": 11, "move": 12,
                "lead": 4,
                "handover": 2, "cover": 1, "team_member": 2,
            ])
        let places = whole.compactMap { $0["at"]?.stringValue }
        #expect(places == places.sorted())
        let newest = try entries(held, "owen", "sort=-at&limit=7")
        #expect(newest == whole.reversed())
        #expect(newest.first?["record"]?["own_words"]?.stringValue == "A bulb for the landing. No hurry.")
        #expect(whole.first?["at"]?.stringValue == "2022-11-04")
        // What he said in the dark is not in Nadia's timeline, and nothing else is missing there.
        #expect(try entries(held, "nadia") == whole.filter { $0["id"]?.stringValue != held.names["dark"] })
    }

    /// All pages of the timeline.
    private func entries(_ held: Scenario.Held, _ who: String, _ query: String = "sort=at&limit=200") throws
        -> [JSONValue]
    {
        var entries: [JSONValue] = []
        var more = ""
        repeat {
            let target = held.resolve("/v1/cases/$case/timeline?\(query)\(more)")
            let page = try JSON.read(try held.test.ask("GET", target, by: held.colleague(who)).text)
            entries += try #require(page["items"]?.arrayValue)
            more = page["next"]?.stringValue.map { "&cursor=\($0)" } ?? ""
        } while !more.isEmpty
        return entries
    }
}
