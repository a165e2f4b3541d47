import Logging
import Testing

@testable import KithService

/// How an identity provider is named in the settings.
@Suite struct OIDCSettingsTests {
    private func read(_ text: String = "{}", _ environment: [String: String] = [:]) throws -> Settings {
        try Settings.read(file: ("own.json", text), environment: environment, flags: [])
    }

    private func provider(_ settings: Settings) throws -> OIDCSettings? {
        try Installation(settings: settings, logger: Logger(label: "test")).serviceSettings().oidc
    }

    @Test func withoutSettingsThereIsNone() throws {
        #expect(try provider(try read()) == nil)
        #expect(try provider(try read(#"{"oidc": {"worker_claim": "sub"}}"#)) == nil)
    }

    @Test func aProviderIsReadFromTheFile() throws {
        let settings = try read(#"{"oidc": {"issuer": "https://a.example", "audience": "k", "jwks_file": "k.json"}}"#)
        #expect(
            try provider(settings) == OIDCSettings(issuer: "https://a.example", audience: "k", jwksFile: "k.json"))
        #expect(try provider(settings)?.workerClaim == "kith_worker")
        let described = settings.described.filter { $0.name.hasPrefix("oidc.") }
        #expect(
            described.map { "\($0.name) = \($0.value)  (\($0.source))" } == [
                #"oidc.issuer = "https://a.example"  (own.json)"#, #"oidc.audience = "k"  (own.json)"#,
                #"oidc.jwks_file = "k.json"  (own.json)"#, #"oidc.worker_claim = "kith_worker"  (build)"#,
            ])
    }

    @Test func aProviderIsReadFromTheEnvironment() throws {
        let settings = try read(
            "{}",
            [
                "KITH_OIDC_ISSUER": "https://a.example", "KITH_OIDC_AUDIENCE": "k", "KITH_OIDC_JWKS_FILE": "k.json",
                "KITH_OIDC_WORKER_CLAIM": "sub",
            ])
        #expect(
            try provider(settings)
                == OIDCSettings(issuer: "https://a.example", audience: "k", jwksFile: "k.json", workerClaim: "sub"))
    }

    @Test(arguments: [
        (
            #"{"issuer": "https://a.example"}"#,
            [
                "settings: oidc.audience: audience is needed: What the provider calls this service: in the tokens' "
                    + "claim aud.",
                "settings: oidc.jwks_file: jwks_file is needed: The file with the provider's keys, a JSON Web Key Set; "
                    + "read again when it changes.",
            ]
        ),
        (
            #"{"audience": "k", "jwks_file": "k.json"}"#,
            [
                "settings: oidc.issuer: issuer is needed: Who signs the tokens: their claim iss, exactly. Off unless "
                    + "named."
            ]
        ),
        (
            #"{"isuer": "https://a.example"}"#,
            [#"own.json: oidc.isuer: There is no member "isuer" here. Did you mean "issuer"?"#]
        ),
    ])
    func aProviderIsNamedWholly(_ oidc: String, _ faults: [String]) {
        let fault = #expect(throws: SettingsFault.self) { try read(#"{"oidc": \#(oidc)}"#) }
        #expect(fault?.description == faults.joined(separator: "\n"))
    }
}
