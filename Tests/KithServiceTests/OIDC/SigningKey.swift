import CCrypto
import JSON
import Testing

@testable import KithService

/// A private key, made in the test by libcrypto, as an identity provider makes its own.
///
/// `@unchecked Sendable`: libcrypto's key is never changed once it is made.
final class SigningKey: @unchecked Sendable {
    /// Two keys that all tests share: to make one takes a while.
    static let rsa = Result { try SigningKey.makeRSA(bits: 2048) }
    static let otherRSA = Result { try SigningKey.makeRSA(bits: 2048) }

    let algorithm: SignatureAlgorithm
    private let key: OpaquePointer

    private init(_ algorithm: SignatureAlgorithm, _ key: OpaquePointer) {
        self.algorithm = algorithm
        self.key = key
    }

    deinit {
        EVP_PKEY_free(key)
    }

    static func makeRSA(bits: Int32) throws -> SigningKey {
        try make(.rs256, "RSA") { EVP_PKEY_CTX_set_rsa_keygen_bits($0, bits) }
    }

    static func p256() throws -> SigningKey {
        try make(.es256, "EC") { EVP_PKEY_CTX_set_group_name($0, "P-256") }
    }

    private static func make(
        _ algorithm: SignatureAlgorithm, _ kind: String, _ choose: (OpaquePointer) -> Int32
    ) throws -> SigningKey {
        let context = try #require(EVP_PKEY_CTX_new_from_name(nil, kind, nil))
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        try #require(EVP_PKEY_keygen_init(context) == 1)
        try #require(choose(context) == 1)
        try #require(EVP_PKEY_generate(context, &key) == 1)
        return SigningKey(algorithm, try #require(key))
    }

    /// The public part for a key set, with more members or others in the place of its own.
    func jwk(_ more: JSONObject = [:]) throws -> JSONValue {
        var members: JSONObject
        switch algorithm {
        case .rs256:
            members = [
                "kty": "RSA", "n": .string(try numberText(OSSL_PKEY_PARAM_RSA_N)),
                "e": .string(try numberText(OSSL_PKEY_PARAM_RSA_E)),
            ]
        case .es256:
            members = [
                "kty": "EC", "crv": "P-256", "x": .string(try numberText(OSSL_PKEY_PARAM_EC_PUB_X, byteCount: 32)),
                "y": .string(try numberText(OSSL_PKEY_PARAM_EC_PUB_Y, byteCount: 32)),
            ]
        }
        for (name, value) in more { members[name] = value }
        return .object(members)
    }

    /// The bytes of a number of the key, the most significant first.
    func number(_ name: String, byteCount: Int? = nil) throws -> [UInt8] {
        var number: OpaquePointer?
        try #require(EVP_PKEY_get_bn_param(key, name, &number) == 1)
        defer { BN_free(number) }
        return try Self.bytes(try #require(number), byteCount: byteCount)
    }

    /// Signs as RFC 7518 section 3 has it.
    func sign(_ message: [UInt8]) throws -> [UInt8] {
        let encoded = try signEncoded(message)
        guard algorithm == .es256 else { return encoded }
        return try encoded.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            let pair = try #require(d2i_ECDSA_SIG(nil, &place, buffer.count))
            defer { ECDSA_SIG_free(pair) }
            return try [ECDSA_SIG_get0_r(pair), ECDSA_SIG_get0_s(pair)].flatMap {
                try Self.bytes(try #require($0), byteCount: 32)
            }
        }
    }

    /// Signs, with the signature as libcrypto writes it: for ES256 in DER.
    func signEncoded(_ message: [UInt8]) throws -> [UInt8] {
        let context = try #require(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        try #require(EVP_DigestSignInit_ex(context, nil, "SHA256", nil, nil, key, nil) == 1)
        var count = 0
        try #require(EVP_DigestSign(context, nil, &count, message, message.count) == 1)
        var signature = [UInt8](repeating: 0, count: count)
        try #require(EVP_DigestSign(context, &signature, &count, message, message.count) == 1)
        return Array(signature.prefix(count))
    }

    /// A token of the texts of a header and of claims.
    func token(_ header: String, _ claims: String) throws -> String {
        let input = Self.signedText(header, claims)
        return input + "." + Base64URL.encode(try sign(Array(input.utf8)))
    }

    /// What of a token is signed.
    static func signedText(_ header: String, _ claims: String) -> String {
        Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(claims.utf8))
    }

    private func numberText(_ name: String, byteCount: Int? = nil) throws -> String {
        Base64URL.encode(try number(name, byteCount: byteCount))
    }

    private static func bytes(_ number: OpaquePointer, byteCount: Int?) throws -> [UInt8] {
        let count = byteCount ?? Int((BN_num_bits(number) + 7) / 8)
        var bytes = [UInt8](repeating: 0, count: count)
        try #require(BN_bn2binpad(number, &bytes, Int32(count)) == Int32(count))
        return bytes
    }
}
