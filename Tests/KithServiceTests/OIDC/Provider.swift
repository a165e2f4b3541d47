import Glibc
import JSON
import Synchronization
import Testing

@testable import KithService

/// A made-up identity provider: its keys, the file that they are published in, the tokens that it signs.
final class Provider: Sendable {
    static let issuer = "https://login.example.org/realms/kith"
    static let audience = "kith-bristol"
    /// When its tokens are made, which is when a `TestService` begins.
    static let start = Result { try Instant(TestService.start) }

    let rsa: SigningKey
    let ec: SigningKey
    private let folder: String

    /// Publishes the keys `rsa-1` and `ec-1`.
    init() throws {
        var template = Array("/tmp/kith-provider-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        rsa = try SigningKey.rsa.get()
        ec = try SigningKey.p256()
        try publish([
            try rsa.jwk(["kid": "rsa-1", "use": "sig", "alg": "RS256"]), try ec.jwk(["kid": "ec-1"]),
        ])
    }

    deinit {
        remove()
        rmdir(folder)
    }

    /// The file with its keys.
    var path: String { folder + "/keys.json" }

    var settings: OIDCSettings {
        OIDCSettings(issuer: Self.issuer, audience: Self.audience, jwksFile: path)
    }

    /// Its start in seconds since 1970.
    static func now() throws -> Int64 { try start.get().seconds }

    /// Puts keys in the place of those that were published.
    func publish(_ keys: [JSONValue]) throws {
        try publish(text: JSON.text(["keys": .array(keys)]))
    }

    /// Puts a text in the place of what was published: a new file, renamed over the old one.
    func publish(text: String) throws {
        let fresh = folder + "/keys.new"
        try write(text, to: fresh)
        try #require(rename(fresh, path) == 0)
    }

    /// Writes the file anew where it stands.
    func overwrite(text: String) throws {
        try write(text, to: path)
    }

    /// Takes the file away.
    func remove() {
        unlink(path)
    }

    /// A verifier of its tokens that began when it did.
    func verifier(_ clock: any Clock) throws -> TokenVerifier {
        let keys = try JSONWebKeyFile(path: path, clock: clock) { Issue.record("\($0)") }
        return TokenVerifier(settings, keys: keys, clock: clock)
    }

    /// A token that is right in every way, until a test changes its header or its claims.
    ///
    /// - Parameters:
    ///   - key: What it is signed with; the provider's RSA key unless said.
    ///   - worker: The worker it names.
    func token(
        _ key: SigningKey? = nil, worker: String = "019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f",
        _ change: (inout JSONObject, inout JSONObject) throws -> Void = { _, _ in }
    ) throws -> String {
        let key = key ?? rsa
        let now = try Self.now()
        var header: JSONObject = [
            "alg": .string(key.algorithm.rawValue), "typ": "JWT", "kid": key.algorithm == .rs256 ? "rsa-1" : "ec-1",
        ]
        var claims: JSONObject = [
            "iss": .string(Self.issuer), "aud": .string(Self.audience), "sub": "f:1f9c:asha", "kith_worker": "",
            "iat": .number(JSONNumber(now - 5)), "nbf": .number(JSONNumber(now - 5)),
            "exp": .number(JSONNumber(now + 300)),
        ]
        claims["kith_worker"] = .string(worker)
        try change(&header, &claims)
        return try key.token(JSON.text(.object(header)), JSON.text(.object(claims)))
    }

    private func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        try #require(fputs(text, file) >= 0)
    }
}
