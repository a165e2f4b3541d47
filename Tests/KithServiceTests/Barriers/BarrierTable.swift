import HTTP
import JSON
import Testing

@testable import KithService

/// A service in which somebody writes down what stood in the way, case by case, in 2026.
struct BarrierTable {
    let test: TestService
    let writer: Colleague
    /// One case a person.
    private(set) var cases: [String] = []
    private(set) var people: [String] = []
    private(set) var agencies: [String] = []

    /// Makes cases, a person each.
    init(cases count: Int) throws {
        test = try TestService(start: "2026-05-04T09:00:00Z")
        writer = try test.makeColleague(name: "The writer")
        for name in ["Zoar advice", "abacus housing", "Probation"] {
            agencies.append(try test.make("/v1/agencies", #"{"name": "\#(name)"}"#, by: writer))
        }
        for number in 0..<count {
            people.append(try test.make("/v1/people", #"{"preferred_name": "Person \#(number)"}"#, by: writer))
            try open(for: [number])
        }
    }

    /// Opens a case.
    mutating func open(for numbers: [Int]) throws {
        let ids = numbers.map { "\"\(people[$0])\"" }.joined(separator: ", ")
        cases.append(try test.make("/v1/cases", #"{"people": [\#(ids)], "entry_route": "self"}"#, by: writer))
    }

    /// Writes down a barrier that stood in some cases.
    @discardableResult
    func add(_ members: String, in cases: some Sequence<Int>) throws -> String {
        let barrier = try test.make("/v1/barriers", #"{"what": "No."\#(members)}"#, by: writer)
        for number in cases { try link(barrier, number) }
        return barrier
    }

    func link(_ barrier: String, _ number: Int) throws {
        _ = try test.make("/v1/barriers/\(barrier)/links", #"{"case": "\#(cases[number])"}"#, by: writer)
    }

    /// Waits until the half-year has ended, and somebody who learns comes.
    func waitForJuly() throws -> Colleague {
        test.clock.set(to: try Instant("2026-07-01T00:00:00Z"))
        return try test.makeColleague(.learner, name: "Who learns")
    }

    /// Everything that somebody who learns can be told of the counts, as text.
    func everything(by reader: Colleague) throws -> [String] {
        try BarrierGrouping.allCases.map { grouping in
            let answer = try test.ask("GET", "/v1/barriers/summary?by=\(grouping.rawValue)", by: reader)
            #expect(answer.status == .ok)
            return try answer.text
        }
    }
}
