internal import CCrypto

/// HMAC-SHA-256 (RFC 2104) under one key, which is prepared once.
final class MessageCode: @unchecked Sendable {
    // Guarded by being read alone: each code is computed in a copy of the prepared state.
    private let prepared: OpaquePointer

    /// Prepares a key.
    ///
    /// - Throws: `SealedBox.Failure` where libcrypto refuses.
    init(key: [UInt8]) throws(SealedBox.Failure) {
        guard let prepared = EVP_MAC_CTX_new(Algorithms.hmac.pointer) else { throw SealedBox.Failure() }
        self.prepared = prepared
        guard kith_hmac_sha256_init(prepared, key, key.count) == 1 else { throw SealedBox.Failure() }
    }

    deinit {
        EVP_MAC_CTX_free(prepared)
    }

    /// The code of a message given in parts.
    ///
    /// - Throws: `SealedBox.Failure` where libcrypto refuses.
    func code(of parts: [UInt8]...) throws(SealedBox.Failure) -> [UInt8] {
        guard let state = EVP_MAC_CTX_dup(prepared) else { throw SealedBox.Failure() }
        defer { EVP_MAC_CTX_free(state) }
        for part in parts {
            guard EVP_MAC_update(state, part, part.count) == 1 else { throw SealedBox.Failure() }
        }
        var code = [UInt8](repeating: 0, count: Digest.byteCount)
        var count = 0
        guard EVP_MAC_final(state, &code, &count, code.count) == 1, count == code.count else {
            throw SealedBox.Failure()
        }
        return code
    }
}
