import HTTP
import JSON
import SQLite
import Testing

@testable import KithService

/// Guesses and floods at the door of the whole service.
@Suite struct LimitServiceTests {
    private let test: TestService
    private let here = Peer(address: "192.0.2.1", port: 1)
    private let there = Peer(address: "2001:db8::1", port: 1)

    init() throws { test = try Self.service() }

    private static func service(perSecond: Int? = nil, ofAddress: Int? = nil, proxies: [String] = []) throws
        -> TestService
    {
        var settings = ServiceSettings()
        if let perSecond { settings.requestsPerSecondOfPrincipal = perSecond }
        if let ofAddress { settings.requestsPerSecondOfAddress = ofAddress }
        settings.trustedProxies = TrustedProxies(try proxies.map { try #require(NetworkBlock($0)) })
        return try TestService(settings: settings)
    }

    private func token(_ role: Role = .practitioner, of test: TestService? = nil) throws -> String {
        try #require((test ?? self.test).tokens[role])
    }

    private func ask(
        _ token: String?, from peer: Peer, _ test: TestService? = nil, target: String = "/v1/assets",
        fields: [String] = []
    ) throws -> Response {
        let authorization = token.map { ["Authorization: Bearer \($0)"] } ?? []
        return try (test ?? self.test).client.ask("GET", target, fields: authorization + fields, peer: peer)
    }

    private func guess(_ number: Int) -> String { "kith_" + String(repeating: "A", count: 38) + String(10000 + number) }

    /// Guesses until an address is locked out.
    ///
    /// - Returns: How many guesses were answered 401.
    private func exhaust(from peer: Peer, _ test: TestService? = nil, fields: [String] = []) throws -> Int {
        for number in 0...WrongTokens.burstCount {
            let answer = try ask(guess(number), from: peer, test, fields: fields)
            if answer.status == .tooManyRequests { return number }
            #expect(answer.status == .unauthorized)
        }
        Issue.record("never locked out")
        return 0
    }

    private func problem(_ answer: Response) throws -> String? {
        try JSON.read(try answer.text)["code"]?.stringValue
    }

    @Test func whoGuessesIsLockedOutAndTheOthersAreNot() throws {
        #expect(try ask(token(), from: here).status == .ok)
        #expect(try exhaust(from: here) == WrongTokens.burstCount)
        // The guesser is told nothing: a right token that was never right from there looks like a wrong one.
        let wrong = try ask(guess(0), from: here)
        let right = try ask(token(.supervisor), from: here)
        for answer in [wrong, right, try ask("x", from: here), try ask(guess(0), from: here, target: "/v1/nothing")] {
            #expect(answer.status == .tooManyRequests)
            #expect(try problem(answer) == "too_many_wrong_tokens")
            #expect(answer.fields.first(.retryAfter) == "1")
        }
        // Who was here before goes on; without a token it is as it always is; elsewhere nobody notices.
        #expect(try ask(token(), from: here).status == .ok)
        #expect(try ask(nil, from: here).status == .unauthorized)
        #expect(try ask(nil, from: here, target: "/live").status == .ok)
        #expect(try ask(token(.supervisor), from: there).status == .ok)
        #expect(try ask(guess(0), from: there).status == .unauthorized)

        test.clock.advance(seconds: 1)
        #expect(try ask(token(.supervisor), from: here).status == .ok)
        let again = try ask(guess(0), from: here)
        #expect(again.status == .tooManyRequests)
        #expect(again.fields.first(.retryAfter) == "2")
        // A minute after it has ended the budget is whole again.
        test.clock.advance(seconds: 62)
        #expect(try exhaust(from: here) == WrongTokens.burstCount)
    }

    /// A token that is taken away is a wrong one from then on, also from where it was right.
    @Test func aTokenThatWasRevokedIsAGuess() throws {
        let colleague = try test.makeColleague()
        #expect(try ask(colleague.token, from: here).status == .ok)
        _ = try exhaust(from: here)
        #expect(try ask(colleague.token, from: here).status == .ok)
        _ = try test.service.database.perform(test.clock, test.service.ids) {
            try $0.db.run("UPDATE workers SET active = 0 WHERE id = $1", colleague.id)
        }
        #expect(try ask(colleague.token, from: here).status == .tooManyRequests)
    }

    @Test func withoutATokenNobodyIsCounted() throws {
        let test = try Self.service(ofAddress: 1)
        for _ in 0..<2 * WrongTokens.burstCount {
            #expect(try ask(nil, from: here, test).status == .unauthorized)
        }
        #expect(try ask(token(of: test), from: here, test).status == .ok)
    }

    /// Guessers behind a trusted proxy are told apart; what others say of where they are is not listened to.
    @Test func aProxySaysWhoGuesses() throws {
        let test = try Self.service(proxies: ["192.0.2.1"])
        let (one, other) = (["X-Forwarded-For: 203.0.113.9"], ["X-Forwarded-For: 203.0.113.8"])
        #expect(try exhaust(from: here, test, fields: one) == WrongTokens.burstCount)
        #expect(try ask(token(of: test), from: here, test, fields: one).status == .tooManyRequests)
        #expect(try ask(token(of: test), from: here, test, fields: other).status == .ok)
        #expect(try exhaust(from: there, test, fields: one) == WrongTokens.burstCount)
        #expect(try ask(token(.supervisor, of: test), from: there, test, fields: other).status == .tooManyRequests)
    }

    @Test func aWorkerHasAPaceWhateverTheirTokens() throws {
        let test = try Self.service(perSecond: 5)
        let (worker, other) = (try token(of: test), try token(.supervisor, of: test))
        for _ in 0..<5 { #expect(try ask(worker, from: here, test).status == .ok) }
        let refused = try ask(worker, from: there, test, target: "/v1/people")
        #expect(refused.status == .tooManyRequests)
        #expect(try problem(refused) == "too_many_requests")
        #expect(refused.fields.first(.retryAfter) == "1")
        #expect(try ask(other, from: here, test).status == .ok)
        // Such requests are no rows of the trail, and ask nothing of the database.
        #expect(try test.trail(of: try #require(test.workers[.practitioner])).isEmpty)
        test.clock.advance(seconds: 1)
        #expect(try ask(worker, from: here, test).status == .ok)
    }

    /// Through a front end each worker has a pace of their own.
    @Test func aFrontEndsWorkersAreCountedOneByOne() throws {
        let test = try Self.service(perSecond: 2)
        let frontEnd = try test.makeColleague(.learner, scopes: ["assets:read"], actsFor: .anyone)
        func status(_ role: Role) throws -> Status {
            let worker = try #require(test.workers[role]).canonical
            return try ask(frontEnd.token, from: here, test, fields: ["Kith-On-Behalf-Of: \(worker)"]).status
        }
        #expect(try [status(.practitioner), status(.practitioner)] == [.ok, .ok])
        #expect(try status(.practitioner) == .tooManyRequests)
        #expect(try status(.supervisor) == .ok)
    }

    @Test func anAddressHasAPace() throws {
        let test = try Self.service(ofAddress: 3)
        let neighbour = Peer(address: "2001:db8::ffff", port: 9)
        for peer in [there, neighbour, there] { #expect(try ask(token(of: test), from: peer, test).status == .ok) }
        let refused = try ask(token(.supervisor, of: test), from: neighbour, test)
        #expect(try problem(refused) == "too_many_requests")
        #expect(try ask(token(of: test), from: here, test).status == .ok)
    }

    @Test func refusalsAreCountedWithoutAWordOfWhom() throws {
        #expect(try exhaust(from: here) == WrongTokens.burstCount)
        for _ in 0..<3 { _ = try ask(guess(0), from: here) }
        let text = try test.ask("GET", "/metrics", as: .admin).text
        #expect(text.contains("\nkith_wrong_tokens_total \(WrongTokens.burstCount + 1)\n"))
        #expect(text.contains("\nkith_requests_locked_out_total 3\n"))
        #expect(text.contains("\nkith_requests_too_many_total 0\n"))
        #expect(!text.contains("192.0.2"))
    }
}
