import HTTP
import JSON
import Logging
import SQLite
import Testing

@testable import KithService

/// Tokens of an identity provider at the door of the whole service.
@Suite struct OIDCServiceTests {
    private let provider: Provider
    private let test: TestService

    init() throws {
        provider = try Provider()
        test = try Self.service(of: provider)
    }

    private static func service(of provider: Provider?) throws -> TestService {
        var settings = ServiceSettings()
        settings.oidc = provider?.settings
        return try TestService(settings: settings)
    }

    private func worker(_ role: Role) throws -> String {
        try #require(test.workers[role]).canonical
    }

    private func ask(_ target: String, _ token: String, scheme: String = "Bearer") throws -> Response {
        try test.ask("GET", target, as: nil, fields: ["Authorization: \(scheme) \(token)"])
    }

    private func change(_ statement: SQL, _ worker: ID) throws {
        _ = try test.service.database.perform(test.clock, test.service.ids) { try $0.db.run(statement, worker) }
    }

    @Test func aTokenOfTheProviderOpensWhatItsWorkersRoleOpens() throws {
        let own = try test.ask("GET", "/v1/assets", as: .practitioner)
        for key in [provider.rsa, provider.ec] {
            let token = try provider.token(key, worker: try worker(.practitioner))
            let answer = try ask("/v1/assets", token)
            #expect(answer.status == .ok)
            #expect(try answer.text == (try own.text))
            #expect(try ask("/v1/assets", token, scheme: "bEARER").status == .ok)
            #expect(try ask("/v1/workers", try provider.token(key, worker: try worker(.admin))).status == .ok)
        }
        let learner = try provider.token(worker: try worker(.learner))
        #expect(try ask("/v1/cases", learner).status == .forbidden)
    }

    /// What such a worker writes is written in the worker's name.
    @Test func aWriteIsTheWorkers() throws {
        let practitioner = try worker(.practitioner)
        let fields = ["Authorization: Bearer \(try provider.token(worker: practitioner))"]
        let made = try test.ask(
            "POST", "/v1/people", as: nil, #"{"preferred_name": "M."}"#,
            fields: fields + ["Content-Type: application/json"])
        #expect(made.status == .created)
        let person = try #require(try JSON.read(try made.text)["id"]?.stringValue.flatMap(ID.init))
        let maker = try test.service.database.perform(test.clock, test.service.ids) {
            try $0.db.one("SELECT created_by FROM people WHERE id = $1", person) { $0.string(0) }
        }
        #expect(maker == practitioner)
    }

    @Test func theServicesOwnTokensAreReadAsBefore() throws {
        #expect(try test.ask("GET", "/v1/assets", as: .practitioner).status == .ok)
        #expect(try ask("/v1/assets", "kith_a.b.c").status == .unauthorized)
    }

    /// Wrong tokens, each asked of a service that is in the same state: the answers are the same byte for byte.
    @Test func everyRefusalLooksTheSame() throws {
        let right = try provider.token(worker: try worker(.practitioner))
        let wrong = [
            "kith_" + String(repeating: "A", count: 43), "kith_a.b.c", "a.b.c", "x", right.replacing("e", with: "f"),
            try provider.token(SigningKey.otherRSA.get(), worker: try worker(.practitioner)),
            try provider.token(worker: "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"),
            try provider.token(worker: "Asha"), try provider.token(worker: try worker(.admin).uppercased()),
            try provider.token(worker: try worker(.admin)) { _, claims in claims["exp"] = 1 },
            right + String(repeating: "A", count: JSONWebToken.bytesMax),
        ]
        func answer(_ fields: [String], _ provider: Provider?) throws -> String {
            let test = try Self.service(of: provider)
            let response = try test.ask("GET", "/v1/assets", as: nil, fields: fields)
            return "\(response.status.code)\n\(response.fields)\n\(try response.text)\n\(response.note ?? "-")"
        }
        let expected = try answer([], nil)
        #expect(expected.hasPrefix("401\n"))
        for token in wrong {
            #expect(try answer(["Authorization: Bearer \(token)"], provider) == expected)
        }
        let twice = ["Authorization: Bearer \(right)", "Authorization: Bearer \(right)"]
        #expect(try answer(twice, provider) == expected)
        #expect(try answer(["Authorization: Basic \(right)"], provider) == expected)
        #expect(try answer(["Authorization: Bearer \(right)"], nil) == expected, "without a provider")
    }

    @Test func aWorkerWhoLeftIsLetInNoMore() throws {
        let id = try #require(test.workers[.practitioner])
        let token = try provider.token(worker: id.canonical)
        #expect(try ask("/v1/assets", token).status == .ok)
        try change("UPDATE workers SET active = 0 WHERE id = $1", id)
        #expect(try ask("/v1/assets", token).status == .unauthorized)
        try change("UPDATE workers SET active = 1 WHERE id = $1", id)
        #expect(try ask("/v1/assets", token).status == .ok)
    }

    @Test func theRoleIsThatOfTheRecord() throws {
        let id = try #require(test.workers[.learner])
        let token = try provider.token(worker: id.canonical) { _, claims in claims["role"] = "practitioner" }
        #expect(try ask("/v1/cases", token).status == .forbidden)
        try change("UPDATE workers SET role = 'practitioner' WHERE id = $1", id)
        #expect(try ask("/v1/cases", token).status == .ok)
    }

    @Test func newKeysAreTakenWithoutARestart() throws {
        let fresh = try SigningKey.p256()
        let token = try provider.token(fresh, worker: try worker(.practitioner)) { header, _ in
            header["kid"] = "ec-2"
        }
        let old = try provider.token(worker: try worker(.practitioner))
        #expect(try ask("/v1/assets", token).status == .unauthorized)
        #expect(try ask("/v1/assets", old).status == .ok)
        try provider.publish([try fresh.jwk(["kid": "ec-2"])])
        test.clock.advance(seconds: 1)
        #expect(try ask("/v1/assets", token).status == .ok)
        #expect(try ask("/v1/assets", old).status == .unauthorized)
    }

    @Test func withoutKeysThereIsNoService() throws {
        provider.remove()
        #expect(throws: JSONWebKeyFile.Fault.unreadable(path: provider.path, reason: "No such file or directory")) {
            try Self.service(of: provider)
        }
    }

    /// The log says why, in a word, and nothing of what was sent.
    @Test func theLogHasTheReasonAndNothingOfTheToken() throws {
        let log = RecordedLog()
        let authentication = try OIDCAuthentication(provider.settings, clock: test.clock, logger: log.logger)
        let db = try test.service.database.makeReader().connection
        func refuse(_ token: String) throws {
            var fields = HTTP.Fields()
            fields.append("Authorization", "Bearer \(token)")
            #expect(throws: TokenNeeded.self) { try authentication.access(of: fields, db) }
        }
        var expected: [String] = []
        // The keys are not read again while the clock stands still: what some of them publish makes no difference.
        for wrong in WrongToken.all where ![.notThreeParts, .noKeyFits, .severalKeysFit].contains(wrong.refusal) {
            try refuse(try wrong.make(provider))
            expected.append("debug bearer token refused {reason=\(wrong.refusal.rawValue)}")
        }
        try refuse(try provider.token(worker: "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"))
        expected.append("debug bearer token refused {reason=no_active_worker}")
        #expect(log.lines == expected)
        #expect(expected.count > 50)

        try provider.publish(text: "[]")
        test.clock.advance(seconds: 1)
        try refuse(try provider.token { header, _ in header["kid"] = "x" })
        #expect(
            log.lines.suffix(2) == [
                "error the keys of the identity provider stay as they were "
                    + "{cause=\(provider.path): it has no list \"keys\" (RFC 7517 section 5)}",
                "debug bearer token refused {reason=unknown_key}",
            ])
    }
}
