import CCrypto
import JSON
import Testing

@testable import KithService

/// A token that must be refused, and the reason.
struct WrongToken: Sendable, CustomTestStringConvertible {
    let refusal: TokenRefusal
    let name: String
    /// Makes the token; it may publish other keys before.
    let make: @Sendable (Provider) throws -> String

    var testDescription: String { "\(refusal.rawValue): \(name)" }

    init(_ refusal: TokenRefusal, _ name: String, _ make: @escaping @Sendable (Provider) throws -> String) {
        self.refusal = refusal
        self.name = name
        self.make = make
    }

    /// A token that is right but for a member of its header; nil takes the member away.
    static func header(_ refusal: TokenRefusal, _ member: String, _ value: JSONValue?) -> WrongToken {
        WrongToken(refusal, "header \(member) \(value.map(JSON.text) ?? "missing")") { provider in
            try provider.token { header, _ in header[member] = value }
        }
    }

    /// A token that is right but for a claim; nil takes the claim away.
    static func claim(_ refusal: TokenRefusal, _ member: String, _ value: JSONValue?) -> WrongToken {
        WrongToken(refusal, "claim \(member) \(value.map(JSON.text) ?? "missing")") { provider in
            try provider.token { _, claims in claims[member] = value }
        }
    }

    /// A token that is right but for a time, given in seconds from now.
    static func time(_ refusal: TokenRefusal, _ member: String, _ seconds: Double) -> WrongToken {
        WrongToken(refusal, "claim \(member) \(seconds) s from now") { provider in
            let time = Double(try Provider.now()) + seconds
            return try provider.token { _, claims in claims[member] = JSONNumber(time).map(JSONValue.number) }
        }
    }

    /// A token of these texts, properly signed.
    static func texts(_ refusal: TokenRefusal, header: String, claims: String = "{}") -> WrongToken {
        WrongToken(refusal, "header \(header), claims \(claims)") { try $0.rsa.token(header, claims) }
    }

    /// A token that is right, as its text is changed.
    static func text(
        _ refusal: TokenRefusal, _ name: String, _ change: @escaping @Sendable (String) -> String
    ) -> WrongToken {
        WrongToken(refusal, name) { change(try $0.token()) }
    }

    /// A token that is right, with the signature that `sign` makes of its header and claims.
    static func signature(
        _ refusal: TokenRefusal, _ name: String, header change: JSONObject = [:],
        _ sign: @escaping @Sendable (Provider, [UInt8]) throws -> [UInt8]
    ) -> WrongToken {
        WrongToken(refusal, name) { provider in
            let token = try provider.token { header, _ in
                for (name, value) in change { header[name] = value }
            }
            let signed = token.split(separator: ".").prefix(2).joined(separator: ".")
            return signed + "." + Base64URL.encode(try sign(provider, Array(signed.utf8)))
        }
    }

    static let all = forms + headers + keys + signatures + names + times

    private static let forms: [WrongToken] = [
        WrongToken(.tooLong, "more bytes than are read") { provider in
            try provider.token { _, claims in claims["pad"] = .string(String(repeating: "p", count: 8192)) }
        },
        WrongToken(.notThreeParts, "nothing") { _ in "" },
        WrongToken(.notThreeParts, "one part") { _ in "eyJhbGciOiJSUzI1NiJ9" },
        text(.notThreeParts, "no signature") { $0.split(separator: ".").prefix(2).joined(separator: ".") },
        text(.notThreeParts, "a dot behind") { $0 + "." },
        WrongToken(.notThreeParts, "an encrypted token") { _ in "eyJhbGciOiJkaXIifQ..48V1_ALb6US04U3b.5eym8T.XFBoMYUZ"
        },
        text(.notBase64URL, "padding") { $0 + "=" },
        text(.notBase64URL, "white space") { $0.replacing(".", with: " .", maxReplacements: 1) },
        text(.notBase64URL, "a byte beyond ASCII") { "\u{E9}" + $0 },
        text(.notBase64URL, "a second text of the same bytes") { String($0.dropLast()) + "_" },
        texts(.headerNotAnObject, header: ""), texts(.headerNotAnObject, header: "[]"),
        texts(.headerNotAnObject, header: #"{"alg":"RS256","alg":"none"}"#),
        texts(.headerNotAnObject, header: #"{"alg":"RS256"} {}"#),
        texts(.claimsNotAnObject, header: rightHeader, claims: ""),
        texts(.claimsNotAnObject, header: rightHeader, claims: "[]"),
        texts(.claimsNotAnObject, header: rightHeader, claims: #"{"iss":"a","iss":"b"}"#),
        texts(.claimsNotAnObject, header: rightHeader, claims: String(repeating: "[", count: 200)),
    ]

    private static let rightHeader = #"{"alg":"RS256","kid":"rsa-1"}"#

    private static let headers: [WrongToken] = [
        header(.criticalExtension, "crit", ["b64"]), header(.criticalExtension, "crit", []),
        header(.criticalExtension, "crit", nil as JSONValue),
        header(.otherType, "typ", "JWE"), header(.otherType, "typ", "dpop+jwt"), header(.otherType, "typ", 1),
        header(.otherType, "typ", ""),
        header(.otherAlgorithm, "alg", nil), header(.otherAlgorithm, "alg", "none"),
        header(.otherAlgorithm, "alg", "None"), header(.otherAlgorithm, "alg", ""),
        header(.otherAlgorithm, "alg", "rs256"), header(.otherAlgorithm, "alg", "RS384"),
        header(.otherAlgorithm, "alg", "RS512"), header(.otherAlgorithm, "alg", "PS256"),
        header(.otherAlgorithm, "alg", "ES384"), header(.otherAlgorithm, "alg", "EdDSA"),
        header(.otherAlgorithm, "alg", ["RS256"]), header(.otherAlgorithm, "alg", "RS256\u{0}"),
        signature(.otherAlgorithm, "none, without a signature", header: ["alg": "none"]) { _, _ in [] },
        signature(.otherAlgorithm, "HS256 with the modulus as the secret", header: ["alg": "HS256"]) {
            try MessageCode(key: try $0.rsa.number(OSSL_PKEY_PARAM_RSA_N)).code(of: $1)
        },
        signature(.otherAlgorithm, "HS256 with the published key as the secret", header: ["alg": "HS256"]) {
            try MessageCode(key: Array(JSON.text(try $0.rsa.jwk()).utf8)).code(of: $1)
        },
    ]

    private static let keys: [WrongToken] = [
        header(.malformedKeyID, "kid", 1), header(.malformedKeyID, "kid", ""),
        header(.malformedKeyID, "kid", .string(String(repeating: "k", count: 257))),
        header(.unknownKey, "kid", "rsa-2"), header(.unknownKey, "kid", "rsa-1 "),
        WrongToken(.unknownKey, "a name that only looks like the key's") { provider in
            try provider.publish([try provider.rsa.jwk(["kid": "cl\u{E9}"])])
            return try provider.token { header, _ in header["kid"] = "cle\u{301}" }
        },
        header(.keyOfOtherAlgorithm, "kid", "ec-1"),
        WrongToken(.keyOfOtherAlgorithm, "signed with the EC key in the RSA key's name") { provider in
            try provider.token(provider.ec) { header, _ in header["kid"] = "rsa-1" }
        },
        WrongToken(.keyOfOtherAlgorithm, "ES256 signed with the RSA key") { provider in
            try provider.token { header, _ in header["alg"] = "ES256" }
        },
        WrongToken(.noKeyFits, "no name, and no key of its kind") { provider in
            try provider.publish([try provider.ec.jwk()])
            return try provider.token { header, _ in header["kid"] = nil }
        },
        WrongToken(.severalKeysFit, "no name, and two keys of its kind") { provider in
            let other = try SigningKey.otherRSA.get()
            try provider.publish([try provider.rsa.jwk(), try other.jwk()])
            return try provider.token { header, _ in header["kid"] = nil }
        },
    ]

    private static let signatures: [WrongToken] = [
        signature(.wrongSignature, "none at all") { _, _ in [] },
        signature(.wrongSignature, "of another key") { try SigningKey.otherRSA.get().sign($1) },
        signature(.wrongSignature, "of other bytes") { try $0.rsa.sign($1 + [0]) },
        signature(.wrongSignature, "cut short") { try $0.rsa.sign($1).dropLast() },
        signature(.wrongSignature, "of the EC key") { try $0.ec.sign($1) },
        signature(.wrongSignature, "an ES256 one of another key", header: ["alg": "ES256", "kid": "ec-1"]) {
            try SigningKey.p256().sign($1)
        },
        signature(.wrongSignature, "an ES256 one in DER", header: ["alg": "ES256", "kid": "ec-1"]) {
            try $0.ec.signEncoded($1)
        },
        signature(.wrongSignature, "an ES256 one of zeros", header: ["alg": "ES256", "kid": "ec-1"]) { _, _ in
            [UInt8](repeating: 0, count: 64)
        },
        WrongToken(.wrongSignature, "of a key that the header brings") { provider in
            let own = try SigningKey.otherRSA.get()
            return try provider.token(own) { header, _ in
                header["jwk"] = try own.jwk(["kid": "rsa-1"])
                header["jku"] = "https://keys.example.org/own.json"
                header["x5u"] = "https://keys.example.org/own.pem"
            }
        },
        WrongToken(.wrongSignature, "of another token's claims") { provider in
            let parts = try provider.token().split(separator: ".")
            let other = try provider.token(worker: "019aa5b2-0000-7000-8000-000000000000").split(separator: ".")
            return [parts[0], other[1], parts[2]].joined(separator: ".")
        },
    ]

    private static let names: [WrongToken] = [
        claim(.otherIssuer, "iss", nil), claim(.otherIssuer, "iss", .string(Provider.issuer + "/")),
        claim(.otherIssuer, "iss", "https://LOGIN.example.org/realms/kith"),
        claim(.otherIssuer, "iss", [.string(Provider.issuer)]), claim(.otherIssuer, "iss", nil as JSONValue),
        claim(.otherAudience, "aud", nil), claim(.otherAudience, "aud", "account"), claim(.otherAudience, "aud", ""),
        claim(.otherAudience, "aud", "kith-bristol-test"), claim(.otherAudience, "aud", []),
        claim(.otherAudience, "aud", ["account", "kith"]), claim(.otherAudience, "aud", ["kith-bristol", 5]),
        claim(.otherAudience, "aud", [["kith-bristol"]]), claim(.otherAudience, "aud", ["kith-bristol": true]),
        claim(.noWorkerClaim, "kith_worker", nil), claim(.noWorkerClaim, "kith_worker", 5),
        claim(.noWorkerClaim, "kith_worker", ["019aa5b2-7c1e-7d3a-9f60-2b6d5a1c4e8f"]),
    ]

    private static let times: [WrongToken] = [
        claim(.noExpiry, "exp", nil), claim(.malformedTime, "exp", "1795253700"), claim(.malformedTime, "exp", -1),
        claim(.malformedTime, "exp", nil as JSONValue), claim(.malformedTime, "exp", 253_402_300_800),
        claim(.malformedTime, "exp", 1e300), claim(.malformedTime, "nbf", true), claim(.malformedTime, "iat", "now"),
        claim(.expired, "exp", 0), time(.expired, "exp", -30), time(.expired, "exp", -30.5),
        time(.notYetValid, "nbf", 30.5), time(.notYetValid, "nbf", 31), time(.issuedInFuture, "iat", 30.5),
    ]
}
