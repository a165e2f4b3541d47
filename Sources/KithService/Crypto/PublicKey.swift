internal import CCrypto

/// A public key that signatures are verified with; it knows the one algorithm that it is for.
///
/// `@unchecked Sendable`: libcrypto's key is never changed once it is made, and each verification has a context of its
/// own, so threads share nothing but the key's count of references, which libcrypto keeps atomically.
final class PublicKey: @unchecked Sendable {
    /// The size of a coordinate of a point on P-256, and of each half of a signature, in bytes.
    static let p256ByteCount = 32

    /// Libcrypto makes no key of these numbers: the point is not on the curve, for one.
    struct Unusable: Error, Hashable {}

    /// What the key verifies.
    let algorithm: SignatureAlgorithm
    private let key: OpaquePointer

    /// Makes an RSA key.
    ///
    /// - Parameters:
    ///   - modulus: The most significant byte first.
    ///   - exponent: The same.
    /// - Throws: `Unusable` where libcrypto refuses them.
    init(rsaModulus modulus: [UInt8], exponent: [UInt8]) throws(Unusable) {
        defer { ERR_clear_error() }
        guard
            let key = kith_evp_rsa_public_key(modulus, Int32(modulus.count), exponent, Int32(exponent.count))
        else { throw Unusable() }
        self.key = key
        algorithm = .rs256
    }

    /// Makes a key of a point on the curve P-256.
    ///
    /// - Parameters:
    ///   - x: 32 bytes, the most significant first.
    ///   - y: The same.
    /// - Throws: `Unusable` where there is no such point on the curve.
    init(p256X x: [UInt8], y: [UInt8]) throws(Unusable) {
        defer { ERR_clear_error() }
        guard x.count == Self.p256ByteCount, y.count == Self.p256ByteCount else { throw Unusable() }
        // 4 says that both coordinates follow (SEC 1 section 2.3.3).
        let point = [4] + x + y
        guard let key = kith_evp_p256_public_key(point, point.count) else { throw Unusable() }
        guard Self.isSound(key) else {
            EVP_PKEY_free(key)
            throw Unusable()
        }
        self.key = key
        algorithm = .es256
    }

    deinit {
        EVP_PKEY_free(key)
    }

    /// Whether a signature was made of a message with the private key that belongs to this one.
    ///
    /// - Parameters:
    ///   - signature: As RFC 7518 section 3 has it: for ES256 the numbers r and s, 32 bytes each.
    ///   - message: What was signed.
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let encoded = encoded(signature), let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            // What was refused leaves a note in a queue of the thread, which nobody reads.
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit_ex(context, nil, "SHA256", nil, nil, key, nil) == 1
            && EVP_DigestVerify(context, encoded, encoded.count, message, message.count) == 1
    }

    /// The signature as libcrypto reads it, or nil where its size is wrong.
    private func encoded(_ signature: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case .rs256:
            return signature
        case .es256:
            guard signature.count == 2 * Self.p256ByteCount else { return nil }
            let numbers =
                Self.integer(signature.prefix(Self.p256ByteCount)) + Self.integer(signature.suffix(Self.p256ByteCount))
            // A SEQUENCE; its length is below 128 and takes one byte.
            return [0x30, UInt8(numbers.count)] + numbers
        }
    }

    /// A number of at most 32 bytes as an INTEGER of DER: without zeros before it, but one where it would look negative
    /// (ITU-T X.690 section 8.3).
    private static func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(bytes.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }

    /// Whether the point is on the curve and not its zero (NIST SP 800-56A section 5.6.2.3.3).
    private static func isSound(_ key: OpaquePointer) -> Bool {
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return false }
        defer { EVP_PKEY_CTX_free(context) }
        return EVP_PKEY_public_check(context) == 1
    }
}
