import HTTP
import JSON
import SQLite
import Synchronization
import Testing

@testable import KithService

/// Changes as they happen.
@Suite struct ChangeEventTests {
    private let test: TestService
    private let lead: Colleague

    init() throws {
        test = try TestService()
        lead = try test.makeColleague(name: "The lead")
    }

    private func open(
        _ colleague: Colleague, query: String = "from=now", fields: [String] = []
    ) throws -> Response {
        try test.ask(
            "GET", "/v1/changes?\(query)", by: colleague, fields: ["Accept: text/event-stream"] + fields)
    }

    private func stream(
        _ colleague: Colleague, query: String = "from=now", fields: [String] = []
    ) throws -> any LiveStream {
        let answer = try open(colleague, query: query, fields: fields)
        #expect(answer.status == .ok, "\(answer.status)")
        #expect(answer.fields.first(.contentType) == "text/event-stream")
        guard case .stream(let stream) = answer.body else { throw Missing() }
        return try #require(stream as? any LiveStream)
    }

    private struct Missing: Error {}

    /// What a stream says until it has nothing more to say; nil where it has ended.
    private func hear(_ stream: any LiveStream) throws -> String? {
        var heard = ""
        // As the server does behind each round: what was read from is let go.
        defer { _ = try? test.ask("GET", "/live", as: nil) }
        while true {
            guard let piece = try stream.next() else { return heard.isEmpty ? nil : heard }
            if piece.isEmpty { return heard }
            heard += String(decoding: piece, as: UTF8.self)
        }
    }

    private func ids(_ heard: String?) throws -> [String] {
        try (heard ?? "").split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { line in
            try #require(try JSON.read(String(line.dropFirst("data: ".count)))["id"]?.stringValue)
        }
    }

    private func lastID(_ heard: String?) throws -> String {
        let line = try #require((heard ?? "").split(separator: "\n").last { $0.hasPrefix("id: ") })
        return String(line.dropFirst("id: ".count))
    }

    private func hello(_ name: String = "M.", by colleague: Colleague? = nil) throws -> String {
        try test.make("/v1/people", #"{"preferred_name": "\#(name)"}"#, by: colleague ?? lead)
    }

    @Test func eachChangeIsAnEvent() throws {
        let other = try test.makeColleague()
        let stream = try stream(lead)
        #expect(try hear(stream) == "retry: \(ChangeEvents.retryMilliseconds)\n\n")
        #expect(try hear(stream) == "")
        let person = try hello()
        _ = try hello(by: other)
        let heard = try #require(try hear(stream))
        #expect(try ids(heard) == [person])
        let data = #"{"kind":"person","id":"\#(person)","version":1,"change":"created","at":"\#(TestService.start)"}"#
        #expect(heard.hasSuffix("\ndata: \(data)\n\n"))
        #expect(heard.hasPrefix("id: "))
        #expect(try hear(stream) == "")
    }

    @Test func whoWasCutOffGoesOnBehindTheLastEvent() throws {
        let first = try stream(lead)
        let people = try (0..<5).map { try hello("M. \($0)") }
        let heard = try hear(first)
        #expect(try ids(heard) == people)
        first.cancel()
        let more = try (5..<8).map { try hello("M. \($0)") }
        // The place of the event goes before what was first asked for.
        let again = try stream(lead, query: "from=now", fields: ["Last-Event-ID: \(try lastID(heard))"])
        #expect(try ids(try hear(again)) == more)
        again.cancel()
        for wrong in ["x", "", "7", String(try lastID(heard).dropLast()), String(repeating: "A", count: 4000)] {
            let answer = try open(lead, fields: ["Last-Event-ID: \(wrong)"])
            #expect(answer.status == .badRequest, "\(wrong)")
        }
        let other = try test.makeColleague()
        #expect(try open(other, fields: ["Last-Event-ID: \(try lastID(heard))"]).status == .badRequest)
        #expect(try open(lead, query: "limit=5").status == .badRequest)
    }

    /// A long time in which nothing happened that they may know of, and one in which much did, sound alike.
    @Test func aHeartbeatTellsNothing() throws {
        let other = try test.makeColleague()
        let stream = try stream(lead)
        _ = try hear(stream)
        let quiet = try hearts(stream)
        for number in 0..<200 { _ = try hello("N. \(number)", by: other) }
        #expect(try hear(stream) == "", "nothing is said before its time")
        let busy = try hearts(stream)
        #expect(quiet.count == 1)
        #expect(quiet.map(\.utf8.count) == busy.map(\.utf8.count))
        #expect(busy.allSatisfy { $0.hasPrefix(":\nid: ") && $0.hasSuffix("\n\n") })
        // The place that it gives is behind all of that.
        let again = try self.stream(lead, fields: ["Last-Event-ID: \(try lastID(busy.last))"])
        #expect(try ids(try hear(again)) == [])
    }

    private func hearts(_ stream: any LiveStream) throws -> [String] {
        #expect(stream.pauseSeconds == Double(ChangeEvents.heartbeatMilliseconds) / 1000)
        test.clock.advance(seconds: ChangeEvents.heartbeatMilliseconds / 1000)
        return [try hear(stream)].compactMap(\.self)
    }

    @Test func accessIsDecidedForEachEvent() throws {
        let mate = try test.makeColleague(name: "The mate")
        let person = try hello()
        let supportCase = try test.make(
            "/v1/cases", #"{"people": ["\#(person)"], "entry_route": "self"}"#, by: lead)
        let stream = try stream(mate)
        _ = try hear(stream)
        func contact() throws -> String {
            try test.make("/v1/cases/\(supportCase)/contacts", #"{"note": "Tea."}"#, by: lead)
        }
        _ = try contact()
        #expect(try ids(try hear(stream)) == [])
        let member = #"{"member": {"type": "worker", "id": "\#(mate.id.canonical)"}, "contribution": "buddy"}"#
        let joined = try test.make("/v1/cases/\(supportCase)/team", member, by: lead)
        let seen = try contact()
        #expect(try ids(try hear(stream)) == [joined, seen])
        let closed = #"{"text": "For nobody else.", "visibility": "restricted"}"#
        _ = try test.make("/v1/cases/\(supportCase)/notes", closed, by: lead)
        #expect(try ids(try hear(stream)) == [])
        let leaving = try test.ask(
            "PATCH", "/v1/cases/\(supportCase)/team/\(joined)", by: lead, #"{"to": "2026-11-21"}"#,
            fields: ["If-Match: *"])
        #expect(leaving.status == .ok)
        #expect(try ids(try hear(stream)) == [joined])
        test.clock.advance(seconds: 24 * 60 * 60)
        _ = try contact()
        #expect(try ids(try hear(stream)) == [])
    }

    /// The token is looked at again before each piece.
    @Test func aStreamEndsWithItsToken() throws {
        let worker = lead.id.canonical
        func change(_ sql: String) throws {
            _ = try test.service.database.perform(test.clock, test.service.ids) {
                try $0.db.runText(sql, [.text(worker)])
            }
        }
        for sql in [
            "UPDATE tokens SET revoked_at = '2026-11-21T09:30:00Z' WHERE worker = ?1",
            "UPDATE tokens SET revoked_at = NULL, expires_at = '2026-11-21T09:30:00Z' WHERE worker = ?1",
            "UPDATE tokens SET expires_at = '2027-11-21T09:30:00Z', scopes = '[\"people:read\"]' WHERE worker = ?1",
            "UPDATE workers SET active = 0 WHERE id = ?1",
            "UPDATE workers SET active = 1, role = 'connector' WHERE id = ?1",
        ] {
            let stream = try stream(lead)
            _ = try hear(stream)
            try change(sql)
            #expect(try hear(stream) == nil, "\(sql)")
            #expect(try hear(stream) == nil)
            try change(
                "UPDATE tokens SET revoked_at = NULL, expires_at = '2027-11-21', scopes = NULL WHERE worker = ?1")
            try change("UPDATE workers SET active = 1, role = 'practitioner' WHERE id = ?1")
        }
        #expect(test.service.changeBell.samples.first?.value == 0)
    }

    @Test func thereAreOnlySoMany() throws {
        var streams = try (0..<ChangeBell.streamsOfWorkerMax).map { _ in try stream(lead) }
        let refused = try open(lead)
        #expect(refused.status == .tooManyRequests)
        #expect(refused.fields.first(.retryAfter) != nil)
        streams[0].cancel()
        streams[0].cancel()
        streams.append(try stream(lead))
        #expect(try open(lead).status == .tooManyRequests)
        streams = []
        #expect(test.service.changeBell.samples.first?.value == 0)
        var others: [any LiveStream] = []
        for _ in 0..<(ChangeBell.streamsMax / ChangeBell.streamsOfWorkerMax) {
            let colleague = try test.makeColleague()
            for _ in 0..<ChangeBell.streamsOfWorkerMax { others.append(try stream(colleague)) }
        }
        #expect(try open(lead).status == .serviceUnavailable)
        #expect(others.count == ChangeBell.streamsMax)
    }

    /// A commit wakes who waits, once for all that came in a while; nobody is woken who has left.
    @Test func aCommitWakesWhoWaits() throws {
        let (stream, gone) = (try stream(lead), try stream(lead))
        let woken = Mutex([0, 0])
        stream.begin { woken.withLock { $0[0] += 1 } }
        gone.begin { woken.withLock { $0[1] += 1 } }
        _ = try hear(stream)
        gone.cancel()
        test.alarm.advance(milliseconds: 10_000)
        try drain()
        let before = woken.withLock { $0[0] }
        for number in 0..<5 { _ = try hello("M. \(number)") }
        try drain()
        #expect(woken.withLock { $0 } == [before, 0], "not before its time")
        test.alarm.advance(milliseconds: ChangeBell.gatherMilliseconds)
        #expect(woken.withLock { $0 } == [before + 1, 0])
        #expect(try ids(try hear(stream)).count == 5)
    }

    /// Waits for what the writer tells behind its answers.
    private func drain() throws {
        for _ in 0..<2 { _ = try test.service.database.perform(test.clock, test.service.ids) { _ in 0 } }
    }
}
