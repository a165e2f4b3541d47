import HTTP
import JSON
import Logging
import Testing

@testable import KithService

/// Assets that are not public leave no trace in what is there for people without a token; every worker may read them.
@Suite struct AssetLeakTests {
    /// Everything that the route table gives without a token, over the database of a test, from one moment and seed on.
    private func answers(_ test: TestService, about ids: [String]) throws -> [String] {
        let clock = ManualClock(try Instant("2026-11-21T10:00:00Z"))
        let service = try Service(
            database: try Database(path: test.path) { Issue.record("\($0)") }, settings: ServiceSettings(),
            clock: clock, ids: SeededIDSource(seed: 99, clock: clock), alarm: ManualAlarm(),
            logger: Logger(label: "test"))
        defer { service.close() }
        let client = try LocalClient(service)
        var answers: [String] = []
        for route in Resources.routes where route.method == .get {
            for id in ids where route.template.contains("{") || id == ids[0] {
                let target = route.template.replacing(/\{[a-z]+\}/, with: id)
                let answer = try client.ask("GET", target, fields: [], body: [])
                let shown = answer.fields.lines.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
                answers.append("\(target)\n\(answer.status.code)\n\(shown)\n\n\(try answer.text)")
            }
        }
        return answers
    }

    @Test func whatIsNotPublicIsNowhere() throws {
        let (without, with) = (try TestService(), try TestService())
        var ids = ["019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"]
        for listing in ["workers_only", "do_not_list"] {
            let body = #"{"name": "Refuge", "kind": "place", "listing": "\#(listing)"}"#
            let answer = try JSON.read(try with.ask("POST", "/v1/assets", as: .connector, body).text)
            ids.append(try #require(answer["id"]?.stringValue))
        }
        let (one, other) = (try answers(without, about: ids), try answers(with, about: ids))
        #expect(one.count > 100)
        for (left, right) in zip(one, other) { #expect(left == right) }
        #expect(!other.joined().contains("Refuge"))
        // Who works with assets does find them: the comparison is not of two empty lists.
        #expect(try with.ask("GET", "/v1/assets", as: .connector).text.contains("Refuge"))
    }
}
