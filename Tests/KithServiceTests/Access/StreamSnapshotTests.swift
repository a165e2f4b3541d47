import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// An answer that goes out in pieces holds no state of the database between them: a client that is slow, or has gone to
/// sleep, would keep the log from being emptied, and what was erased in it.
@Suite struct StreamSnapshotTests {
    private static let asking = [
        "Kith-Access-Purpose: rights_request", "Kith-Access-Reason: She asked for what is written about her.",
    ]

    private let test: TestService
    private let lead: Colleague
    private let other: Colleague
    private let person: String
    private let supportCase: String

    init() throws {
        test = try TestService()
        lead = try test.makeColleague()
        other = try test.makeColleague(.supervisor)
        person = try test.make("/v1/people", #"{"preferred_name": "Danny"}"#, by: lead)
        supportCase = try test.make("/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        for _ in 1...3 { _ = try test.make("/v1/cases/\(supportCase)/contacts", #"{"note": "Tea."}"#, by: lead) }
    }

    @Test(arguments: [false, true]) func betweenTwoPiecesTheLogCanBeEmptied(isAsked: Bool) throws {
        let (reader, fields) = isAsked ? (other, Self.asking) : (lead, [])
        for (target, accept) in [
            ("/v1/cases/\(supportCase)/contacts", "application/x-ndjson"),
            ("/v1/people/\(person)/export", "application/json"),
        ] {
            let answer = try test.ask("GET", target, by: reader, fields: fields + ["Accept: \(accept)"])
            guard case .stream(let stream) = answer.body else {
                Issue.record("\(target) is no stream: \(answer.status.code)")
                continue
            }
            #expect(try stream.next()?.isEmpty == false)
            _ = try test.make("/v1/people", #"{"preferred_name": "Somebody later"}"#, by: lead)
            let db = try Connection(path: test.path, options: .init(.write))
            var isHeld: Int64?
            try db.queryText("PRAGMA wal_checkpoint(TRUNCATE)", []) { isHeld = $0.int(0) }
            #expect(isHeld == 0, "\(target)")
            while try stream.next() != nil {}
        }
    }
}
