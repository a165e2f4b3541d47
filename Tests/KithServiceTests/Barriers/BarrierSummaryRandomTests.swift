import JSON
import Testing

@testable import KithService

/// Random barriers, counted by the service and by plain dictionaries.
@Suite struct BarrierSummaryRandomTests {
    /// A barrier as it was written down.
    private struct Written {
        let groups: [BarrierGrouping: String]
        let isShared: Bool
        let isOfTheDays: Bool
        let cases: Set<Int>
    }

    private static let kinds = ["rule", "threshold", "silo"]
    /// Two of them are one place.
    private static let places = ["Wharf Rows", "wharf rows", "Hill Side"]

    /// People of each case.
    private let peopleOf: [Set<Int>]
    private let table: BarrierTable
    private var random: SeededGenerator

    init() throws {
        var table = try BarrierTable(cases: 14)
        for pair in [[0, 1], [0, 1], [2, 3, 4], [5]] { try table.open(for: pair) }
        peopleOf = (0..<14).map { [$0] } + [[0, 1], [0, 1], [2, 3, 4], [5]]
        self.table = table
        random = SeededGenerator(seed: 0)
    }

    private mutating func write(isOfTheDays: Bool) throws -> Written {
        var (members, groups) = ("", [BarrierGrouping: String]())
        if let kind = Self.kinds.randomElement(using: &random), Int.random(in: 0..<4, using: &random) > 0 {
            members += #", "kind": "\#(kind)""#
            groups[.kind] = kind
        }
        if let agency = table.agencies.randomElement(using: &random), Int.random(in: 0..<3, using: &random) > 0 {
            members += #", "agency": "\#(agency)""#
            groups[.agency] = agency
        }
        if let place = Self.places.randomElement(using: &random), Int.random(in: 0..<3, using: &random) > 0 {
            members += #", "place": "\#(place)""#
            groups[.place] = place.lowercased()
        }
        let isShared = Int.random(in: 0..<5, using: &random) > 0
        if !isShared { members += #", "shared": false"# }
        // Somebody may say of one case twice that it stood there.
        let cases = (0..<Int.random(in: 0...3, using: &random)).map { _ in Int.random(in: 0..<18, using: &random) }
        try table.add(members, in: cases)
        return Written(groups: groups, isShared: isShared, isOfTheDays: isOfTheDays, cases: Set(cases))
    }

    /// Barriers and cases of each group, or nothing where it is not spoken of; "" for what nobody said.
    ///
    /// - Parameter order: The groups in their order: of those that are equally small the first goes with a single one.
    private func counted(
        _ written: [Written], _ grouping: BarrierGrouping, _ order: [String]
    ) -> [String: [Int64]] {
        let counted = written.filter { $0.isShared && $0.isOfTheDays }
        var groups = Dictionary(grouping: counted) { $0.groups[grouping] ?? "" }.mapValues { barriers in
            let cases = barriers.reduce(into: Set<Int>()) { $0.formUnion($1.cases) }
            let people = cases.reduce(into: Set<Int>()) { $0.formUnion(peopleOf[$1]) }
            return (barriers: Int64(barriers.count), cases: Int64(cases.count), size: min(cases.count, people.count))
        }
        if groups.count(where: { $0.value.size < 5 }) == 1 {
            let others = order.filter { groups[$0].map { $0.size >= 5 } ?? false }
            let smallest = others.min { groups[$0]?.size ?? 0 < groups[$1]?.size ?? 0 }
            if let smallest { groups[smallest]?.size = 0 }
        }
        return groups.mapValues { $0.size < 5 ? [] : [$0.barriers, $0.cases - $0.cases % 5] }
    }

    @Test(arguments: 1...12) func theServiceCountsAsOneWouldByHand(_ seed: Int) throws {
        var copy = self
        copy.random = SeededGenerator(seed: UInt64(seed))
        var written: [Written] = []
        for _ in 0..<(seed * 6) { written.append(try copy.write(isOfTheDays: true)) }
        let learner = try table.waitForJuly()
        written.append(try copy.write(isOfTheDays: false))
        for grouping in BarrierGrouping.allCases {
            let answer = try table.test.ask("GET", "/v1/barriers/summary?by=\(grouping.rawValue)", by: learner)
            let groups = try #require(try JSON.read(answer.text)["groups"]?.arrayValue)
            let order = groups.map { ($0["group"]?.stringValue ?? "").lowercased() }
            let numbers = groups.map { [$0["barriers"], $0["cases"]].compactMap { $0?.int64Value } }
            let found = Dictionary(zip(order, numbers)) { first, _ in first }
            #expect(found.count == groups.count)
            #expect(found == counted(written, grouping, order), "\(grouping)")
            try expectOrder(groups, grouping)
        }
    }

    /// Kinds stand as the vocabulary has them, all else by name, and what nobody said is last, whatever was counted.
    private func expectOrder(_ groups: [JSONValue], _ grouping: BarrierGrouping) throws {
        let names = groups.map { $0["name"]?.stringValue ?? "" }
        let order =
            switch grouping {
            case .kind: ["A rule", "A threshold", "Each looks at their own part", "Not said"]
            case .agency: ["abacus housing", "Probation", "Zoar advice", "Not said"]
            case .place: ["Hill Side", "Wharf Rows", "wharf rows", "Not said"]
            }
        #expect(names == order.filter { names.contains($0) })
        #expect(groups.allSatisfy { ($0["name"] == "Not said") == ($0["group"] == nil) })
    }
}
