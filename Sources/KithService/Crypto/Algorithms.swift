internal import CCrypto

/// What of libcrypto is found by name: once, because finding it takes a lock that all threads share.
enum Algorithms {
    /// A thing of libcrypto's; nil where this build of it has none.
    ///
    /// `@unchecked Sendable`: it is never changed or freed, and libcrypto counts its users by itself.
    struct Handle: @unchecked Sendable {
        let pointer: OpaquePointer?
    }

    /// SHA-256 (FIPS 180-4).
    static let sha256 = Handle(pointer: EVP_MD_fetch(nil, "SHA256", nil))
    /// AES-256 in Galois/counter mode (NIST SP 800-38D).
    static let aes256GCM = Handle(pointer: EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))
    /// HMAC (RFC 2104).
    static let hmac = Handle(pointer: EVP_MAC_fetch(nil, "HMAC", nil))
}
