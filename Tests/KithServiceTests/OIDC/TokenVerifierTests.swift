import JSON
import Testing

@testable import KithService

/// Signed tokens: which are taken, and why the others are not.
@Suite struct TokenVerifierTests {
    private static let worker = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"

    private let provider: Provider
    private let clock: ManualClock

    init() throws {
        provider = try Provider()
        clock = ManualClock(try Provider.start.get())
    }

    private func worker(of token: String) throws -> String {
        try provider.verifier(clock).worker(of: Array(token.utf8))
    }

    @Test func tokensOfBothKindsNameTheirWorker() throws {
        #expect(try worker(of: try provider.token()) == Self.worker)
        #expect(try worker(of: try provider.token(provider.ec)) == Self.worker)
    }

    @Test(arguments: WrongToken.all) func aWrongTokenIsRefused(_ wrong: WrongToken) throws {
        let token = try wrong.make(provider)
        #expect(throws: wrong.refusal) { try worker(of: token) }
    }

    /// Each reason that can be found in a token stands in the table; the last one is found in the database.
    @Test func everyReasonHasAToken() {
        let inTokens = Set(TokenRefusal.allCases).subtracting([.noActiveWorker])
        #expect(Set(WrongToken.all.map(\.refusal)) == inTokens)
        #expect(Set(TokenRefusal.allCases.map(\.rawValue)).count == TokenRefusal.allCases.count)
    }

    /// What may differ from one right token to another.
    @Test func whatIsAllowedIsTaken() throws {
        let now = Double(try Provider.now())
        func time(_ seconds: Double) -> JSONValue? { JSONNumber(now + seconds).map(JSONValue.number) }
        let headers: [(String, JSONValue?)] = [
            ("typ", nil), ("typ", "at+jwt"), ("typ", "JWT"), ("kid", nil), ("cty", "JWT"),
            ("jku", "https://keys.example.org/own.json"), ("x5u", "https://keys.example.org/own.pem"), ("x5c", ["AA"]),
            ("jwk", try SigningKey.otherRSA.get().jwk()),
        ]
        for (name, value) in headers {
            let token = try provider.token { header, _ in header[name] = value }
            #expect(try worker(of: token) == Self.worker, "\(name)")
        }
        let claims: [(String, JSONValue?)] = [
            ("aud", ["account", "kith-bristol"]), ("aud", ["kith-bristol"]), ("nbf", nil), ("iat", nil),
            ("exp", time(-29)), ("exp", time(-29.5)), ("exp", time(0.25)), ("nbf", time(30)), ("iat", time(30)),
            ("exp", .number(JSONNumber(253_402_300_799))), ("sub", nil), ("kith_role", "admin"),
        ]
        for (name, value) in claims {
            let token = try provider.token { _, claims in claims[name] = value }
            #expect(try worker(of: token) == Self.worker, "\(name) \(value.map(JSON.text) ?? "missing")")
        }
    }

    @Test func theClaimIsTheOneThatIsConfigured() throws {
        var settings = provider.settings
        settings.workerClaim = "sub"
        let keys = try JSONWebKeyFile(path: provider.path, clock: clock) { Issue.record("\($0)") }
        let verifier = TokenVerifier(settings, keys: keys, clock: clock)
        #expect(try verifier.worker(of: Array(try provider.token().utf8)) == "f:1f9c:asha")
    }

    /// The time of a token is that of the clock, to the millisecond.
    @Test func aTokenEndsWithTime() throws {
        let verifier = try provider.verifier(clock)
        let token = Array(try provider.token { _, claims in claims["nbf"] = claims["exp"] }.utf8)
        clock.advance(milliseconds: 269_999)
        #expect(throws: TokenRefusal.notYetValid) { try verifier.worker(of: token) }
        clock.advance(milliseconds: 1)
        #expect(try verifier.worker(of: token) == Self.worker)
        clock.advance(milliseconds: 59_999)
        #expect(try verifier.worker(of: token) == Self.worker)
        clock.advance(milliseconds: 1)
        #expect(throws: TokenRefusal.expired) { try verifier.worker(of: token) }
    }

    /// The longest token that is read is read, and one byte more is not.
    @Test func aTokenHasABound() throws {
        let bare = try provider.token { _, claims in claims["pad"] = "" }.utf8.count
        // Three bytes of claims are four of the token; what is between is reached by way of the header.
        let nearly = (JSONWebToken.bytesMax - bare) / 4 * 3
        let tokens = try (0...2).flatMap { headerPad in
            try (nearly - 20...nearly).map { claimsPad in
                try provider.token { header, claims in
                    header["pad"] = .string(String(repeating: "p", count: headerPad))
                    claims["pad"] = .string(String(repeating: "p", count: claimsPad))
                }
            }
        }
        let longest = try #require(tokens.first { $0.utf8.count == JSONWebToken.bytesMax })
        #expect(try worker(of: longest) == Self.worker)
        #expect(throws: TokenRefusal.tooLong) { try worker(of: longest + "A") }
    }

    /// Whatever byte is changed, and wherever a token is cut, it is none any more.
    @Test(arguments: SignatureAlgorithm.allCases) func aTamperedTokenIsRefused(_ algorithm: SignatureAlgorithm) throws {
        let verifier = try provider.verifier(clock)
        let token = Array(try provider.token(algorithm == .es256 ? provider.ec : provider.rsa).utf8)
        #expect(try verifier.worker(of: token) == Self.worker)
        for index in token.indices {
            for byte in [token[index] ^ 1, token[index] ^ 0x20, UInt8(ascii: "A"), UInt8(ascii: "_"), 0xFF]
            where byte != token[index] {
                var tampered = token
                tampered[index] = byte
                #expect(throws: TokenRefusal.self, "\(index)") { try verifier.worker(of: tampered) }
            }
            #expect(throws: TokenRefusal.self, "\(index)") { try verifier.worker(of: Array(token[..<index])) }
        }
    }

    @Test func newKeysTakeThePlaceOfTheOldOnes() throws {
        let verifier = try provider.verifier(clock)
        let (old, fresh) = (provider.ec, try SigningKey.p256())
        let oldToken = Array(try provider.token(old).utf8)
        let freshToken = Array(try provider.token(fresh) { header, _ in header["kid"] = "ec-2" }.utf8)
        #expect(try verifier.worker(of: oldToken) == Self.worker)
        #expect(throws: TokenRefusal.unknownKey) { try verifier.worker(of: freshToken) }

        try provider.publish([try old.jwk(["kid": "ec-1"]), try fresh.jwk(["kid": "ec-2"])])
        clock.advance(seconds: 1)
        #expect(try verifier.worker(of: oldToken) == Self.worker)
        #expect(try verifier.worker(of: freshToken) == Self.worker)

        try provider.publish([try fresh.jwk(["kid": "ec-2"])])
        clock.advance(seconds: 1)
        #expect(throws: TokenRefusal.unknownKey) { try verifier.worker(of: oldToken) }
        #expect(try verifier.worker(of: freshToken) == Self.worker)

        // The old name for a new key makes no token of the old key valid.
        try provider.publish([try fresh.jwk(["kid": "ec-1"])])
        clock.advance(seconds: 1)
        #expect(throws: TokenRefusal.wrongSignature) { try verifier.worker(of: oldToken) }
    }
}
