internal import CCrypto

/// What of libcrypto the service uses.
enum Digest {
    /// The size of a SHA-256 hash, in bytes.
    static let byteCount = 32

    /// The SHA-256 hash of bytes (FIPS 180-4).
    static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { hash, count in
            let sha256 = Algorithms.sha256.pointer
            if EVP_Digest(bytes.baseAddress, bytes.count, hash.baseAddress, nil, sha256, nil) != 1 {
                // Slower, but a hash in any case.
                _ = SHA256(bytes.baseAddress, bytes.count, hash.baseAddress)
            }
            count = byteCount
        }
    }

    /// The SHA-256 hash of bytes (FIPS 180-4).
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { sha256($0) }
    }

    /// Whether two byte strings are the same, in time that does not tell where they differ.
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    /// Bytes that nobody can guess, from libcrypto's generator.
    ///
    /// - Throws: `NoRandomness` where the system has none to give.
    static func random(_ count: Int) throws(NoRandomness) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw NoRandomness() }
        return bytes
    }

    /// The system's generator gave no random bytes.
    struct NoRandomness: Error {}
}
