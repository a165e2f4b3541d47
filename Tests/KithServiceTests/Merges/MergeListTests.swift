import JSON
import Testing

@testable import KithService

/// Lists of people, pointed and pointed back.
@Suite struct MergeListTests {
    private func id(_ letter: Character) throws -> ID {
        let digit = try #require(letter.asciiValue).description.suffix(2)
        return try #require(ID("019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e\(digit.count == 2 ? "" : "0")\(digit)"))
    }

    private func list(_ letters: String, asParties: Bool) throws -> [JSONValue] {
        try letters.map { letter in
            asParties ? Party(type: .person, id: try id(letter)).json : .string(try id(letter).canonical)
        }
    }

    /// Each letter is a person: M is merged into K.
    @Test(
        arguments: [
            ("M", "K"), ("KM", "K"), ("MK", "K"), ("AMB", "AKB"), ("AMKB", "AKB"), ("MAKBM", "AKB"), ("AB", "AB"),
            ("MM", "KK"), ("K", "K"), ("", ""),
        ], [false, true])
    func whatIsPointedIsPointedBack(_ lists: (before: String, while: String), _ asParties: Bool) throws {
        let before = try list(lists.before, asParties: asParties)
        let (kept, merged) = (try id("K"), try id("M"))
        let pointed = MergeList.pointed(before, from: merged, to: kept)
        #expect(try pointed.items == list(lists.while, asParties: asParties))
        guard lists.before.contains("M") else { return }
        #expect(MergeList.pointedBack(pointed.items, from: kept, to: merged, places: pointed.places) == before)
    }

    @Test func whatHasChangedSinceStays() throws {
        let (kept, merged) = (try id("K"), try id("M"))
        func back(_ letters: String, _ places: [Int]?) throws -> [JSONValue]? {
            MergeList.pointedBack(try list(letters, asParties: false), from: kept, to: merged, places: places)
        }
        #expect(try back("ZKB", nil) == list("ZMB", asParties: false))
        #expect(try back("K", [3]) == list("KM", asParties: false))
        #expect(try back("AB", nil) == nil)
        #expect(try back("AB", [0]) == nil)
    }
}
